/** The header: the menu's words stay whole and in one row, and search and languages beside the brand, at every width between tablet and desktop. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { stage, visit } from "../lib/browser.mjs";
import { languages, project, root } from "../lib/site.mjs";

const on = stage();

test("the menu is one row of whole labels from 768 to 1440 pixels", { skip: project !== root && "another project" }, () =>
  visit(on, {}, async (page) => {
    for (const lang of languages) {
      await page.goto(`${on.origin}/${lang}/`);
      for (const width of [768, 900, 1023, 1024, 1100, 1200, 1280, 1440]) {
        await page.setViewportSize({ width, height: 600 });
        const seen = await page.evaluate(() => {
          const boxes = (selector) => Array.from(document.querySelectorAll(selector), (e) => e.getBoundingClientRect());
          const [brand] = boxes(".brand");
          const lines = Array.from(document.querySelectorAll(".menu a"), (a) => {
            const range = document.createRange();
            range.selectNodeContents(a);
            return new Set(Array.from(range.getClientRects(), ({ top }) => Math.round(top))).size;
          });
          return {
            lines: Math.max(...lines),
            rows: new Set(boxes(".menu li").map(({ top }) => Math.round(top))).size,
            beside: boxes(".header .search, .header [data-languages]").every(({ top, bottom }) => top < brand.bottom && bottom > brand.top),
            below: boxes(".menu")[0].top >= brand.bottom - 1,
          };
        });
        assert.deepEqual(seen, { lines: 1, rows: 1, beside: true, below: true }, `${lang} at ${width}`);
      }
    }
  }));
