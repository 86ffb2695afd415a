/**
 * axe-core finds nothing: on every page and on every question, option, step and outcome of every flow, in every language, in light and
 * dark; in the source language on every state. The states of one node differ in where their links lead alone.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { axe } from "../lib/axe.mjs";
import { stage, visit } from "../lib/browser.mjs";
import { addresses, nodeAddresses, open } from "../lib/reader.mjs";
import { flows, languages, pages, pagesOf, shareOf } from "../lib/site.mjs";

const on = stage();
const [source] = languages;
// What is not colour does not change with the scheme.
const schemes = new Map([["light", undefined], ["dark", ["color-contrast", "link-in-text-block"]]]);
const viewport = { width: 1280, height: 900 };

describe("axe", { concurrency: 2 }, () => {
  for (const lang of languages) {
    for (const name of flows.keys()) {
      for (const [colorScheme, rules] of schemes) {
        if (colorScheme === "dark" && !shareOf(lang).some(([other]) => other === name)) continue;
        const all = lang === source && colorScheme === "light";
        test(`${lang} ${name}: every ${all ? "state" : "node"}, ${colorScheme}`, () =>
          visit(on, { colorScheme, viewport }, async (page) => {
            await open(page, on.origin, lang, name);
            const states = all ? addresses(lang, name) : nodeAddresses(lang, name);
            assert.deepEqual(await axe(page, { hashes: [...states.values()], rules }), []);
          }));
      }
    }
    // A review page is as long as all screens together: outside of the source language the first one stands for the others.
    const reviews = pagesOf(lang).filter((path) => /\/review\//.test(path));
    const left = lang === source ? [] : reviews.slice(1);
    test(`${lang}: every page, light and dark`, () => everyPage(pagesOf(lang).filter((path) => !left.includes(path))));
  }
  test("the pages of no language", () => everyPage(pages.filter((path) => !languages.some((lang) => path.startsWith(`${lang}/`)))));
});

async function everyPage(paths) {
  for (const [colorScheme, rules] of schemes) {
    await visit(on, { colorScheme, viewport }, async (page) => {
      for (const path of paths) {
        await page.goto(`${on.origin}/${path}`);
        assert.deepEqual(await axe(page, { rules }), []);
      }
    });
  }
}
