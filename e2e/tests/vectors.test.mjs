/**
 * The page's walker against the generator's: the same tables and answers lead to the same places, for the same reasons.
 * vectors/*.json are the generator's (its tests write them), vectors/hand/*.json were thought out by people.
 */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { test } from "node:test";
import { load } from "../lib/modules.mjs";
import { here } from "../lib/site.mjs";

const { walk } = await load("walk");
const { why } = await load("why");
const folder = join(here, "vectors");
const files = readdirSync(folder, { recursive: true })
  .map((name) => name.split(sep).join("/"))
  .filter((name) => name.endsWith(".json"))
  .sort();

const sorted = (rows) => [...rows].sort(([a], [b]) => (a < b ? -1 : 1));

for (const file of files) {
  test(file, () => {
    const { table: written, cases } = JSON.parse(readFileSync(join(folder, file), "utf8"));
    assert.ok(cases.length > 0, "there are cases");
    const states = new Map(written.states.map((state) => [state.id, { node: state.id, ...state, edges: state.edges ?? [] }]));
    const table = { start: written.start, states };
    for (const one of cases) {
      const title = JSON.stringify(one.answers).slice(0, 300);
      const { steps, current, waiting, dropped } = walk(table, new Map(Object.entries(one.answers)));
      assert.equal(current, one.current, `${title}: current`);
      assert.deepEqual(steps.map(({ state, node, answer }) => [state, node, answer]), one.steps ?? [], `${title}: steps`);
      assert.deepEqual(Object.fromEntries(waiting), one.waiting ?? {}, `${title}: waiting`);
      assert.deepEqual(sorted(dropped.map((d) => [d.node, d.answer, d.why])), sorted(one.dropped ?? []), `${title}: dropped`);
      if (states.get(current).kind !== "outcome") continue;
      const reasons = why(table, steps, current).map(({ step, instead }) => [step.node, step.answer, instead.map(({ answer, to }) => [answer, to])]);
      assert.deepEqual(reasons, one.why ?? [], `${title}: why`);
    }
  });
}
