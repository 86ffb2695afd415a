/**
 * axe-core finds nothing: on every page and on every question, option, step and outcome of every flow, in every language, in light and
 * dark; in the source language on every state. The states of one node differ in where their links lead alone.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { axe } from "../lib/axe.mjs";
import { stage, visit } from "../lib/browser.mjs";
import { addresses, open } from "../lib/reader.mjs";
import { flows, languages, pages, pagesOf } from "../lib/site.mjs";

const on = stage();
const [source] = languages;
// What is not colour does not change with the scheme.
const schemes = new Map([["light", undefined], ["dark", ["color-contrast", "link-in-text-block"]]]);
const viewport = { width: 1280, height: 900 };

describe("axe", { concurrency: 2 }, () => {
  for (const lang of languages) {
    for (const name of flows.keys()) {
      for (const [colorScheme, rules] of schemes) {
        const all = lang === source && colorScheme === "light";
        test(`${lang} ${name}: every ${all ? "state" : "node"}, ${colorScheme}`, () =>
          visit(on, { colorScheme, viewport }, async (page) => {
            await open(page, on.origin, lang, name);
            const states = [...addresses(lang, name)].filter(([id], i, list) => all || list.findIndex(([other]) => node(other) === node(id)) === i);
            assert.deepEqual(await axe(page, { hashes: states.map(([, hash]) => hash), rules }), []);
          }));
      }
    }
    test(`${lang}: every page, light and dark`, () => everyPage(pagesOf(lang)));
  }
  test("the pages of no language", () => everyPage(pages.filter((path) => !languages.some((lang) => path.startsWith(`${lang}/`)))));
});

/** The id of a state without what it remembers. */
function node(state) {
  return state.split("~")[0];
}

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
