/** What a reader keeps of a site, in Debian's Firefox: it opens when the server is dead, and gives way to what is new when it is back. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { firefox } from "../lib/firefox.mjs";
import { host, pagesIn, releases } from "../lib/releases.mjs";

let first, second, done;
before(() => void ({ first, second, done } = releases()));
after(() => done?.());

const seen = (page, selector) => page.locator(selector).evaluateAll((all) => all.some((one) => one.checkVisibility()));
/** Waits until the page has something that can be seen. */
async function shown(page, selector) {
  for (const end = Date.now() + 30_000; !(await seen(page, selector)); ) assert.ok(Date.now() < end, `${selector} does not come`);
}

test("a language that a reader keeps opens when the server is dead, and the newer version when it is back", async () => {
  const on = host();
  await on.start(first);
  const { page, faults, close } = await firefox({ home: on.home });
  try {
    await page.goto(`${on.home}en/offline/`);
    await shown(page, "[data-module=offline-keep] [data-keep-site]");
    assert.deepEqual(faults, []);
    await page.locator("[data-module=offline-keep] [data-keep-site]").evaluate((button) => button.click());
    await shown(page, "[data-module=offline-keep] [data-shown=kept]");
    assert.deepEqual(faults, []);

    await on.kill();
    for (const path of pagesIn(first, "en")) {
      await page.goto(on.home + path.replace(/index\.html$/, ""));
      const now = await page.evaluate(() => [document.querySelector("h1").checkVisibility(), getComputedStyle(document.body).margin]);
      assert.deepEqual(now, [true, "0px"], path);
    }
    await page.goto(`${on.home}en/guides/start/`);
    await shown(page, "[data-offline-notice] .offline-bar"); // it is a copy
    await page.keyboard.press("/");
    await page.keyboard.type("guide");
    await shown(page, "[data-search-results] [role=option]");
    await page.goto(`${on.home}en/nothing/`);
    await shown(page, "[data-pages] a");

    await on.start(second);
    await page.goto(`${on.home}en/guides/start/`);
    assert.ok((await page.evaluate(() => document.querySelector("main").textContent)).includes("second version"));
    // Firefox tells of files that the page before was still waiting for when it was left.
    assert.deepEqual(faults.filter((text) => !text.startsWith("console error: Failed to load ‘’. A ServiceWorker intercepted")), []);
  } finally {
    await close();
    await on.kill();
  }
});
