/** A site with a brand: its logo, its colours as they are in light and as relatives in dark, contrast in both, the header on a phone. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { axe } from "../lib/axe.mjs";
import { stage, visit } from "../lib/browser.mjs";
import { types } from "../lib/site.mjs";

const on = stage(types.site);
const rules = ["color-contrast", "link-in-text-block", "image-alt"];
const pages = ["", "404.html", "en/", "ru/guides/", "fr/guides/start/", "nl/report/", "cs/other/", "en/report/review/"];
const token = (page, name) => page.evaluate((n) => getComputedStyle(document.documentElement).getPropertyValue(n).trim(), name);

describe("brand", { concurrency: 2 }, () => {
  for (const colorScheme of ["light", "dark"]) {
    test(`everything can be read, ${colorScheme}`, () =>
      visit(on, { colorScheme, allow: (text) => text.includes("404") }, async (page) => {
        for (const path of pages) {
          await page.goto(`${on.origin}/${path}`);
          assert.deepEqual(await axe(page, { rules }), []);
        }
      }));
  }

  test("colours and logo are those of config.yaml", () =>
    visit(on, { colorScheme: "light" }, async (page) => {
      await page.goto(`${on.origin}/en/`);
      assert.equal(await token(page, "--accent"), "#7a1f5c");
      assert.equal(await token(page, "--signal"), "#8a5a00");
      const logo = page.getByRole("banner").getByRole("link").getByRole("img");
      assert.ok(await logo.getAttribute("alt"));
      const box = await logo.boundingBox();
      assert.ok(Math.abs(box.width / box.height - 120 / 36) < 0.05, JSON.stringify(box));
      await page.emulateMedia({ colorScheme: "dark" });
      assert.notEqual(await token(page, "--accent"), "#7a1f5c");
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      assert.equal(await token(page, "--accent"), "#7a1f5c");
    }));
});

describe("header", { concurrency: 2 }, () => {
  for (const script of [true, false]) {
    test(`on a phone it is low, and the languages open by keyboard and close, ${script ? "with" : "without"} script`, () =>
      visit(on, { script, viewport: { width: 320, height: 640 } }, async (page) => {
        await page.goto(`${on.origin}/en/guides/`);
        const header = await page.locator("body > header").boundingBox();
        assert.ok(header.height <= 120, `${header.height} px`);
        const list = page.locator("[data-languages] ul");
        assert.equal(await list.isVisible(), false);
        const button = page.getByRole("banner").locator("[popovertarget]");
        await button.focus();
        await page.keyboard.press("Enter");
        assert.equal(await list.isVisible(), true);
        const box = await list.boundingBox();
        assert.ok(box.x >= 0 && box.x + box.width <= 320, JSON.stringify(box));
        await page.keyboard.press("Escape");
        assert.equal(await list.isVisible(), false);
        await button.click();
        await page.locator('[data-languages] a[hreflang="cs"]').click();
        await page.waitForURL("**/cs/guides/");
      }));
  }

  test("on a wide screen all languages stand there", () =>
    visit(on, { viewport: { width: 1024, height: 768 } }, async (page) => {
      await page.goto(`${on.origin}/en/guides/`);
      assert.equal(await page.getByRole("banner").locator("[popovertarget]").isVisible(), false);
      assert.equal(await page.locator('[data-languages] a[hreflang="cs"]').isVisible(), true);
    }));
});
