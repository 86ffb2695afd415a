/**
 * Engines beside Chromium. In: WALK. Out: those that are tried: Firefox always, with WALK=all WebKit, the engine of Safari, too. Never: a page without
 * script but in Firefox.
 */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { firefox } from "./firefox.mjs";
import { webkit } from "./webkit.mjs";

export const engines = process.env.WALK === "all" ? { Firefox: firefox, WebKit: webkit } : { Firefox: firefox };

/** Gives `work` a page of a fresh browser; afterwards nothing may have gone wrong that the engine tells of and `allow` does not excuse. */
export async function visit(start, { allow = () => false, ...options }, work) {
  const { page, faults = [], close } = await start(options);
  try {
    await work(page);
    assert.deepEqual(faults.filter((text) => !allow(text)), []);
  } finally {
    await close();
  }
}

/** Waits until the page has something that can be seen. */
export async function shown(page, selector) {
  const seen = () => page.locator(selector).evaluateAll((all) => all.some((one) => one.checkVisibility()));
  for (const end = Date.now() + 60_000; !(await seen()); await sleep(15)) assert.ok(Date.now() < end, `${selector} does not come`);
}

/** Waits until a field holds what was typed into it: an engine may take keys before the page has heard of them. */
export async function typed(page, selector, text) {
  const value = () => page.locator(selector).evaluate((field) => field.value);
  for (const end = Date.now() + 60_000; (await value()) !== text; await sleep(15)) assert.ok(Date.now() < end, `${selector} does not hold "${text}"`);
}
