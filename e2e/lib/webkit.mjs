/**
 * WebKit as Debian builds it for GTK, the engine of Safari, by WebDriver (https://w3c.github.io/webdriver/), on a screen of its own that nobody sees.
 * In: nothing. Out: a page with the part of Playwright's interface that lib/firefox.mjs has. Never: faults, for it tells nothing of console and requests;
 * a page without script.
 */
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { driven } from "./driven.mjs";

const browser = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

/** Starts WebKit. `close` ends it; it keeps nothing. */
export async function webkit() {
  const port = await free();
  // Both programs are one group of processes, to be ended as one.
  const program = spawn("xvfb-run", ["--auto-servernum", "WebKitWebDriver", `--port=${port}`], { stdio: "ignore", detached: true, env: { ...process.env, no_proxy: "*" } });
  const ended = new Promise((done) => program.once("exit", done));
  const ask = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  let session;
  const close = async () => {
    if (session) await ask("DELETE", session).catch(() => undefined);
    if (program.exitCode === null) process.kill(-program.pid);
    await ended;
  };
  try {
    for (let i = 0; ; i++) {
      if (await ask("GET", "/status").then(() => true, () => false)) break;
      if (i > 300) throw new Error("WebKitWebDriver does not start");
      await sleep(100);
    }
    const { sessionId } = await ask("POST", "/session", { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] } } } });
    session = `/session/${sessionId}`;
    const call = (source, ...values) => ask("POST", `${session}/execute/sync`, { script: `return (${source})(...arguments)`, args: values.map((value) => value ?? null) });
    const page = driven({ call, act: (...actions) => ask("POST", `${session}/actions`, { actions }), goto: (url) => ask("POST", `${session}/url`, { url }) });
    return { page, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A port that nobody has. */
const free = () =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
