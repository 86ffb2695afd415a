/** The request where a flow leads to somebody: its text in two languages, copied, mailed, kept; nothing loaded before it is asked for. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { axe } from "../lib/axe.mjs";
import { clipboard, launch, stage, visit } from "../lib/browser.mjs";
import { fragment, longest, route } from "../lib/model.mjs";
import { look, open } from "../lib/reader.mjs";
import { config, dashOf, flows, languages, site } from "../lib/site.mjs";
import { click, keys } from "../lib/walk.mjs";

const on = stage();
const severity = flows.get("severity");
const { passed } = route(severity, severity.examples[longest(severity)].given);
const hash = fragment(passed);
const [source] = languages;

const start = (page) => page.locator("[data-request-start] button");
const panel = (page) => page.locator(".request-text").locator("visible=true");
const body = (page) => panel(page).locator("[data-body]");
const parts = (page) => page.locator("[data-request-list] [data-part]").locator("visible=true").evaluateAll((all) => all.map((one) => one.dataset.part));

async function write(page, origin, lang, at = hash) {
  await open(page, origin, lang, "severity", at);
  await click(page, start(page));
  await body(page).waitFor();
}

/** Words as they are copied: what only holds a line of the page together does not go into a message. */
const plain = (words) => words.replace(/[\u00a0\u202f]/g, " ").replaceAll("\u2060", "");
const BOUND = /[\u00a0\u202f\u2060]/;

describe("a request", { concurrency: 2 }, () => {
  for (const lang of languages) {
    test(`${lang}: holds the answers, the gaps and the address, in two languages`, () =>
      visit(on, { viewport: { width: 320, height: 720 } }, async (page) => {
        const loaded = [];
        page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
        await open(page, on.origin, lang, "severity", hash);
        const seen = await look(page);
        assert.deepEqual(loaded.filter((path) => /request|words/.test(path)), [], "nothing is loaded before it is asked for");
        assert.deepEqual(await parts(page), ["who", "since", "users", "error", "tenant"], "what was answered is not asked for");
        assert.deepEqual(await axe(page), []);
        await click(page, start(page));
        await body(page).waitFor();
        assert.equal(loaded.filter((path) => /request|words/.test(path)).length, lang === source ? 2 : 3);
        assert.ok(await page.evaluate(() => document.querySelector(".request-editor input") === document.activeElement), "the focus is in the first field");
        const own = await body(page).inputValue();
        for (const [question, given] of seen.summary) assert.ok(own.includes(`- ${plain(question)} ${dashOf(lang)} ${plain(given)}\n`), `${question} ${given} in\n${own}`);
        assert.ok(own.includes(` ${dashOf(lang)} ${plain(seen.heading)}\n`), "the result");
        assert.ok(own.includes(`${on.origin}/${lang}/severity/${hash}\n`), "the address");
        assert.equal(own.split("[…]").length - 1, 6, "a gap for what happens, and for each part that was not answered");
        assert.doesNotMatch(own, /undefined|%s|[{}]/);
        assert.doesNotMatch(own, BOUND);
        if (["fr", "cs"].includes(lang)) assert.match(seen.summary.flat().join(), BOUND, "the page itself is typeset");
        assert.equal(await body(page).getAttribute("lang"), lang);
        assert.deepEqual(await axe(page), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing scrolls sideways");
        const sizes = await page.locator(".request :is(button, .button, input, textarea)").locator("visible=true").evaluateAll((all) => all.map((one) => Math.max(one.getBoundingClientRect().height, one.closest("label")?.getBoundingClientRect().height ?? 0)));
        assert.ok(sizes.every((height) => height >= 44), `${sizes}`);
        if (lang === source) return void assert.equal(await page.locator("input[type=radio]").count(), 0);
        await body(page).fill(`${own}One more line.`);
        await page.locator("input[type=radio]").nth(1).check();
        const english = await body(page).inputValue();
        assert.equal(await body(page).getAttribute("lang"), source);
        assert.ok(english.includes(`${on.origin}/${source}/severity/${hash}\n`));
        const first = readFileSync(join(site, source, "severity", "index.html"), "utf8").match(/<h2 id="break-fix"[^>]*>([^<]*)/)[1];
        assert.ok(english.includes(`- ${first} – `), `${first} in\n${english}`);
        await page.locator("input[type=radio]").nth(0).check();
        assert.ok((await body(page).inputValue()).endsWith("One more line."), "what was typed stays");
      }));

    test(`${lang}: is copied, mailed, kept as a file`, () =>
      visit(on, { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
        await write(page, on.origin, lang);
        const [subject, text] = [await panel(page).locator("[data-subject]").inputValue(), await body(page).inputValue()];
        const copied = await clipboard(async () => {
          await click(page, panel(page).locator("[data-copy-request]"));
          await page.locator("[data-request-status]").filter({ hasText: /./ }).waitFor();
          return page.evaluate(() => navigator.clipboard.readText());
        });
        assert.equal(copied, `${subject}\n\n${text}`);
        const [download] = await Promise.all([page.waitForEvent("download"), click(page, panel(page).locator("[data-download]"))]);
        assert.equal(download.suggestedFilename(), `severity-${lang}.txt`);
        assert.equal(readFileSync(await download.path(), "utf8"), `${subject}\n\n${text}`.replaceAll("\n", "\r\n"));
        assert.doesNotMatch(subject + text, BOUND);
        assert.equal((await look(page)).hash, hash, "the address is as it was");
        // The page's own listener writes the address; the mail program is not started.
        const mail = () =>
          page.evaluate(() => {
            const link = Array.from(document.querySelectorAll("[data-mail]")).find((one) => one.checkVisibility());
            const stop = (event) => event.preventDefault();
            document.addEventListener("click", stop, { once: true });
            link.click();
            return link.href;
          });
        await body(page).fill("Short & sweet: ěšč?\nTwo lines");
        const short = new URL(await mail());
        assert.deepEqual([short.protocol, short.searchParams.get("subject"), short.searchParams.get("body")], ["mailto:", subject, "Short & sweet: ěšč?\r\nTwo lines"]);
        await body(page).fill("ж".repeat(2000));
        const [long, instead] = await clipboard(async () => {
          const address = new URL(await mail());
          await page.locator("[data-request-status]").filter({ hasText: /.{30}/ }).waitFor();
          return [address, await page.evaluate(() => navigator.clipboard.readText())];
        });
        assert.deepEqual([long.searchParams.get("subject"), long.searchParams.get("body")], [subject, null]);
        assert.equal(instead, "ж".repeat(2000), "a long text is copied instead");
      }));

    test(`${lang}: without script the page says what to write, at such outcomes alone, and on paper`, () =>
      visit(on, { script: false }, async (page) => {
        await open(page, on.origin, lang, "severity");
        assert.equal(await page.locator("[data-request-box]:visible").count(), 0);
        await open(page, on.origin, lang, "severity", "#minimal");
        assert.deepEqual(await parts(page), ["who", "since", "users", "production", "error", "tenant"]);
        assert.equal(await start(page).isVisible(), false);
        await page.goto("about:blank");
        await open(page, on.origin, lang, "severity", "#advice");
        assert.equal(await page.locator("[data-request-box]:visible").count(), 0);
        await page.emulateMedia({ media: "print" });
        assert.equal((await parts(page)).length, 6);
      }));
  }

  test("goes with the answers it was made of", () =>
    visit(on, {}, async (page) => {
      await write(page, on.origin, source);
      await click(page, page.locator('[data-summary-list] a[data-change="production"]'));
      assert.equal(await page.locator("[data-request-box]:visible").count(), 0);
      await page.goBack();
      await start(page).waitFor();
      assert.equal(await page.locator("textarea").count(), 0);
      await click(page, start(page));
      await body(page).waitFor();
      assert.equal(await page.locator("textarea").count(), 1);
    }));

  test("by keyboard", () =>
    visit(on, {}, async (page) => {
      await open(page, on.origin, languages.at(-1), "severity", hash);
      await keys.follow(page, start(page));
      await body(page).waitFor();
      await page.keyboard.press("ArrowDown");
      assert.equal(await body(page).getAttribute("lang"), source);
    }));

  test("says so where its words do not come", () =>
    visit(on, { allow: (fault) => /words-severity|ERR_FAILED/.test(fault) }, async (page) => {
      await page.route(/words-severity/, (route) => route.abort());
      await open(page, on.origin, source, "severity", hash);
      await click(page, start(page));
      await page.locator("[data-request-status]").filter({ hasText: /./ }).waitFor();
      assert.ok(await page.locator("[data-request-list]").isVisible());
    }));

  test("an answer that tells what is told is not asked for, and many and number are in words", async () => {
    const { load } = await import("../lib/modules.mjs");
    const { compose } = await load("compose");
    const speech = {
      lang: "xx", path: "xx/f/", group: "'", dash: "–", title: "F", colon: "%s:",
      nodes: { a: { t: "Which?", a: { one: "One $& only", two: "Two" } }, b: { t: "How many?" }, c: { t: "Do it" }, d: { t: "So far" }, e: { t: "The end", k: "Go" } },
      words: { subject: "S", what: "W", details: "D", facts: "F", result: "R", address: "A", "flow-done": "done", "flow-none": "none of them" },
      blanks: [["who", "Who"], ["users", "Users"]],
    };
    const facts = [
      { node: "a", kind: "question", type: "many", answer: "one,two" },
      { node: "b", kind: "question", type: "number", answer: "-1200000" },
      { node: "c", kind: "step", type: undefined, answer: "done" },
      { node: "d", kind: "result", type: undefined, answer: "done" },
    ];
    const text = compose(speech, { flow: "f", facts, outcome: "e", told: new Set(["users"]), hash: "" }, "https://x.example/");
    assert.deepEqual(text, {
      subject: "S: […]",
      body: "W: […]\n\nD:\n- Who: […]\n\nF:\n- Which? – One $& only; Two\n- How many? – \u22121'200'000\n- Do it – done\n- So far\n\nR: Go – The end\nA: https://x.example/\n",
    });
    for (const group of ["\u00a0", "\u202f"]) {
      const bound = compose({ ...speech, group, title: `F${group}!`, nodes: { ...speech.nodes, b: { t: `How${group}many\u2060?` } } }, { flow: "f", facts, outcome: "e", told: new Set(), hash: "" }, "");
      assert.match(bound.body, /^- How many\? – \u22121 200 000$/m, "a number has the spaces of a number in a message");
    }
    const bare = compose(speech, { flow: "f", facts: [{ node: "a", kind: "question", type: "many", answer: "none" }], outcome: "e", told: new Set(["users", "who"]), hash: "" }, "");
    assert.equal(bare.body, "W: […]\n\nF:\n- Which? – none of them\n\nR: Go – The end\n");
  });
});

describe("from a folder", () => {
  const local = { browser: null, origin: "", folder: "" };
  before(async () => {
    local.folder = await mkdtemp(join(tmpdir(), "signpost-"));
    await cp(site, join(local.folder, "s"), { recursive: true });
    local.origin = pathToFileURL(join(local.folder, "s")).href;
    local.browser = await launch();
  });
  after(async () => {
    await local.browser?.close();
    await rm(local.folder, { recursive: true });
  });
  test("the request is written as well, with the site's own address", () =>
    visit(local, {}, async (page) => {
      await page.goto(`${local.origin}/cs/severity/index.html${hash}`);
      await click(page, start(page));
      await body(page).waitFor();
      assert.ok((await body(page).inputValue()).includes(`${config.baseURL.replace(/\/$/, "")}/cs/severity/${hash}\n`));
      await page.locator("input[type=radio]").nth(1).check();
      assert.ok((await body(page).inputValue()).includes(`/${source}/severity/${hash}\n`));
      const [download] = await Promise.all([page.waitForEvent("download"), click(page, panel(page).locator("[data-download]"))]);
      assert.equal(download.suggestedFilename(), `severity-${source}.txt`);
    }));
});
