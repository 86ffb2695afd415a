/**
 * The sites of the example partners, in all their languages: markup, accessibility in light and dark, reflow at 320 px, what works without script, and
 * what the script says of opening hours. In: PARTNERS, a folder with a site for each partner, built on 26 November 2026.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, test } from "node:test";
import { HtmlValidate } from "html-validate";
import { axe, schemes } from "../lib/axe.mjs";
import { stage, visit } from "../lib/browser.mjs";
import { here, root } from "../lib/site.mjs";

const folder = resolve(process.env.PARTNERS ?? join(root, "bin", "partners"));
const on = stage(folder);
const ids = readdirSync(folder).filter((id) => existsSync(join(folder, id, "index.html")));
const languagesOf = (id) => readdirSync(join(folder, id)).filter((lang) => existsSync(join(folder, id, lang, "terms", "index.html")));
/** The pages that a partner has of its own, and a flow with words of its own. */
const pages = ["", "terms/", "terms/contact/", "contact/"];
const everything = process.env.WALK === "all";
const every = ids.flatMap((id) => languagesOf(id).map((lang) => [id, lang]));

test("six partners, in the languages of their terms", () => {
  assert.equal(ids.length, 6);
  assert.equal(every.length, 12);
});

describe("partners", { concurrency: 2 }, () => {
  for (const [id, lang] of every) {
    test(`${id}, ${lang}: html-validate finds nothing`, async () => {
      const validator = new HtmlValidate(JSON.parse(readFileSync(join(here, ".htmlvalidate.json"), "utf8")));
      for (const path of [...pages, "search/", ...readdirSync(join(folder, id, lang, "terms")).filter((name) => /^\d/.test(name)).map((name) => `terms/${name}/`)]) {
        const { results } = await validator.validateString(readFileSync(join(folder, id, lang, path, "index.html"), "utf8"), path);
        assert.deepEqual(results.flatMap(({ messages }) => messages.map(({ line, message, ruleId }) => `${path}:${line}: ${message} [${ruleId}]`)), []);
      }
    });

    // The colours of a partner are the same in each of its languages: in dark the first is looked at.
    const first = everything || languagesOf(id)[0] === lang;
    test(`${id}, ${lang}: axe finds nothing, and everything fits 320 px`, () =>
      visit(on, { viewport: { width: 320, height: 640 } }, async (page) => {
        for (const path of pages) {
          await page.goto(`${on.origin}/${id}/${lang}/${path}`);
          for (const [colorScheme, rules] of schemes(first)) {
            await page.emulateMedia({ colorScheme });
            assert.deepEqual(await axe(page, { rules }), [], `${path}, ${colorScheme}`);
          }
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false, path);
          // None of them has more than two plans, and those stand beside each other.
          const hidden = await page.locator(".plans[aria-label]").evaluateAll((all) => all.filter((box) => box.scrollWidth > box.clientWidth).length);
          assert.equal(hidden, 0, path);
        }
      }));

    test(`${id}, ${lang}: help stands at the same place of every page, without script too`, () =>
      visit(on, { script: false }, async (page) => {
        const seen = new Set();
        for (const path of [...pages, "search/", "guides/"]) {
          await page.goto(`${on.origin}/${id}/${lang}/${path}`);
          seen.add(await page.locator("main + .help .help-channels").innerText());
          const links = await page.locator(".help-links a").evaluateAll((all) => all.map((a) => a.href));
          for (const at of ["terms/", "terms/contact/"]) {
            assert.ok(links.includes(`${on.origin}/${id}/${lang}/${at}`), path);
          }
        }
        assert.equal(seen.size, 1);
      }));
  }

  test("the script says when somebody is there again, and by when an answer comes", () =>
    visit(on, { timezoneId: "Europe/Prague" }, async (page) => {
      await page.clock.setFixedTime(new Date("2026-11-26T19:00:00+01:00")); // a Thursday
      await page.goto(`${on.origin}/modra-hora/cs/terms/contact/`);
      assert.equal(await page.locator('.hours [data-hours-state="desk"]').innerText(), "Právě zavřeno. Otevírá se: pátek 27. listopadu v 8:00");
      assert.equal(await page.locator('.hours [data-hours-state="on-call"]').innerText(), "Právě otevřeno");
      // The telephone is answered at night, for some problems: said where the number stands.
      assert.match(await page.locator(".channel").first().innerText(), /\+420\s222\s000\s019\s+Právě zavřeno.*\s+Pouze pro závažnost: Kritický\s+Právě otevřeno/);
      assert.equal(await page.locator('[data-hours-due="desk"]').first().innerText(), "Ozvete-li se teď, nejpozději: pátek 27. listopadu v 12:00");
      // At the end of a flow too, once where all channels have the same hours.
      await page.goto(`${on.origin}/modra-hora/cs/escalate/`);
      assert.deepEqual(await page.locator(".help [data-hours-state]").allInnerTexts(), ["Právě zavřeno. Otevírá se: pátek 27. listopadu v 8:00", "Pouze pro závažnost: Kritický\nPrávě otevřeno"]);
      await page.goto(`${on.origin}/altitude/fr/escalate/`);
      assert.equal(await page.locator(".help li [data-hours-state]:visible").count(), 3);
    }));

  test("what differs between versions is said in words, once", () => {
    const text = readFileSync(join(folder, "modra-hora", "cs", "terms", "index.html"), "utf8");
    const [, table] = /id="signpost_differences"[^]*?<table>([^]*?)<\/table>/.exec(text);
    const rows = Array.from(table.matchAll(/<tr><th scope="row">(.*?)<\/th><td>(.*?)<\/td><td>(.*?)<\/td>/g), (m) => m.slice(1).map((cell) => cell.replace(/[\u00a0\u2060]/g, (c) => (c === "\u00a0" ? " " : ""))));
    assert.ok(rows.some((row) => row.join("|") === "Helpdesk › Uzavření|neuvedeno|28.–31. prosince 2026"));
    assert.ok(rows.some((row) => row.join("|") === "Pohotovost › Hodiny|neuvedeno|nepřetržitě"));
    assert.ok(rows.some((row) => row.join("|") === "Základ › Ceny › za hodinu › Částka|1 350 Kč|1 490 Kč"));
    assert.equal(new Set(rows.map(([fact]) => fact)).size, rows.length);
    assert.doesNotMatch(table, /\d{4}-\d\d-\d\d|\d\d:\d\d-\d|year-end|on-call/);
  });

  test("on paper, contact, hours and plans stand on one sheet", () =>
    visit(on, {}, async (page) => {
      for (const [id, lang] of every) {
        await page.goto(`${on.origin}/${id}/${lang}/terms/contact/`);
        const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
        assert.equal(pdf.match(/\/Type \/Page\b/g)?.length, 1, `${id}, ${lang}`);
      }
    }));
});
