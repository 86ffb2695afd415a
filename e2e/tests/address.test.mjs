/** Fragments from anyone: another order, a part, unknown ids, a state alone, hostile ones. And the change of language. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { stage, visit } from "../lib/browser.mjs";
import { largest } from "../lib/kinds.mjs";
import { fragment, longest, route, startOf } from "../lib/model.mjs";
import { addresses, look, lookAll, open, until } from "../lib/reader.mjs";
import { flows, languages, pagesOf, shareOf } from "../lib/site.mjs";
import { answer, click, walkWithScript } from "../lib/walk.mjs";

const on = stage();
const [source] = languages;
const everything = process.env.WALK === "all";

const hostile = [
  "#<img src=x onerror=alert(1)>",
  "#<img%20src=x%20onerror=alert(1)>",
  '#"><script>alert(1)</script>',
  "#javascript:alert(1)",
  "#__proto__=x",
  "#__proto__",
  "#constructor=prototype&toString=valueOf&hasOwnProperty=x",
  "#__proto__[polluted]=x&constructor.prototype.polluted=x",
  "#%",
  "#%E0%A4%A",
  "#%00=%00&a=%0A",
  "#=&==&&=&",
  "#a=b=c=d",
  "#]*:has(*),[data-state=",
  "#asker=%3Cb%3E&purchase=%22%27",
  "#toString",
  "#toString=1,2&valueOf=none",
  "#asker.asker=partner,partner",
  "#asker=partner,,customer",
  "#constructor.prototype=99999999999999999999999",
  "#asker=1e3&asker=0x10&asker=-0",
  `#${"a=b&".repeat(262_144)}`,
  `#${"x".repeat(1_048_576)}`,
];

describe("the address", { concurrency: 2 }, () => {
  for (const lang of languages) {
    for (const [name, flow] of shareOf(lang)) {
      const { passed } = route(flow, flow.examples[longest(flow)].given);
      const middle = passed.slice(0, Math.ceil(passed.length / 2));

      test(`${lang} ${name}: read in any order, unknown ids ignored with a notice`, () =>
        visit(on, {}, async (page) => {
          await open(page, on.origin, lang, name, fragment(middle));
          const straight = await look(page);
          assert.equal(straight.node, passed[middle.length][0]);
          assert.equal(straight.notice, "");
          await page.goto("about:blank").catch(() => {});
          await open(page, on.origin, lang, name, fragment([...middle].reverse()));
          const turned = await look(page);
          assert.deepEqual([turned.states, turned.summary, turned.notice], [straight.states, straight.summary, ""], "in another order");
          await answer(page, turned, passed[middle.length][1]);
          assert.equal((await look(page)).hash, fragment(passed.slice(0, middle.length + 1)), "written in the order asked");

          for (const strange of [[...middle, ["nonsense", "yes"]], [["nonsense", "yes"], ...middle]]) {
            await open(page, on.origin, lang, name, fragment(strange));
            const seen = await until(page, (s) => s.notice !== "");
            assert.deepEqual([seen.states, seen.summary], [straight.states, straight.summary], "an unknown question is ignored");
            assert.equal(seen.notice, seen.words.unknown, "with a notice");
          }
          for (const strange of [`#${startOf(flow)}=nonsense`, "#nonsense"]) {
            await open(page, on.origin, lang, name, strange);
            const seen = await until(page, (s) => s.notice !== "" && s.node === startOf(flow));
            assert.deepEqual([seen.node, seen.states.length, seen.summary], [startOf(flow), 1, []], `${strange} is ignored`);
            assert.equal(seen.notice, seen.words.unknown, "with a notice");
          }
          assert.equal(await page.locator("[data-notice][role=status]").isVisible(), true);
        }));

      // The states are the same in every language; only their words differ.
      if (lang === source) test(`${lang} ${name}: every state opens by its name and goes on`, () =>
        visit(on, {}, async (page) => {
          await open(page, on.origin, lang, name);
          const states = Array.from(addresses(lang, name).keys()).slice(1);
          const all = await lookAll(page, states.map((state) => `#${state}`));
          assert.equal(all.length, states.length);
          for (const [i, seen] of all.entries()) assert.deepEqual([seen.states, seen.focused, seen.notice], [[states[i]], states[i], ""]);
          const forms = await page.locator("[data-state]").evaluateAll((sections) => sections.map((at) => [at.dataset.state, [at.dataset.kind, at.dataset.type, at.hasAttribute("data-has-form")].join()]));
          const formOf = new Map(forms);
          const tried = new Set();
          for (const state of states) {
            // One answer that stays in this flow: plain links and the forms carry on without a summary. Each form of state once.
            if (tried.has(formOf.get(state))) continue;
            tried.add(formOf.get(state));
            const place = page.locator(`[data-state="${state}"]`).locator("a[data-none][href^='#'], a[data-answer][href^='#'], a[data-next][href^='#']");
            if ((await place.count()) === 0) continue;
            const [seen] = await lookAll(page, [`#${state}`]);
            const data = await place.first().evaluate((a) => ({ ...a.dataset }));
            await answer(page, seen, "none" in data ? "none" : (data.answer?.split("..")[0] ?? "done"));
            const next = await until(page, (s) => s.state !== state && s.focused === s.state);
            assert.deepEqual([next.states.length, next.focused, next.summary], [1, next.state, []], `on from ${state}`);
          }
        }));

      test(`${lang} ${name}: the language changes, the answers stay`, { skip: languages.length === 1 && "one language" }, () =>
        visit(on, {}, async (page) => {
          await open(page, on.origin, lang, name);
          const before = (await walkWithScript(page, flow, flow.examples[longest(flow)], { stop: middle.length })).at(-1);
          // The next language, so that over the tests each is left once and reached once; from the source language, with one flow, all in turn.
          const next = languages[(languages.indexOf(lang) + 1) % languages.length];
          for (const other of lang === source && (everything || name === largest()[0]) ? [...languages.slice(1), source] : [next]) {
            const words = (await look(page)).heading;
            await click(page, page.locator(`[data-languages] a[hreflang="${other}"]`));
            await page.waitForURL((url) => url.pathname === `/${other}/${name}/`);
            const now = await until(page, (s) => s.state === before.state && s.focused === s.state);
            assert.deepEqual([now.lang, now.hash, now.states], [other, before.hash, before.states]);
            assert.deepEqual([now.summary.length, now.focused, now.notice], [before.summary.length, now.state, ""]);
            assert.notEqual(now.heading, words, "the words change");
          }
        }));
    }

    test(`${lang}: the language changes on a guidance page, the section stays`, () =>
      visit(on, {}, async (page) => {
        const path = pagesOf(lang).find((p) => /\/guides\/./.test(p));
        await page.goto(`${on.origin}/${path}`);
        const id = await page.locator(".prose h2[id]").first().getAttribute("id");
        await page.goto(`${on.origin}/${path}#${id}`);
        for (const other of languages.filter((l) => l !== lang).slice(0, 1)) {
          await click(page, page.locator(`[data-languages] a[hreflang="${other}"]`));
          await page.waitForURL(`${on.origin}/${path.replace(lang, other)}#${id}`);
          assert.equal(await page.locator(`h2[id="${id}"]`).count(), 1, `${id} is there in ${other}`);
        }
      }));
  }
});

describe("hostile fragments", { concurrency: 2 }, () => {
  // One script reads the address of every flow.
  const [[name, flow]] = Array.from(flows).sort(([, a], [, b]) => Object.keys(b.examples).length - Object.keys(a.examples).length);
  const harmless = (seen, shown) => assert.deepEqual([seen.node, seen.states.length, seen.summary], [startOf(flow), 1, []], shown);
  const untouched = async (page, shown) => {
    const facts = await page.evaluate(() => ({
      polluted: "polluted" in {} || "x" in {},
      images: document.querySelectorAll("main img, main script").length,
      href: Math.max(...Array.from(document.links, (a) => a.getAttribute("href").length)),
    }));
    assert.deepEqual([facts.polluted, facts.images, facts.href < 20_000], [false, 0, true], shown);
  };

  test(`${name}: nothing happens with script, set or opened`, () =>
    visit(on, {}, async (page) => {
      await open(page, on.origin, source, name);
      for (const hash of hostile) {
        const shown = JSON.stringify(hash.slice(0, 60));
        await open(page, on.origin, source, name, hash);
        harmless(await until(page, (s) => s.node === startOf(flow)), `${shown} set`);
        await untouched(page, `${shown} set`);
        await page.reload();
        harmless(await look(page), shown);
        await untouched(page, shown);
      }
    }));

  test(`${name}: nothing happens without script, whose fragments nothing but the browser reads`, () =>
    visit(on, { script: false }, async (page) => {
      await open(page, on.origin, source, name);
      for (const hash of hostile.filter(({ length }) => length < 1000)) {
        await page.evaluate((to) => void (location.hash = to), hash);
        harmless(await look(page), JSON.stringify(hash));
      }
      await untouched(page);
    }));

  test("a guidance page does not care either", () =>
    visit(on, {}, async (page) => {
      const path = pagesOf(source).find((p) => /\/guides\/./.test(p));
      await page.goto(`${on.origin}/${path}`);
      // No script reads answers here: what is no name is set, what is a name, and the longest of them, is opened too.
      for (const hash of hostile.filter((hash) => everything || hash.length < 1000 || !hash.includes("="))) {
        await page.goto(`${on.origin}/${path}${hash}`);
        if (everything || !hash.includes("=")) await page.reload();
        assert.equal(await page.locator("h1").count(), 1);
      }
    }));
});
