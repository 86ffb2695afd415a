/** axe-core finds nothing: on every page and on every state of every flow, in every language, in light and dark. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { axe } from "../lib/axe.mjs";
import { stage, visit } from "../lib/browser.mjs";
import { addresses, open } from "../lib/reader.mjs";
import { flows, languages, pages, pagesOf } from "../lib/site.mjs";

const on = stage();
const schemes = ["light", "dark"];
const viewport = { width: 1280, height: 900 };

describe("axe", { concurrency: 2 }, () => {
  for (const lang of languages) {
    for (const name of flows.keys()) {
      for (const colorScheme of schemes) {
        test(`${lang} ${name}: every state, ${colorScheme}`, () =>
          visit(on, { colorScheme, viewport }, async (page) => {
            await open(page, on.origin, lang, name);
            // What is not colour does not change with the scheme.
            const rules = colorScheme === "dark" ? ["color-contrast", "link-in-text-block"] : undefined;
            assert.deepEqual(await axe(page, { hashes: [...addresses(lang, name).values()], rules }), []);
          }));
      }
    }
    test(`${lang}: every page, light and dark`, () => everyPage(pagesOf(lang)));
  }
  test("the pages of no language", () => everyPage(pages.filter((path) => !languages.some((lang) => path.startsWith(`${lang}/`)))));
});

async function everyPage(paths) {
  for (const colorScheme of schemes) {
    await visit(on, { colorScheme, viewport }, async (page) => {
      for (const path of paths) {
        await page.goto(`${on.origin}/${path}`);
        assert.deepEqual(await axe(page), []);
      }
    });
  }
}
