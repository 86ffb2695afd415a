/** "Change": the earlier answer is marked, and later answers stay where they still apply. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { stage, visit } from "../lib/browser.mjs";
import { after, alternatives, fragment, longest, route } from "../lib/model.mjs";
import { look, open, until } from "../lib/reader.mjs";
import { languages, shareOf } from "../lib/site.mjs";
import { answer, touch } from "../lib/walk.mjs";

const on = stage();

/** Opens the end of an example, asks one of its questions again and gives another answer (or the same). */
async function change(page, lang, name, flow, node, other) {
  const { given } = flow.examples[longest(flow)];
  const { passed } = route(flow, given);
  const at = passed.findIndex(([n]) => n === node);
  await open(page, on.origin, lang, name, fragment(passed));
  await touch.follow(page, page.locator(`[data-summary-list] a[data-change="${node}"]`));
  const asked = await look(page);
  assert.deepEqual([asked.states, asked.node, asked.focused], [[asked.state], node, asked.state], "the question is asked again");
  assert.deepEqual(asked.earlier, [passed[at][1]], "the earlier answer is marked");
  assert.equal(asked.summary.length, at, "the answers before it are listed");
  for (const pair of passed.filter(([n]) => n !== node)) assert.ok(asked.hash.includes(pair.join("=")), `${pair[0]} is kept`);

  await answer(page, asked, other, touch);
  const next = route(flow, { ...given, [node]: other });
  if (next.end.startsWith("flow:")) return void (await page.waitForURL((url) => !url.pathname.endsWith(`/${name}/`)));
  // Steps on the new way that were not on the old one still have to be taken.
  const done = new Set(passed.map(([n]) => n));
  const open_ = next.passed.findIndex(([n]) => !done.has(n));
  const expected = open_ < 0 ? next.passed : next.passed.slice(0, open_);
  const end = open_ < 0 ? next.end : next.passed[open_][0];
  const now = await until(page, (s) => s.node === end);
  assert.deepEqual([now.node, now.states, now.focused], [end, [now.state], now.state], "as far as the answers lead");
  assert.equal(now.summary.length, expected.length);
  assert.ok(now.hash.startsWith(fragment(expected)), `${now.hash} starts with ${fragment(expected)}`);
  const ahead = after(flow, end);
  const old = new Map(passed);
  const waiting = now.hash.slice(1).split("&").map((pair) => pair.split("=")).slice(expected.length);
  for (const [n, a] of waiting) assert.ok(ahead.has(n) && old.get(n) === a, `${n}=${a} may still be asked`);
  const reload = await look(page);
  assert.deepEqual(reload.summary, now.summary);
}

describe("change", { concurrency: 2 }, () => {
  for (const [i, lang] of languages.entries()) {
    for (const [name, flow] of shareOf(lang)) {
      const example = flow.examples[longest(flow)];
      const questions = route(flow, example.given).passed.filter(([, answer]) => answer !== "done").map(([node]) => node);
      // All answers to all questions in the source language; in the others the middle question, where only words differ.
      const some = i === 0 ? questions : [questions[Math.floor(questions.length / 2)]];
      test(`${lang} ${name}: answers changed`, () =>
        visit(on, {}, async (page) => {
          for (const node of some) {
            for (const other of alternatives(flow, node)) await change(page, lang, name, flow, node, other);
          }
        }));
    }
  }
});
