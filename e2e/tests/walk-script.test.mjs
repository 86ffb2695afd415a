/** With script: examples enough to meet every answer of a flow, all of them where WALK=all, walked by clicking to its end. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { stage, visit } from "../lib/browser.mjs";
import { covering, route } from "../lib/model.mjs";
import { open } from "../lib/reader.mjs";
import { flows, languages, shareOf } from "../lib/site.mjs";
import { walkWithScript } from "../lib/walk.mjs";

const on = stage();
const all = process.env.WALK === "all";

describe("with script", { concurrency: 2 }, () => {
  for (const lang of languages) {
    for (const [name, flow] of all ? flows : shareOf(lang)) {
      // That each example ends where it says is proven when the flow is compiled: here it is enough to meet every answer.
      const titles = all ? Object.keys(flow.examples) : covering(flow);
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
