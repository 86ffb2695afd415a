/** The language chooser, the switch of language and 404 work without script; a flow prints whole. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { stage, visit } from "../lib/browser.mjs";
import { html, kindsOf } from "../lib/kinds.mjs";
import { fragment, longest, route } from "../lib/model.mjs";
import { open } from "../lib/reader.mjs";
import { languages, modesOf, pagesOf, shareOf } from "../lib/site.mjs";
import { click } from "../lib/walk.mjs";

const on = stage();

test("the chooser leads to every language", () =>
  visit(on, { script: false }, async (page) => {
    for (const lang of languages) {
      await page.goto(`${on.origin}/`);
      const choice = page.locator(`main [data-languages] a[hreflang="${lang}"]`);
      assert.equal(await choice.getAttribute("lang"), lang);
      await click(page, choice);
      await page.waitForURL(`${on.origin}/${lang}/`);
      assert.equal(await page.locator("html").getAttribute("lang"), lang);
    }
  }));

test("every page leads to itself in every other language", { skip: languages.length === 1 && "one language" }, () =>
  visit(on, { script: false }, async (page) => {
    const wanted = (path, lang) => languages.map((to) => [to, to, `${on.origin}/${path.replace(lang, to)}`]);
    for (const path of kindsOf(languages[0]).values()) {
      await page.goto(`${on.origin}/${path}`);
      const links = await page.locator("[data-languages] a").evaluateAll((all) => all.map((a) => [a.hreflang, a.lang, a.href]));
      assert.deepEqual(links, wanted(path, languages[0]));
    }
    for (const [, , href] of await page.locator("[data-languages] a").evaluateAll((all) => all.map((a) => [0, 0, a.href]))) {
      assert.equal((await page.goto(href)).status(), 200);
    }
    // Every page of every language, read as a file.
    for (const lang of languages) {
      for (const path of pagesOf(lang)) {
        const [, list] = /data-languages[^>]*>([^]*?)<\/ul>/.exec(html(path)) ?? [];
        const attribute = (tag, name) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
        const links = (list?.match(/<a\s[^>]*>/g) ?? []).map((tag) => [attribute(tag, "hreflang"), attribute(tag, "lang"), new URL(attribute(tag, "href"), `${on.origin}/${path}`).href]);
        assert.deepEqual(links, wanted(path, lang), path);
      }
    }
  }));

test("404 answers in every language, at any depth", () =>
  visit(on, { script: false, allow: (fault) => /\b404\b/.test(fault) }, async (page) => {
    const paths = ["nothing", "nothing/here/at/all/", `${languages.at(-1)}/nothing/`];
    for (const [i, lang] of languages.entries()) {
      const response = await page.goto(`${on.origin}/${paths[i % paths.length]}`);
      assert.equal(response.status(), 404);
      assert.ok(await page.evaluate(() => document.styleSheets.length > 0), "it has its style");
      for (const other of languages) assert.ok((await page.locator(`main [lang="${other}"]`).first().innerText()).length > 20);
      await click(page, page.locator(`main a[hreflang="${lang}"]`));
      await page.waitForURL(`${on.origin}/${lang}/`);
    }
  }));

describe("print", { concurrency: 2 }, () => {
  for (const lang of languages) {
    for (const [place, [name, flow]] of shareOf(lang).entries()) {
      for (const script of modesOf(lang, place)) {
        // Under way a reader prints the way: the state reached and the answers. Without script the sheet cannot know it.
        test(`${lang} ${name}: all states or the one reached, no furniture, ${script ? "with" : "without"} script`, () =>
          visit(on, { script }, async (page) => {
            const { passed } = route(flow, flow.examples[longest(flow)].given);
            for (const hash of ["", script ? fragment(passed.slice(0, 2)) : `#${passed[1][0]}`]) {
              await open(page, on.origin, lang, name, hash);
              await page.emulateMedia({ media: "print" });
              const seen = await page.evaluate(() => {
                const visible = (selector) => Array.from(document.querySelectorAll(selector)).filter((e) => e.checkVisibility());
                return {
                  states: [visible("[data-state]").length, document.querySelectorAll("[data-state]").length],
                  headings: visible("[data-state] h2").length,
                  answers: visible("[data-summary] dd, [data-summary] .summary-answer").length > 0,
                  title: visible("h1").length,
                  furniture: visible("body > header, body > footer, nav, .skip-link, [data-back], [data-restart], [data-change]").map((e) => e.outerHTML.slice(0, 80)),
                };
              });
              const underWay = script && hash !== "";
              const printed = underWay ? 1 : seen.states[1];
              assert.equal(seen.states[0], printed, "the states that are printed");
              assert.deepEqual([seen.headings, seen.title, seen.furniture, seen.answers], [printed, 1, [], underWay]);
              await page.emulateMedia({ media: "screen" });
            }
          }));
      }
    }
  }
});
