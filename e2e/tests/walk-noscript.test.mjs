/** JavaScript off: every example of every flow, in every language, walked by links and :target to its end. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { stage, visit } from "../lib/browser.mjs";
import { route } from "../lib/model.mjs";
import { open } from "../lib/reader.mjs";
import { flows, languages } from "../lib/site.mjs";
import { walkWithoutScript } from "../lib/walk.mjs";

const on = stage();

describe("without script", { concurrency: 2 }, () => {
  for (const lang of languages) {
    for (const [name, flow] of flows) {
      test(`${lang} ${name}: all examples`, () =>
        visit(on, { script: false }, async (page) => {
          for (const [title, example] of Object.entries(flow.examples)) {
            const { passed, end } = route(flow, example.given);
            const asked = passed.map(([node]) => node).filter((node) => node in flow.questions);
            assert.equal(end, example.expect, `${title}: flow.yaml leads there`);
            assert.deepEqual(asked, example.asks ?? Object.keys(example.given), `${title}: asks`);
            await open(page, on.origin, lang, name);
            await walkWithoutScript(page, flow, example).catch((error) => {
              error.message = `${title}: ${error.message}`;
              throw error;
            });
          }
        }));
    }
  }
});
