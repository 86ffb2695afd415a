/**
 * Drills: the points and the state of the page's scripts against the generator's tables; a case in every language, in practice and as a test;
 * the record, saved and read by the command; without script, on paper, by keyboard.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { axe } from "../lib/axe.mjs";
import { stage, visit } from "../lib/browser.mjs";
import { load } from "../lib/modules.mjs";
import { here, languages, project, root } from "../lib/site.mjs";
import { keys } from "../lib/walk.mjs";

const on = stage();
const internal = join(root, "generator", "internal");
const json = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));

test("points are those of the generator", async () => {
  const { score } = await load("score");
  const tables = new Map();
  for (const { flow, way, end, ranks, answers, want } of json(internal, "drill", "testdata", "score.json")) {
    if (!tables.has(flow)) {
      const { table } = json(here, "vectors", `${flow}.json`);
      const states = new Map(table.states.map((state) => [state.id, { node: state.id, ...state, edges: state.edges ?? [] }]));
      tables.set(flow, { start: table.start, states });
    }
    const is = score(tables.get(flow), ranks, { way, end }, new Map(Object.entries(answers)));
    assert.deepEqual([is.end, is.verdict, is.outcome, is.way], want, `${flow} ${end} ${JSON.stringify(answers)}`);
  }
  assert.equal(tables.size, 7);
});

test("the state of a learner is that of the generator", async () => {
  const { counted, decode, encode, finish, markOf } = await load("learner");
  const table = json(internal, "drill", "testdata", "state.json");
  const named = (list) => list.map(([question, answers]) => ({ question, answers }));
  for (const { text, drills, run } of table.good) {
    const want = {
      drills: drills.map(([mark, box, due, best, rounds]) => ({ mark, box, due, best, rounds })),
      run: run && { mark: run[0], mode: run[1], answers: named(run[2]) },
    };
    assert.deepEqual(decode(text), want, text);
    assert.equal(encode(want), text);
  }
  for (const text of table.bad) assert.equal(decode(text), undefined, text);
  for (const { mode, answers, want } of table.counted) assert.deepEqual(Object.fromEntries(counted(mode, named(answers))), want);
  for (const { before: [box, due, best, rounds], day, points, after } of table.finish) {
    const is = finish({ mark: "0000001", box, due, best, rounds }, day, points);
    assert.deepEqual([is.box, is.due, is.best, is.rounds], after);
  }
  for (const [key, mark] of Object.entries(table.marks)) assert.equal(markOf(key), mark);
  const drills = Array.from({ length: 230 }, (_, i) => ({ mark: markOf(`flow/${i}`), box: 4, due: 46655, best: 100, rounds: 35 }));
  const answers = Array.from({ length: 60 }, (_, i) => ({ question: `question-${i}`, answers: ["a,b", "none"] }));
  assert.ok(encode({ drills, run: { mark: "0000001", mode: "test", answers } }).length <= 4096, "the worst case fits");
});

test("no cell of the record is run by a spreadsheet", async () => {
  const { cell } = await load("record");
  for (const [text, want] of Object.entries(json(internal, "record", "testdata", "cells.json"))) {
    assert.equal(cell(text), /["\r\n,;]/.test(want) ? `"${want}"` : want);
  }
});

test("a record says nothing that the command refuses: signs that cannot be seen, an end before the beginning", async () => {
  const { later, nameOf } = await load("record");
  assert.equal(nameOf(" \u200eAda\u2003\u00adLove\u0007lace\u200e "), "Ada Lovelace");
  assert.equal(nameOf("=Žofie Ünal"), "=Žofie Ünal");
  assert.equal(later("2026-11-26T12:00:00Z", "2026-11-26T11:59:00Z"), "2026-11-26T12:00:00Z");
  assert.equal(later("2026-11-26T12:00:00Z", "2026-11-26T12:01:00Z"), "2026-11-26T12:01:00Z");
});

test("a page knows what a device that is full does not take", async () => {
  const { keepFor } = await load("keep");
  const device = new Map();
  let full = false;
  globalThis.window = globalThis.parent = { get parent() { return this; } };
  globalThis.localStorage = {
    getItem: (key) => device.get(key) ?? null,
    setItem: (key, text) => {
      if (full) throw new Error("QuotaExceededError");
      device.set(key, text);
    },
    removeItem: (key) => device.delete(key),
  };
  const keep = keepFor("site");
  const run = (drill) => ({ drill, mode: "test", started: "", ended: "2026-11-26T12:00:00Z", steps: [], end: "", verdict: "open", points: 0 });
  keep.add(run("a/one"));
  full = true;
  keep.add(run("a/two"));
  assert.deepEqual(keep.runs().map(({ drill }) => drill), ["a/one", "a/two"]);
  full = false;
  keep.add(run("a/three"));
  assert.equal(JSON.parse(device.get("signpost-training:1:site:runs")).length, 3);
  // What another page of the site writes then is seen.
  device.set("signpost-training:1:site:runs", "[]");
  assert.deepEqual(keep.runs(), []);
  // Of a newer version of a bundle in the same place, the record has its own runs alone.
  keep.add(run("a/one"));
  window.signpostBundle = { hash: "h1:new" };
  keep.add(run("a/two"));
  assert.deepEqual(keep.runs(), [run("a/two")]);
});

const folder = mkdtempSync(join(tmpdir(), "signpost-records-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const records = [];

/** Follows the answer to the question seen. */
async function answer(page, id) {
  await page.locator(`.flow[data-script] .state:not([hidden]) a[data-answer="${id}"]`).click();
}

describe("a case", { concurrency: 2 }, () => {
  for (const lang of languages) {
    test(`${lang}: practice, test, record`, () =>
      visit(on, { viewport: { width: ["fr", "ru"].includes(lang) ? 320 : 1280, height: 900 } }, async (page) => {
        await page.clock.setFixedTime("2026-11-26T12:00:00Z");
        await page.goto(`${on.origin}/${lang}/training/`);
        const item = page.locator('[data-key="severity/test-system"]');
        const fresh = await item.locator("[data-state-of]").innerText();
        await item.locator("a").click();
        const section = page.locator('[data-drill="test-system"]');
        await section.locator(".drill-story").waitFor();
        // With script there is no worksheet and no solution.
        await page.locator(".worksheet").first().waitFor({ state: "hidden" });
        await page.locator(".drill-solutions").waitFor({ state: "hidden" });

        // Practice: a wrong answer is told, and can be given anew; the hint is noted.
        await section.locator('[data-drill-start] a[href*="practice"]').click();
        const feedback = page.locator("[data-feedback]");
        await answer(page, "yes");
        await feedback.locator(".drill-fits").waitFor();
        await page.locator(".state:not([hidden]) .drill-hint summary").click();
        await answer(page, "yes");
        await feedback.locator(".drill-misfits").waitFor();
        const expected = await feedback.locator("[data-right]").innerText();
        if (lang === languages[0]) assert.equal(expected, "No");
        // The language changes in the middle: case, mode and answers stay.
        const other = languages[(languages.indexOf(lang) + 1) % languages.length];
        if (lang === languages[0]) {
          await page.goto(page.url().replace(`/${lang}/`, `/${other}/`));
          await page.locator("[data-summary-list] .summary-row").nth(1).waitFor();
          assert.equal(await page.locator("[data-summary-list] .summary-row").count(), 2);
          await page.locator("[data-languages] a").first().evaluate((a) => a.closest("[data-languages]").hidden);
          const back = page.locator(`[data-languages] a[hreflang="${lang}"]`).first();
          await back.evaluate((a) => a.click());
          await page.waitForURL((url) => url.pathname.startsWith(`/${lang}/`) && url.search.includes("drill=test-system"));
          await page.locator("[data-back] a").click();
        } else await feedback.locator("a[data-change]").click();
        await answer(page, "no");
        await answer(page, "local");
        const result = page.locator("[data-drill-result]");
        await result.waitFor();
        // The result has the focus, after the heading of the outcome had it.
        await page.waitForFunction(() => document.activeElement.id === "drill-result");
        assert.match(await result.locator("[data-points-of]").innerText(), /\b26\b/); // two of three questions, no outcome
        assert.equal(await result.locator("[data-verdict]").getAttribute("data-verdict"), "open");
        assert.equal(await result.locator("[data-rows] tr").count(), 3);
        assert.equal(await result.locator(".mark-misfits").count(), 1);
        if (lang === languages[0] || lang === "fr") assert.deepEqual(await axe(page), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than the window");
        assert.ok(await result.locator(".table").evaluate((table) => table.scrollWidth <= table.clientWidth), "both answers are in sight");

        // As a test: nothing is told before the end.
        await page.goto(`${on.origin}/${lang}/training/severity/?drill=test-system&mode=test`);
        for (const id of ["yes", "yes", "down", "yes", "local"]) {
          assert.equal(await feedback.innerText(), "");
          assert.equal(await page.locator(".drill-hint").count(), 0);
          await answer(page, id);
        }
        assert.equal(await result.locator("[data-verdict]").getAttribute("data-verdict"), "over");
        assert.equal(await result.locator("[data-rows] tr").count(), 5, "two questions that the case does not ask");
        // Coming back to the address counts nothing twice.
        await page.reload();
        assert.equal(await result.locator("[data-verdict]").getAttribute("data-verdict"), "over");

        await page.goto(`${on.origin}/${lang}/training/`);
        assert.notEqual(await item.locator("[data-state-of]").innerText(), fresh);
        assert.equal(await page.locator("[data-runs] tr").count(), 2);
        await page.locator("[data-name]").fill(`=${lang}`);
        const saved = async (kind) => {
          const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`[data-save="${kind}"]`).click()]);
          const file = join(folder, `${lang}.${kind}`);
          await download.saveAs(file);
          return file;
        };
        records.push(await saved("json"));
        const csv = readFileSync(await saved("csv"), "utf8");
        assert.match(csv, new RegExp(`^\\ufefflearner,bundle,[^\\n]*\\r\\n'=${lang},unbundled,severity/test-system,practice,2026-11-26T12:00:00Z,`));
        assert.ok(!(await page.evaluate(() => JSON.stringify(localStorage))).includes(`=${lang}`), "no name is kept");

        // A day later it is due; deleted, it is new.
        await page.clock.setFixedTime("2026-11-27T12:00:00Z");
        await page.reload();
        const due = await item.locator("[data-state-of]").innerText();
        await page.locator("[data-delete]").click();
        await page.locator("[data-delete-sure]").click();
        assert.equal(await item.locator("[data-state-of]").innerText(), fresh);
        assert.notEqual(due, fresh);
      }));
  }

  test("by keyboard", () =>
    visit(on, {}, async (page) => {
      await page.goto(`${on.origin}/en/training/severity/?drill=test-system&mode=test`);
      await page.locator("#break-fix").focus();
      for (const id of ["yes", "no", "local"]) await keys.follow(page, page.locator(`.state:not([hidden]) a[data-answer="${id}"]`));
      const result = page.locator("[data-drill-result]");
      await result.waitFor();
      assert.match(await result.locator("[data-points-of]").innerText(), /\b100\b/);
      await keys.follow(page, result.locator("[data-again]"));
      await page.waitForURL(/mode=test$/);
    }));

  test("a number, and several answers", () =>
    visit(on, {}, async (page) => {
      await page.goto(`${on.origin}/en/training/credit/?drill=no-mail-yet-same-month&mode=practice`);
      for (const id of ["partner", "provider", "incident", "yes"]) await answer(page, id);
      const form = page.locator(".state:not([hidden]) form");
      await form.locator("input[type=text]").fill("0");
      await form.locator("button").click();
      assert.equal(await page.locator("[data-feedback] .drill-fits").count(), 1);
      for (const id of ["tenant-id", "incident-id", "purchase"]) await form.locator(`label[for$="_is_${id}"]`).click();
      await form.locator("button").click();
      for (const id of ["times", "users", "attempts"]) await form.locator(`label[for$="_is_${id}"]`).click();
      await form.locator("button").click();
      const result = page.locator("[data-drill-result]");
      assert.equal(await result.locator("[data-verdict]").getAttribute("data-verdict"), "right", "without the ticket it is the same outcome");
      assert.match(await result.locator("[data-points-of]").innerText(), /\b94\b/); // six of seven questions
      // What other pages of a disk write to the same place breaks nothing.
      await page.evaluate(() => Object.keys(localStorage).forEach((key) => localStorage.setItem(key, '[{"drill":1},null]')));
      await page.goto(`${on.origin}/en/training/`);
      assert.equal(await page.locator("[data-runs] tr").count(), 1);
      assert.ok(await page.locator("[data-record]").isVisible());
    }));

  test("a case that ends at another flow does not leave the page", () =>
    visit(on, {}, async (page) => {
      await page.goto(`${on.origin}/en/training/escalate/?drill=incident-under-way&mode=test`);
      await page.locator('.state:not([hidden]) a[data-answer="customer"]').click();
      const result = page.locator("[data-drill-result]");
      await result.waitFor();
      assert.equal(await result.locator("[data-verdict]").getAttribute("data-verdict"), "aside");
      assert.match(page.url(), /training\/escalate/);
    }));

  test("without script: story, worksheet, solution; on paper all of it", () =>
    visit(on, { script: false }, async (page) => {
      for (const lang of languages) {
        await page.goto(`${on.origin}/${lang}/training/severity/`);
        const section = page.locator('[data-drill="test-system"]');
        assert.ok(await section.locator(".drill-story").isVisible());
        assert.equal(await section.locator(".worksheet > li").count(), 3);
        assert.ok(await section.locator(".worksheet > li").first().isVisible());
        assert.ok(!(await page.locator("article.flow").isVisible()));
        const solution = page.locator('[data-solution="test-system"]');
        assert.ok(!(await solution.locator("ol").isVisible()));
        await solution.locator("summary").click();
        assert.equal(await solution.locator("[data-right]").count(), 3);
        assert.ok(await solution.locator(".solution-title").isVisible());
      }
      await page.emulateMedia({ media: "print" });
      assert.ok(await page.locator(".worksheet").first().isVisible());
      assert.ok(await page.locator('[data-solution="nobody-at-night"] ol').isVisible(), "the solution sheet is open on paper");
    }));
});

test("the class", () => {
  assert.equal(records.length, languages.length);
  const out = execFileSync(join(root, "bin", "signpost"), ["-C", project, "training", "merge", "--bundle", "unbundled", ...records.sort()], { encoding: "utf8" });
  for (const lang of languages) assert.match(out, new RegExp(`^=${lang} +2 +1 +\\d+ +0 +1 +0 +0 +1 +0 +1 +unbundled$`, "m"));
  assert.match(out, new RegExp(`^severity +production +0 +10 +yes ×10 +5$`, "m"));
});
