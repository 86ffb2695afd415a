/** Back, Forward, reload, a copied address, restart: the reader is always where the address says. With WALK=all with every flow in every language, with script and without. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { stage, visit } from "../lib/browser.mjs";
import { largest } from "../lib/kinds.mjs";
import { longest } from "../lib/model.mjs";
import { look, open, until } from "../lib/reader.mjs";
import { flows, languages, shareOf } from "../lib/site.mjs";
import { click, walkWithScript, walkWithoutScript } from "../lib/walk.mjs";

const on = stage();
const everything = process.env.WALK === "all";

/**
 * The flows that are tried: every one in the source language with script. Without script the browser alone walks its history, by links that are the
 * same in form: there it is the largest flow. In the other languages the first of each one's share, with script and without by turns.
 */
function some(lang, script) {
  const share = shareOf(lang);
  if (everything) return share;
  const place = languages.indexOf(lang);
  if (place === 0) return script ? share : [largest()];
  return (place % 2 === 1) === script ? share.slice(0, 1) : [];
}

/** What must be the same again in the same place. */
const place = ({ hash, states, title, summary, heading }) => ({ hash, states, title, summary, heading });
const same = (a, b) => JSON.stringify(place(a)) === JSON.stringify(place(b));

/** Without script a browser puts the focus on a heading when a link is followed, not when history is walked. */
async function backAndForth(page, seen, script) {
  for (const [way, order] of [["goBack", seen.slice(0, -1).reverse()], ["goForward", seen.slice(1)]]) {
    for (const expected of order) {
      await page[way]();
      const now = await until(page, (s) => same(s, expected) && (!script || s.focused === s.state));
      assert.deepEqual(place(now), place(expected), way);
      if (script) assert.equal(now.focused, now.state, `${way}: the focus is on the heading, not on ${now.focusTag}`);
    }
  }
}

async function opensElsewhere(script, address, expected) {
  await visit(on, { script }, async (page) => {
    await page.goto(address);
    const now = await until(page, (s) => s.state === expected.state && s.focused === s.state);
    assert.deepEqual(place(now), place(expected), "a copied address");
    assert.equal(now.focused, now.state, `a copied address: the focus is on the heading, not on ${now.focusTag}`);
  });
}

for (const script of [true, false]) {
  const walk = script ? walkWithScript : walkWithoutScript;
  describe(script ? "with script" : "without script", { concurrency: 2 }, () => {
    for (const lang of languages) {
      for (const [name, flow] of some(lang, script)) {
        test(`${lang} ${name}: back, forward, reload, copy, restart`, () =>
          visit(on, { script }, async (page) => {
            const example = flow.examples[longest(flow)];
            await open(page, on.origin, lang, name);
            const seen = await walk(page, flow, example);
            seen[0] = await startAgain(page, seen);
            await backAndForth(page, seen, script);
            await page.reload();
            const reloaded = await until(page, (s) => same(s, seen.at(-1)));
            assert.deepEqual(place(reloaded), place(seen.at(-1)), "reload");
            for (const stop of [seen[Math.floor(seen.length / 2)], seen.at(-1)]) {
              await opensElsewhere(script, `${on.origin}/${lang}/${name}/${stop.hash}`, stop);
            }
            await click(page, page.locator(`[data-state="${seen.at(-1).state}"] a[data-restart]`));
            const first = await until(page, (s) => s.state === seen[0].state && s.focused === s.state);
            assert.deepEqual([first.states, first.summary, first.focused], [seen[0].states, [], seen[0].state], "restart");
            await page.goBack();
            assert.deepEqual(place(await until(page, (s) => same(s, seen.at(-1)))), place(seen.at(-1)), "back after restart");
          }));
      }
    }
  });
}

/** The start as it looks when the reader comes back to it: its title may name the question now. Then to the end again. */
async function startAgain(page, seen) {
  await page.evaluate((steps) => history.go(-steps), seen.length - 1);
  const first = await until(page, (s) => s.state === seen[0].state && s.hash === seen[0].hash);
  assert.deepEqual([first.states, first.summary, first.hash], [seen[0].states, seen[0].summary, seen[0].hash], "back to the start");
  await page.evaluate((steps) => history.go(steps), seen.length - 1);
  await until(page, (s) => s.state === seen.at(-1).state);
  return first;
}

test("Back from another page returns to the state", () =>
  visit(on, {}, async (page) => {
    const [[name, flow]] = flows;
    await open(page, on.origin, languages[0], name);
    const seen = await walkWithScript(page, flow, flow.examples[longest(flow)], { stop: 2 });
    await page.goto(`${on.origin}/${languages[0]}/guides/`);
    await page.goBack();
    assert.deepEqual(place(await until(page, (s) => same(s, seen[2]))), place(seen[2]));
    assert.equal((await look(page)).states.length, 1);
  }));
