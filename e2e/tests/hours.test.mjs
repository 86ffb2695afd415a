/** The script that says when somebody is there: the same answers as the table worked out by hand, and as the generator. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join as path } from "node:path";
import { describe, test } from "node:test";
import { load } from "../lib/modules.mjs";
import { here } from "../lib/site.mjs";

const { VERSION, due, join, readTarget, state, timeline } = await load("hours");

/** The lines of a file: schedules by id, and what is asked of them. */
function vectors(name) {
  const schedules = new Map();
  const asked = [];
  for (const line of readFileSync(path(here, "vectors", "hours", name), "utf8").trimEnd().split("\n")) {
    const one = JSON.parse(line);
    if (one.data) schedules.set(one.id, one.data);
    else asked.push(one);
  }
  const lines = new Map([...schedules].map(([id, data]) => [id, timeline(data)]));
  return { schedules, asked, of: (ids) => join(...ids.map((id) => lines.get(id))) };
}

describe("hours", () => {
  test("the table", () => {
    const { asked, of } = vectors("table.jsonl");
    assert.ok(asked.length >= 120, `${asked.length} questions`);
    for (const { of: ids, minute, ask, word, until } of asked) {
      const line = of(ids);
      let said;
      if (ask === "state") {
        const is = state(line, minute);
        said = [`${is ? (is.open ? "open" : "closed") : "unknown"}${is?.until === undefined ? "" : " until"}`, is?.until ?? 0];
      } else {
        const at = due(line, minute, readTarget(...ask.split(" ")));
        said = [at === undefined ? "beyond" : "", at ?? 0];
      }
      assert.deepEqual(said, [word, until], `${ids.join("+")} ${new Date(minute * 60_000).toISOString()} ${ask}`);
    }
  });

  test("10,000 questions at random", () => {
    const { asked, of } = vectors("random.jsonl");
    let count = 0;
    for (const { of: ids, ask } of asked) {
      const line = of(ids);
      for (let i = 0; i < ask.length; i += 5, count++) {
        const [minute, kind, amount, known, until] = ask.slice(i, i + 5);
        const at = line.from + minute;
        let said;
        if (kind === 0) {
          const is = state(line, at);
          said = [is ? Number(is.open) : 2, is?.until];
        } else {
          const target = [, { days: 0, minutes: amount, clock: "business" }, { days: amount, minutes: 0, clock: "business" }, { days: 0, minutes: amount, clock: "wall" }][kind];
          const answer = due(line, at, target);
          said = [answer === undefined ? 2 : 1, answer];
        }
        assert.deepEqual([said[0], said[1] === undefined ? -1 : said[1] - line.from], [known, until], `${ids} ${[minute, kind, amount]}`);
      }
    }
    assert.equal(count, 10_000);
  });

  test("what is not known is not guessed", () => {
    const { schedules } = vectors("table.jsonl");
    const [data] = schedules.values();
    assert.equal(timeline({ ...data, v: VERSION + 1 }), undefined);
    for (const [duration, clock] of [["P1W", "wall"], ["PT4H", "moon"], ["", "wall"], ["4h", "business"]]) assert.equal(readTarget(duration, clock), undefined);
    assert.deepEqual(readTarget("PT1H30M", "business"), { days: 0, minutes: 90, clock: "business" });
  });
});
