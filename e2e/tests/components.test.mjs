/**
 * Every component with its examples, from the page that "signpost build --components" adds: markup, accessibility in light and dark, and
 * reflow, with the interface words of every language (accessibility of two; with WALK=all of every one). In: COMPONENTS, the folder of that build.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, test } from "node:test";
import { HtmlValidate } from "html-validate";
import { axe, schemes } from "../lib/axe.mjs";
import { stage, visit } from "../lib/browser.mjs";
import { config, files, here, languages, root } from "../lib/site.mjs";

const folder = resolve(process.env.COMPONENTS ?? join(root, "bin", "components"));
const on = stage(folder);
const [source] = languages;
const pathOf = (lang) => (lang === source ? "_components/" : `_components/${lang}/`);
const partials = join(root, "themes", config.theme ?? "signpost", "layouts", "_partials", "components");
const names = readdirSync(partials).map((name) => name.replace(/\.html$/, ""));

test("a site that readers see has no such page", () => {
  assert.deepEqual(files.filter((name) => name.includes("_components")), []);
});

describe("components", { concurrency: 2 }, () => {
  for (const lang of languages) {
    test(`${lang}: every component has an example, and html-validate finds nothing`, async () => {
      const html = readFileSync(join(folder, pathOf(lang), "index.html"), "utf8");
      const shown = Array.from(html.matchAll(/<h2 id="component-([a-z-]+)">/g), ([, name]) => name);
      assert.deepEqual(shown, names.sort());
      for (const name of names) {
        const part = html.slice(html.indexOf(`<h2 id="component-${name}">`)).split('<section class="component"')[0];
        assert.match(part, /<div class="component-example"[^>]*>\s*[^\s<]|<div class="component-example"[^>]*>\s*<(?!\/)/, name);
      }
      const validator = new HtmlValidate(JSON.parse(readFileSync(join(here, ".htmlvalidate.json"), "utf8")));
      const { results } = await validator.validateString(html, `${lang}.html`);
      assert.deepEqual(results.flatMap(({ messages }) => messages.map(({ line, message, ruleId }) => `${line}: ${message} [${ruleId}]`)), []);
    });
    // The interface words are those of the pages, on which tests/axe looks at every language: here at the source language and at one other.
    const place = languages.indexOf(lang);
    if (place > 1 && process.env.WALK !== "all") continue;
    test(`${lang}: axe finds nothing`, () =>
      visit(on, { viewport: { width: 1280, height: 900 } }, async (page) => {
        await page.goto(`${on.origin}/${pathOf(lang)}`);
        for (const [colorScheme, rules] of schemes(place === 0 || process.env.WALK === "all")) {
          await page.emulateMedia({ colorScheme });
          assert.deepEqual(await axe(page, { rules }), [], colorScheme);
        }
      }));
  }
});
