/**
 * axe-core finds nothing: in the source language on every page and on every question, option, step and outcome of every
 * flow; in each other language on every kind of page and on the flows that are its share, so that each flow has its turn. In dark it looks at
 * every page of the source language, but at one review and one page of cases, and at one state of each kind in each flow: what is of one kind has the
 * same colours; in each other language at every kind of page. With WALK=all (`make long`) on every page and every state in every language, light and dark. The states of
 * one node differ in where their links lead alone.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { axe, schemes } from "../lib/axe.mjs";
import { stage, visit } from "../lib/browser.mjs";
import { kindOf, kindsOf } from "../lib/kinds.mjs";
import { addresses, nodeAddresses, open } from "../lib/reader.mjs";
import { languages, pages, pagesOf, shareOf } from "../lib/site.mjs";

const on = stage();
const [source] = languages;
const all = process.env.WALK === "all";
const desk = { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" };

describe("axe", { concurrency: 2 }, () => {
  for (const lang of languages) {
    for (const [name, flow] of shareOf(lang)) {
      test(`${lang} ${name}: every ${all ? "state" : "node"}`, () =>
        visit(on, desk, async (page) => {
          await open(page, on.origin, lang, name);
          const states = all ? addresses(lang, name) : nodeAddresses(lang, name);
          for (const [colorScheme, rules] of schemes(all || lang === source)) {
            await page.emulateMedia({ colorScheme });
            const seen = colorScheme === "light" || all ? states : oneOfEachKind(flow, states);
            assert.deepEqual(await axe(page, { hashes: [...seen.values()], rules }), [], colorScheme);
          }
        }));
    }
    // The first screen of a flow is looked at above.
    const kinds = [...kindsOf(lang).values()];
    const mine = (all || lang === source ? pagesOf(lang) : kinds).filter((path) => kindOf(path) !== "flow");
    test(`${lang}: ${mine.length} pages`, () => everyPage(mine, (path) => all || kinds.includes(path) || !["review", "drills"].includes(kindOf(path))));
  }
  test("the pages of no language", () => everyPage(pages.filter((path) => !languages.some((lang) => path.startsWith(`${lang}/`)))));
});

/** Of states by node, the first of each type of question, of steps and of each kind of outcome. */
function oneOfEachKind(flow, states) {
  const kindOfNode = (node) => flow.outcomes?.[node]?.kind ?? (flow.steps?.[node] ? "step" : (flow.questions?.[node]?.type ?? "question"));
  const met = new Map();
  for (const [node, hash] of states) {
    if (!met.has(kindOfNode(node))) met.set(kindOfNode(node), hash);
  }
  return met;
}

async function everyPage(paths, dark = () => true) {
  await visit(on, desk, async (page) => {
    for (const path of paths) {
      await page.goto(`${on.origin}/${path}`);
      for (const [colorScheme, rules] of schemes(dark(path))) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await axe(page, { rules }), [], `${path}, ${colorScheme}`);
      }
    }
  });
}
