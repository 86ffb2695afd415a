/** With script: every example of every flow, and enough of them in every other language, walked by clicking to its end. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { stage, visit } from "../lib/browser.mjs";
import { covering, route } from "../lib/model.mjs";
import { open } from "../lib/reader.mjs";
import { flows, languages } from "../lib/site.mjs";
import { walkWithScript } from "../lib/walk.mjs";

const on = stage();

describe("with script", { concurrency: 2 }, () => {
  for (const [i, lang] of languages.entries()) {
    for (const [name, flow] of flows) {
      // All of them in the source language; in the others, where only words differ, enough to meet every answer.
      const titles = i === 0 ? Object.keys(flow.examples) : covering(flow);
      test(`${lang} ${name}: ${titles.length} examples`, () =>
        visit(on, { script: true }, async (page) => {
          for (const title of titles) {
            const example = flow.examples[title];
            const { passed, end } = route(flow, example.given);
            const asked = passed.filter(([, answer]) => answer !== "done").map(([node]) => node);
            assert.equal(end, example.expect, `${title}: flow.yaml leads there`);
            if (example.asks) assert.deepEqual(asked, example.asks, `${title}: asks`);
            else assert.deepEqual(asked.sort(), Object.keys(example.given).sort(), `${title}: asks`);
            await open(page, on.origin, lang, name);
            await walkWithScript(page, flow, example).catch((error) => {
              error.message = `${title}: ${error.message}`;
              throw error;
            });
          }
        }));
    }
  }
});
