/** What a reader keeps of a site, in other engines: it opens when the server is dead, and gives way to what is new when it is back. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { engines, shown, visit } from "../lib/engines.mjs";
import { host, pagesIn, releases } from "../lib/releases.mjs";

let first, second, done;
before(() => void ({ first, second, done } = releases()));
after(() => done?.());

// Firefox tells of files that the page before was still waiting for when it was left.
const allow = (text) => text.startsWith("console error: Failed to load ‘’. A ServiceWorker intercepted");

for (const [engine, start] of Object.entries(engines)) {
  test(`${engine}: a language that a reader keeps opens when the server is dead, and the newer version when it is back`, async () => {
    const on = host();
    await on.start(first);
    const see = async (page) => {
      const control = "[data-module=offline-keep]";
      await page.goto(`${on.home}en/offline/`);
      await shown(page, `${control} [data-keep-site]`);
      await page.locator(`${control} [data-keep-site]`).evaluate((button) => button.click());
      await shown(page, `${control} [data-shown=kept]`);

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
    };
    await visit(start, { home: on.home, allow }, see).finally(on.kill);
  });
}
