/**
 * axe-core finds nothing: in the source language on every page of guidance, on a page of each kind, and on every question, option, step and outcome of
 * every flow; in each other language on every kind of page and on the flows that are its share, so that each flow has its turn. Of the nodes of a flow
 * one of each kind is looked at as readers see it, with what the script adds; then all of them are shown at once, since most of the time goes into the page
 * around them. In dark it looks at every page and flow of the source language and at the kinds of one other: what is of one kind has the same colours.
 * With WALK=all (`make long`) on every page and every state in every language, each by itself, light and dark. The states of one node differ in
 * where their links lead alone.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { axe, axeTogether, schemes } from "../lib/axe.mjs";
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
          const states = addresses(lang, name);
          const nodes = nodeAddresses(lang, name);
          const alone = all ? states : oneOfEachKind(flow, nodes);
          for (const [colorScheme, rules] of schemes(all || lang === source)) {
            await page.emulateMedia({ colorScheme });
            assert.deepEqual(await axe(page, { hashes: [...alone.values()], rules }), [], colorScheme);
          }
          await page.emulateMedia({ colorScheme: "light" });
          const shown = new Set(nodes.values());
          if (!all) assert.deepEqual(await axeTogether(page, [...states.keys()].filter((id) => shown.has(states.get(id)))), []);
        }));
    }
    // The first screen of a flow is looked at above.
    const kinds = [...kindsOf(lang).values()];
    // Reviews and cases are of one form each, filled with data: one of each kind tells of all.
    const some = lang === source ? pagesOf(lang).filter((path) => kinds.includes(path) || !["review", "drills"].includes(kindOf(path))) : kinds;
    const mine = (all ? pagesOf(lang) : some).filter((path) => kindOf(path) !== "flow");
    test(`${lang}: ${mine.length} pages`, () => everyPage(mine, all || languages.indexOf(lang) < 2));
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

async function everyPage(paths, dark = true) {
  await visit(on, desk, async (page) => {
    for (const path of paths) {
      await page.goto(`${on.origin}/${path}`);
      for (const [colorScheme, rules] of schemes(dark)) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await axe(page, { rules }), [], `${path}, ${colorScheme}`);
      }
    }
  });
}
