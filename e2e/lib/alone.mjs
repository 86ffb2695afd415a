/**
 * Chromium led by one page alone, by the DevTools protocol (https://chromedevtools.github.io/devtools-protocol/). Playwright attaches to service workers, too, and
 * under it Chromium now and then never gives the page that comes while one worker takes over from another; led so, it gave all of 120.
 * In: nothing. Out: a page with a small part of Playwright's interface, and its faults. Never: an attachment to anything but the page.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import WebSocket from "ws";
import { args, program } from "./browser.mjs";

/** How long a page may take to load, in milliseconds. */
const PATIENCE = 60_000;

export async function alone() {
  const profile = await mkdtemp(join(tmpdir(), "chromium-"));
  const browser = spawn(program, [...args, "--headless", `--user-data-dir=${profile}`, "--remote-debugging-port=0", "about:blank"], { stdio: ["ignore", "ignore", "pipe"], detached: true });
  const ended = new Promise((done) => browser.once("exit", done));
  const close = async () => {
    // The processes that it started have its output open.
    if (browser.exitCode === null) process.kill(-browser.pid, "SIGKILL");
    await ended;
    browser.stderr.destroy();
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  };
  try {
    const targets = await (await fetch(`http://127.0.0.1:${await listening(browser)}/json/list`)).json();
    const faults = [];
    const page = await open(targets.find(({ type }) => type === "page").webSocketDebuggerUrl, faults);
    return { page, faults, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The port at which the program says that it listens. */
function listening(browser) {
  return new Promise((done, failed) => {
    let said = "";
    browser.stderr.on("data", (data) => {
      said += data;
      const [, port] = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(said) ?? [];
      if (port) done(port);
    });
    browser.once("exit", (code) => failed(new Error(`Chromium ended with ${code}: ${said.slice(-500)}`)));
  });
}

async function open(address, faults) {
  const socket = new WebSocket(address, { maxPayload: 64 << 20 });
  await new Promise((done, failed) => socket.once("open", done).once("error", failed));
  const waiting = new Map();
  let last = 0;
  let loaded = () => {};
  socket.on("message", (data) => {
    const { id, result, error, method, params } = JSON.parse(data);
    if (method === "Page.loadEventFired") loaded();
    if (method === "Runtime.exceptionThrown") faults.push(`error: ${params.exceptionDetails.exception?.description ?? params.exceptionDetails.text}`);
    if (method === "Runtime.consoleAPICalled") faults.push(`console ${params.type}: ${params.args.map(({ value }) => value).join(" ")}`);
    if (method === "Log.entryAdded") faults.push(`log ${params.entry.level}: ${params.entry.text}`);
    const { done, failed } = waiting.get(id) ?? {};
    waiting.delete(id);
    if (error) failed?.(new Error(error.message));
    else done?.(result);
  });
  const send = (method, params = {}) =>
    new Promise((done, failed) => {
      waiting.set(++last, { done, failed });
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  for (const domain of ["Page", "Runtime", "Log"]) await send(`${domain}.enable`);
  let url = "about:blank";
  return {
    url: () => url,
    waitForTimeout: sleep,
    /** Goes to an address and waits until it is loaded. */
    async goto(to) {
      url = to;
      const come = new Promise((done) => (loaded = () => done(true)));
      await send("Page.navigate", { url: to });
      if (!(await Promise.race([come, sleep(PATIENCE, false, { ref: false })]))) throw new Error(`${to} does not come`);
    },
    /** Runs a function in the page and waits for what it promises. */
    async evaluate(work, value) {
      const { result, exceptionDetails } = await send("Runtime.evaluate", { expression: `(${work})(${JSON.stringify(value)})`, awaitPromise: true, returnByValue: true });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
  };
}
