/** The same bundle in other engines: every page from the disk, the search, the languages, the flows. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { dead, judge, unpack } from "../lib/bundle.mjs";
import { engines, shown, typed, visit } from "../lib/engines.mjs";
import { kindsOf } from "../lib/kinds.mjs";
import { longest, route } from "../lib/model.mjs";
import { until } from "../lib/reader.mjs";
import { languages, shareOf } from "../lib/site.mjs";
import { click, steps, walkWithScript, walkWithoutScript } from "../lib/walk.mjs";

const everything = process.env.WALK === "all";
const [source] = languages;
const [name, flow] = shareOf(source)[0];
/** A page of each kind: tests/offline opens each of them, in Chromium. */
const kinds = [...kindsOf(source).values()].map((path) => `${path}index.html`);
let copy;

before(() => void (copy = unpack()));
after(() => copy?.done());

/** One example to each end of a flow: Chromium takes all of them. */
const toEachEnd = (flow) => [...new Map(Object.values(flow.examples).map((example) => [route(flow, example.given).end, example])).values()];

/** Walks one flow of the source language its longest way; with WALK=all every flow of the language to each of its ends. */
async function walkAll(page, lang, walk) {
  for (const [name, flow] of everything ? shareOf(lang) : shareOf(lang).slice(0, 1)) {
    const known = steps();
    for (const example of everything ? toEachEnd(flow) : [flow.examples[longest(flow)]]) {
      await page.goto("about:blank");
      await page.goto(`${copy.origin}/${lang}/${name}/index.html`);
      await walk(page, flow, example, { known });
    }
  }
}

for (const [engine, start] of Object.entries(engines)) {
  describe(`a bundle in ${engine}`, { concurrency: 1 }, () => {
    test("pages, languages, search", () =>
      visit(start, {}, async (page) => {
        const known = new Map();
        for (const file of copy.pages.filter((one) => everything || one === "index.html" || kinds.includes(one))) {
          await page.goto(`${copy.origin}/${file}`);
          const { wrong, links } = await page.evaluate(judge);
          assert.deepEqual([...wrong, ...dead(links, known)], [], file);
        }

        await page.goto(`${copy.origin}/${source}/${name}/index.html`);
        const { hash } = (await walkWithScript(page, flow, flow.examples[longest(flow)], { stop: 2 })).at(-1);
        const lang = languages.at(-1);
        await click(page, page.locator(`[data-languages] a[hreflang="${lang}"]`));
        await page.waitForURL((url) => url.pathname.includes(`/${lang}/`));
        const now = await until(page, (s) => s.lang === lang && s.hash === hash && s.states.length === 1 && s.summary.length === 2);
        assert.deepEqual([now.lang, now.hash, now.summary.length], [lang, hash, 2]);

        await page.keyboard.press("/");
        const word = now.heading.split(" ")[0];
      await page.keyboard.type(word);
      await typed(page, "[data-search-field]", word);
        const first = "[data-search-results] [role=option]";
        await shown(page, first);
        const to = await page.locator(first).evaluate((link) => link.href);
        assert.deepEqual(dead([to.replace(/#.*$/, "")], known), [], "the result leads to a file");
        await page.keyboard.press("Enter");
        await page.waitForURL((url) => url.href === to);
      }));

    for (const lang of everything ? languages : [source]) {
      test(`${lang}: flows with script`, () => visit(start, {}, (page) => walkAll(page, lang, walkWithScript)));
      if (engine === "Firefox") test(`${lang}: flows without script`, () => visit(start, { script: false }, (page) => walkAll(page, lang, walkWithoutScript)));
    }
  });
}
