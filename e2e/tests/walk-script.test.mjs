/** With script: examples enough to meet every answer of a flow, in the other languages the longest, all of them where WALK=all, walked by clicking to the end. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { stage, visit } from "../lib/browser.mjs";
import { covering, longest, route } from "../lib/model.mjs";
import { open } from "../lib/reader.mjs";
import { languages, shareOf } from "../lib/site.mjs";
import { mouse, steps, touch, walkWithScript } from "../lib/walk.mjs";

const on = stage();
const all = process.env.WALK === "all";

describe("with script", { concurrency: 2 }, () => {
  for (const lang of languages) {
    for (const [name, flow] of shareOf(lang)) {
      // That each example ends where it says is proven when the flow is compiled: here it is enough to meet every answer.
      // Once, in the source language: in the others one way through shows that the words are tied to the same places.
      const titles = all ? Object.keys(flow.examples) : lang === languages[0] ? covering(flow) : [longest(flow)];
      test(`${lang} ${name}: ${titles.length} examples`, () =>
        visit(on, { script: true }, async (page) => {
          let known = steps();
          let away = true;
          for (const title of titles) {
            // One way and another part somewhere: up to there it was walked. In the long campaign each is walked from the first question.
            if (all) known = steps();
            const example = flow.examples[title];
            const { passed, end } = route(flow, example.given);
            const asked = passed.filter(([, answer]) => answer !== "done").map(([node]) => node);
            assert.equal(end, example.expect, `${title}: flow.yaml leads there`);
            if (example.asks) assert.deepEqual(asked, example.asks, `${title}: asks`);
            else assert.deepEqual(asked.sort(), Object.keys(example.given).sort(), `${title}: asks`);
            if (all || away) await open(page, on.origin, lang, name);
            away = end.startsWith("flow:");
            // What a pointer adds is the same at each link.
            const hand = all || title === longest(flow) ? mouse : touch;
            await walkWithScript(page, flow, example, { known, hand }).catch((error) => {
              error.message = `${title}: ${error.message}`;
              throw error;
            });
          }
        }));
    }
  }
});
