/** Answers that wait or were put off the way are shown and never count; the answers that count can be copied. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { axe } from "../lib/axe.mjs";
import { clipboard, stage, visit } from "../lib/browser.mjs";
import { fragment, longest, route } from "../lib/model.mjs";
import { look, open, until } from "../lib/reader.mjs";
import { dashOf, flows, languages } from "../lib/site.mjs";
import { answer, click } from "../lib/walk.mjs";

const on = stage();
const severity = flows.get("severity");
const { passed } = route(severity, severity.examples[longest(severity)].given);

/** The rows of answers that do not count: question, answer, and why. */
const idle = (page) =>
  page.evaluate(() => {
    const box = document.querySelector("[data-idle]");
    const text = (row, name) => row.querySelector(`[data-${name}]`).textContent;
    return box.checkVisibility() ? Array.from(box.querySelectorAll(".summary-row"), (row) => ["question", "given", "why"].map((name) => text(row, name))) : [];
  });
const words = (page, name) => page.locator(`template[data-idle-${name}]`).evaluate((template) => template.content.textContent);

describe("answers that do not count", { concurrency: 2 }, () => {
  for (const lang of languages) {
    test(`${lang}: wait, are put off, come no more`, () =>
      visit(on, { viewport: { width: 320, height: 640 } }, async (page) => {
        await open(page, on.origin, lang, "severity", fragment(passed));
        const full = (await look(page)).summary;
        assert.deepEqual(await idle(page), [], "all count");
        await click(page, page.locator('[data-summary-list] a[data-change="production"]'));
        const [waiting, off] = [await words(page, "waiting"), await words(page, "off")];
        const asked = await until(page, (s) => s.node === "production");
        assert.deepEqual(await idle(page), full.slice(2).map((row) => [...row, waiting]), "those after it wait");
        assert.deepEqual(asked.summary, full.slice(0, 1));
        assert.deepEqual(await axe(page), []);
        await answer(page, asked, "no");
        const now = await until(page, (s) => s.node !== "production");
        const counted = new Set(now.summary.map(([question]) => question));
        const rows = await idle(page);
        assert.deepEqual(rows, full.slice(2).filter(([question]) => !counted.has(question)).map((row) => [...row, off]), "those off the way stay in sight");
        assert.ok(rows.length > 0);
        for (const [question] of rows) assert.ok(!counted.has(question), "no answer stands in both lists");
        assert.equal(now.notice, now.words.dropped);
        await page.reload();
        assert.deepEqual(await idle(page), rows, "they stay with the page");
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing scrolls sideways");
        assert.deepEqual(await axe(page), []);
        await page.emulateMedia({ media: "print" });
        assert.deepEqual(await idle(page), [], "on paper stands what counts");
        await page.emulateMedia({ media: "screen" });
        await click(page, page.locator("a[data-restart]").locator("visible=true"));
        await until(page, (s) => s.hash === "#break-fix");
        assert.deepEqual(await idle(page), [], "starting again leaves nothing");
      }));

    test(`${lang}: the answers are copied as text`, () =>
      visit(on, { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
        await open(page, on.origin, lang, "severity", fragment(passed));
        const seen = await look(page);
        const copied = await clipboard(async () => {
          await click(page, page.locator("[data-copy-answers]"));
          await page.locator("[data-answers-status]").filter({ hasText: /./ }).waitFor();
          return page.evaluate(() => navigator.clipboard.readText());
        });
        const lines = copied.split("\n");
        const bound = /[\u00a0\u202f\u2060]/;
        const plain = (words) => words.replace(/[\u00a0\u202f]/g, " ").replaceAll("\u2060", "");
        for (const [question, given] of seen.summary) assert.ok(lines.includes(plain(`${question} ${dashOf(lang)} ${given}`)), question);
        assert.ok(lines.some((line) => line.endsWith(plain(` ${dashOf(lang)} ${seen.heading}`))), "the outcome");
        assert.doesNotMatch(lines.join("\n"), bound);
        if (["fr", "cs"].includes(lang)) assert.match(seen.summary.flat().join(), bound, "the page itself is typeset");
        assert.equal(lines.at(-1), `${on.origin}/${lang}/severity/${fragment(passed)}`);
      }));
  }
});
