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
import { args, program } from "./browser.mjs";
import { heard, talk } from "./talk.mjs";

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
    const port = await heard(browser, /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//);
    const targets = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
    const faults = [];
    const page = await open(targets.find(({ type }) => type === "page").webSocketDebuggerUrl, faults);
    return { page, faults, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(address, faults) {
  let loaded = () => {};
  const send = await talk(address, ({ method, params }) => {
    if (method === "Page.loadEventFired") loaded();
    if (method === "Runtime.exceptionThrown") faults.push(`error: ${params.exceptionDetails.exception?.description ?? params.exceptionDetails.text}`);
    if (method === "Runtime.consoleAPICalled") faults.push(`console ${params.type}: ${params.args.map(({ value }) => value).join(" ")}`);
    if (method === "Log.entryAdded") faults.push(`log ${params.entry.level}: ${params.entry.text}`);
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
