/**
 * axe-core finds nothing: in the source language on every page and on every question, option, step and outcome of every
 * flow; in each other language on every kind of page and on the flows that are its share, so that each flow has its turn. In dark it looks at every
 * kind of page, and at every kind of state in tests/components: what is of one kind has the same colours. With WALK=all (`make long`) on every page and every state in every language, light and dark. The states of
 * one node differ in where their links lead alone.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { axe } from "../lib/axe.mjs";
import { stage, visit } from "../lib/browser.mjs";
import { kindOf, kindsOf } from "../lib/kinds.mjs";
import { addresses, nodeAddresses, open } from "../lib/reader.mjs";
import { languages, pages, pagesOf, shareOf } from "../lib/site.mjs";

const on = stage();
const [source] = languages;
const all = process.env.WALK === "all";
// What is not colour does not change with the scheme.
const schemes = new Map([["light", undefined], ["dark", ["color-contrast", "link-in-text-block"]]]);
const desk = { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" };

describe("axe", { concurrency: 2 }, () => {
  for (const lang of languages) {
    for (const [name] of shareOf(lang)) {
      test(`${lang} ${name}: every ${all ? "state" : "node"}`, () =>
        visit(on, desk, async (page) => {
          await open(page, on.origin, lang, name);
          const states = all ? addresses(lang, name) : nodeAddresses(lang, name);
          for (const [colorScheme, rules] of all ? schemes : [...schemes].slice(0, 1)) {
            await page.emulateMedia({ colorScheme });
            assert.deepEqual(await axe(page, { hashes: [...states.values()], rules }), [], colorScheme);
          }
        }));
    }
    // The first screen of a flow is looked at above.
    const kinds = [...kindsOf(lang).values()];
    const mine = (all || lang === source ? pagesOf(lang) : kinds).filter((path) => kindOf(path) !== "flow");
    test(`${lang}: ${mine.length} pages`, () => everyPage(mine, (path) => all || kinds.includes(path)));
  }
  test("the pages of no language", () => everyPage(pages.filter((path) => !languages.some((lang) => path.startsWith(`${lang}/`)))));
});

async function everyPage(paths, dark = () => true) {
  await visit(on, desk, async (page) => {
    for (const path of paths) {
      await page.goto(`${on.origin}/${path}`);
      for (const [colorScheme, rules] of dark(path) ? schemes : [...schemes].slice(0, 1)) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await axe(page, { rules }), [], `${path}, ${colorScheme}`);
      }
    }
  });
}
