/**
 * WebKit as Debian builds it for GTK, the engine of Safari, by WebDriver (https://w3c.github.io/webdriver/), on a screen of its own that nobody sees.
 * In: nothing. Out: a page with the part of Playwright's interface that lib/firefox.mjs has. Never: faults, for it tells nothing of console and requests;
 * a page without script.
 */
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const browser = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
/** Keys as WebDriver writes them (https://w3c.github.io/webdriver/#keyboard-actions). */
const keys = { Enter: "\uE007", Tab: "\uE004", Control: "\uE009", Space: " " };

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
    return { page: open((method, path, body) => ask(method, session + path, body)), close };
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

/** The page that the browser opened. */
function open(ask) {
  const call = (source, ...values) => ask("POST", "/execute/sync", { script: `return (${source})(...arguments)`, args: values.map((value) => value ?? null) });
  const act = (...actions) => ask("POST", "/actions", { actions });
  const press = (down) => act({ type: "key", id: "keys", actions: [...down.map((value) => ({ type: "keyDown", value })), ...down.toReversed().map((value) => ({ type: "keyUp", value }))] });
  const locator = (selector) => ({
    locator: (inner) => locator(`${selector} ${inner}`),
    evaluate: (work, value) => call(`(selector, value) => (${work})(document.querySelector(selector), value)`, selector, value),
    evaluateAll: (work) => call(`(selector) => (${work})(Array.from(document.querySelectorAll(selector)))`, selector),
    getAttribute: (name) => call("(selector, name) => document.querySelector(selector).getAttribute(name)", selector, name),
    isChecked: () => call("(selector) => document.querySelector(selector).checked", selector),
  });
  return {
    locator,
    evaluate: (work, value) => call(`${work}`, value),
    goto: (url) => ask("POST", "/url", { url }),
    async waitForURL(good) {
      for (const end = Date.now() + 30_000; ; await sleep(30)) {
        // A page that goes while it is asked gives no answer.
        const [url, state] = await call("() => [location.href, document.readyState]").catch(() => ["about:blank", ""]);
        if (good(new URL(url)) && state === "complete") return;
        if (Date.now() > end) throw new Error(`the page stays at ${url}`);
      }
    },
    mouse: {
      click: (x, y) =>
        act({ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions: [{ type: "pointerMove", x: Math.round(x), y: Math.round(y) }, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }] }),
    },
    keyboard: {
      press: (name) => press(name.split("+").map((key) => keys[key] ?? key.toLowerCase())),
      async type(text) {
        for (const letter of text) await press([letter]);
      },
    },
  };
}
