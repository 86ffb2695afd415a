/**
 * The same everywhere: one list of answers (fixtures/drills.json) in every host of lib/hosts.mjs gives the same way, outcome, points and record, and those
 * that "signpost training merge" computes. With WALK=all the longer cases, too.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { launch, visit } from "../lib/browser.mjs";
import { clock, drill, saved } from "../lib/drills.mjs";
import { hosts } from "../lib/hosts.mjs";
import { signpost } from "../lib/signpost.mjs";
import { here } from "../lib/site.mjs";

const cases = JSON.parse(readFileSync(join(here, "fixtures", "drills.json"), "utf8")).filter(({ long }) => !long || process.env.WALK === "all");
const flowOf = ({ drill: key }) => key.split("/")[0];
const flows = [...new Set(cases.map(flowOf))];
const folder = mkdtempSync(join(tmpdir(), "signpost-hosts-"));
const on = { browser: null };
const told = new Map(); // by host: what its pages said of each case
const records = new Map(); // by host: the records of each flow

before(async () => {
  on.browser = await launch();
});
after(async () => {
  await on.browser?.close();
  rmSync(folder, { recursive: true });
});

/** The runs of a flow alone. */
const runsOf = (record, flow) => record.runs.filter((run) => flowOf(run) === flow);

describe("drills", { concurrency: 2 }, () => {
  for (const { name, start } of hosts) {
    test(name, async () => {
      const host = await start(mkdtempSync(join(folder, "host-")), flows);
      const open = host.open ?? (async (page, address) => (await page.goto(address), page.mainFrame()));
      try {
        await visit({ ...on, origin: host.home }, host.context ?? {}, async (page) => {
          const time = clock(page);
          const [lang, other] = host.languages;
          const said = [];
          for (const one of cases) said.push(await drill(await open(page, host.drills(lang, flowOf(one))), one, time, other ? [lang, other] : []));
          const all = [];
          await time.tick();
          for (const flow of flows) {
            const record = await saved(await open(page, host.record(lang, flow)), name);
            assert.equal(record.bundle, typeof host.bundle === "function" ? host.bundle(flow) : host.bundle);
            assert.equal(record.language, lang);
            all.push(record);
          }
          await host.after?.(page);
          told.set(name, said);
          records.set(name, all);
        });
      } finally {
        await host.close?.();
      }
    });
  }
});

test("every host gives the same result, and the same record", () => {
  const [first, ...others] = hosts.map(({ name }) => name);
  for (const [i, flow] of flows.entries()) {
    const want = records.get(first)[i];
    assert.equal(runsOf(want, flow).length, cases.filter((one) => flowOf(one) === flow).length);
    for (const name of others) {
      const is = records.get(name)[i];
      assert.deepEqual(runsOf(is, flow), runsOf(want, flow), `${name}, ${flow}`);
      assert.equal(is.made, want.made, name);
    }
  }
  for (const name of others) assert.deepEqual(told.get(name), told.get(first), name);
});

test("the record has the answers that were given, and the page said what it has", () => {
  for (const { name } of hosts) {
    for (const [i, one] of cases.entries()) {
      const flow = flowOf(one);
      const nth = cases.slice(0, i).filter((before) => flowOf(before) === flow).length;
      const run = runsOf(records.get(name)[flows.indexOf(flow)], flow)[nth];
      const given = new Map();
      for (const [question, answer] of one.answers) given.set(question, [...(given.get(question) ?? []), answer]);
      assert.deepEqual([run.drill, run.mode], [one.drill, one.mode], name);
      assert.deepEqual(new Map(run.steps.map(({ question, answers }) => [question, answers])), given, `${name}, ${one.drill}`);
      assert.deepEqual(run.steps.filter(({ hints }) => hints === 1).map(({ question }) => question), one.answers.filter(([, , { hint } = {}]) => hint).map(([question]) => question));
      const said = told.get(name)[i];
      assert.deepEqual([said.points, said.verdict], [run.points, run.verdict], `${name}, ${one.drill}`);
      // In a test the last answers count, which are those of the address.
      if (one.mode === "test" && !run.end.startsWith("flow:")) assert.equal(said.end, run.end, `${name}, ${one.drill}`);
    }
  }
});

test("they are those that the generator computes from the answers", async () => {
  const files = Array.from(records, ([name, all]) => all.map((record, i) => [`${hosts.findIndex((host) => host.name === name)}-${i}.json`, record])).flat();
  for (const [file, record] of files) writeFileSync(join(folder, file), JSON.stringify(record));
  // It refuses a record whose points, end or verdict are not what its answers give.
  const rows = table(await signpost(["training", "merge", "--csv", ...files.map(([file]) => file)], folder));
  for (const { name } of hosts) {
    const mine = rows.filter((row) => row.learner === name);
    for (const [i, one] of cases.entries()) {
      const of = mine.filter((row) => row.drill === one.drill && row.mode === one.mode);
      const said = told.get(name)[i];
      assert.deepEqual(of.map(({ right }) => right === "yes"), said.rows.slice(0, of.length), `${name}, ${one.drill}: the way`);
      for (const row of of) assert.deepEqual([Number(row.points), row.verdict], [said.points, said.verdict], `${name}, ${one.drill}`);
    }
  }
});

/** The rows of a CSV, by the names of its head. */
function table(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ",") rows.push([]);
  }
  const [head, ...body] = rows.filter((row) => row.length > 1);
  return body.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])));
}
