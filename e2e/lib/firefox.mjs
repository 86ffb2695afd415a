/**
 * Debian's Firefox, by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), which it speaks itself: Playwright drives only a Firefox of its own build.
 * In: whether scripts run. Out: a page with the part of Playwright's interface that lib/walk.mjs and lib/reader.mjs use, and its faults. Never: a
 * network: every host but this machine is behind a proxy that is not there.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { driven } from "./driven.mjs";
import { heard, talk } from "./talk.mjs";

const settings = (script) => ({
  "javascript.enabled": script,
  "ui.prefersReducedMotion": 1,
  "network.proxy.type": 1,
  "network.proxy.http": "127.0.0.1",
  "network.proxy.http_port": 9,
  "network.proxy.ssl": "127.0.0.1",
  "network.proxy.ssl_port": 9,
  "datareporting.policy.dataSubmissionEnabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "app.update.enabled": false,
  "extensions.update.enabled": false,
});

/** Starts Firefox with a profile of its own. `home` is what addresses may begin with, beside those of files. `close` ends it and removes the profile. */
export async function firefox({ script = true, home = "file:" } = {}) {
  const profile = await mkdtemp(join(tmpdir(), "firefox-"));
  const lines = Object.entries(settings(script)).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
  await writeFile(join(profile, "user.js"), lines.join("\n"));
  const program = spawn(process.env.FIREFOX ?? "/usr/bin/firefox-esr", ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: "1" },
  });
  const ended = new Promise((done) => program.once("exit", done));
  const close = async () => {
    program.kill();
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 20 }); // its other processes end after it
  };
  try {
    const faults = [];
    const send = await begin(`${await heard(program, /BiDi listening on (ws:\S+)/)}/session`, home, faults);
    return { page: await open(send), faults, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Begins a session. What must not happen goes to `faults`. */
async function begin(address, home, faults) {
  const send = await talk(address, (message) => note(message, faults, home));
  await send("session.new", { capabilities: {} });
  await send("session.subscribe", { events: ["log.entryAdded", "network.beforeRequestSent", "network.fetchError"] });
  return send;
}

/** Everything on the console, every request that failed or that is neither for a file nor for `home`. */
function note({ method, params }, faults, home) {
  if (method === "log.entryAdded") faults.push(`console ${params.level}: ${params.text}`);
  const url = params.request?.url ?? "";
  if (method === "network.fetchError" && params.errorText !== "NS_BINDING_ABORTED") faults.push(`request failed: ${url} ${params.errorText}`);
  if (method === "network.beforeRequestSent" && !/^(file|about|data|blob):/.test(url) && !url.startsWith(home)) faults.push(`request to elsewhere: ${url}`);
}

/** The page that Firefox opened. */
async function open(send) {
  const { contexts } = await send("browsingContext.getTree", {});
  const [{ context }] = contexts;
  await send("browsingContext.setViewport", { context, viewport: { width: 1024, height: 768 } });
  const call = async (source, ...values) => {
    const { result, exceptionDetails } = await send("script.callFunction", {
      functionDeclaration: `(...values) => JSON.stringify((${source})(...values.map((value) => JSON.parse(value))))`,
      arguments: values.map((value) => ({ type: "string", value: JSON.stringify(value ?? null) })),
      target: { context },
      awaitPromise: false,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result.value === undefined ? undefined : JSON.parse(result.value);
  };
  return driven({
    call,
    act: (...actions) => send("input.performActions", { context, actions }),
    goto: (url) => send("browsingContext.navigate", { context, url, wait: "complete" }),
  });
}
