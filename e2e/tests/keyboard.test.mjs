/** Keyboard only: Tab to an answer, Enter, Space in a list of options, digits in a field, to the end of a flow; the skip link; a focus that can be seen. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { stage, visit } from "../lib/browser.mjs";
import { fragment, longest, route } from "../lib/model.mjs";
import { look, open } from "../lib/reader.mjs";
import { flows, languages, modesOf, shareOf } from "../lib/site.mjs";
import { keys, walkWithScript, walkWithoutScript } from "../lib/walk.mjs";

const on = stage();

describe("keyboard", { concurrency: 2 }, () => {
  for (const lang of languages) {
    for (const [place, [name, flow]] of shareOf(lang).entries()) {
      for (const script of modesOf(lang, place)) {
        test(`${lang} ${name}: to the end ${script ? "with" : "without"} script`, () =>
          visit(on, { script }, async (page) => {
            await open(page, on.origin, lang, name);
            const walk = script ? walkWithScript : walkWithoutScript;
            await walk(page, flow, flow.examples[longest(flow)], { hand: keys });
          }));
      }
    }
  }

  test("the skip link is the first stop, leads to the content and keeps the answers", () =>
    visit(on, {}, async (page) => {
      const [[name, flow]] = flows;
      const { passed } = route(flow, flow.examples[longest(flow)].given);
      const hash = fragment(passed.slice(0, 2));
      await page.goto(`${on.origin}/${languages[0]}/guides/`);
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), "#signpost-main");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement.id), "signpost-main");
      await open(page, on.origin, languages[0], name, hash);
      const before = await look(page);
      await page.locator(".skip-link").focus();
      await page.keyboard.press("Enter");
      const after = await look(page);
      assert.equal(await page.evaluate(() => document.activeElement.id), "signpost-main");
      assert.deepEqual([after.hash, after.states, after.summary], [hash, before.states, before.summary]);
    }));
});
