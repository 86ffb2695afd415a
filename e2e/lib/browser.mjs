/**
 * One Chromium per test file, one context per reader, and a record of everything that must not happen.
 * In: options of a context. Out: a page and its faults. Never: a request beyond loopback: other names do not resolve.
 */
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";
import { site } from "./site.mjs";
import { slowed } from "./slow.mjs";

/** What Chromium is started with. */
export const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Popups of the address bar, which nobody sees, would take two more processes for each reader.
  "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,AimEnabled,PaintHolding,HttpsUpgrades,OptimizationHints,MediaRouter,LensOverlay",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

export const program = process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";

/**
 * Starts Chromium as Debian builds it for programs, or the one that CHROMIUM names. It is the same engine without a window around it,
 * and takes two thirds of the processor time.
 */
export const launch = () => chromium.launch({ executablePath: program, args });

/** Starts browser and server of a built site before the tests of a file and ends them after; the fields are there once a test runs. */
export function stage(folder = site) {
  const on = { browser: null, server: null, origin: "" };
  before(async () => {
    on.server = await serve(folder);
    on.origin = on.server.origin;
    on.browser = await launch();
  });
  after(async () => {
    await on.browser?.close();
    await on.server?.close();
  });
  return on;
}

/**
 * Gives `work` a fresh page of a fresh reader; afterwards nothing may have been said on the console, thrown, asked of
 * another host, or failed. `home` is the only prefix of addresses that may be requested; `allow` may excuse a fault. Motion is reduced where
 * a test does not say otherwise: a colour that fades is drawn many times, which costs a third of the time of a walk and shows nothing to a test.
 */
export async function visit(on, { script = true, home = on.origin, allow = () => false, ...options }, work) {
  const context = await on.browser.newContext({ javaScriptEnabled: script, viewport: { width: 1024, height: 768 }, reducedMotion: "reduce", ...options });
  const faults = [];
  const fault = (text) => {
    if (!allow(text)) faults.push(text);
  };
  context.on("console", (message) => fault(`console ${message.type()}: ${message.text()}`));
  context.on("weberror", (error) => fault(`error: ${error.error().stack ?? error.error()}`));
  context.on("dialog", (dialog) => {
    fault(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  context.on("request", (request) => {
    if (request.url() !== "about:blank" && !request.url().startsWith(`${home}/`)) fault(`request to elsewhere: ${request.url().slice(0, 200)}`);
  });
  context.on("requestfailed", (request) => {
    const why = request.failure()?.errorText;
    // The reader left before it came; what is missing on the server shows as its status.
    if (why !== "net::ERR_ABORTED") fault(`request failed: ${request.url().slice(0, 200)} ${why}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) fault(`status ${response.status()}: ${response.url().slice(0, 200)}`);
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await slowed(page);
    await work(page, context);
    assert.deepEqual(faults, []);
  } catch (error) {
    if (faults.length > 0 && error.code !== "ERR_ASSERTION") error.message += `\nbefore that: ${faults.join("\n")}`;
    // An address of a megabyte need not stand in the log.
    if (error.message.length > 2000) error.message = `${error.message.slice(0, 2000)} …`;
    throw error;
  } finally {
    await context.close();
  }
}

let turn = Promise.resolve();

/** All pages of a browser have one clipboard: `work`, which copies and then looks at it, has it alone. */
export function clipboard(work) {
  const mine = turn.then(work);
  turn = mine.catch(() => {});
  return mine;
}
