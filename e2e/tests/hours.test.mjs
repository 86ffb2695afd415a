/** The script that says when somebody is there: the same answers as the table worked out by hand, and as the generator. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
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

  test("another program reads the calendar, and finds the intervals", () => {
    const script = `import icalendar, json, sys
events = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read()).walk("VEVENT")
print(json.dumps([[str(e["UID"]), e["DTSTART"].dt.isoformat(), e["DTEND"].dt.isoformat(), str(e["SUMMARY"])] for e in events]))`;
    const events = JSON.parse(execFileSync("/usr/bin/python3", ["-c", script, path(here, "vectors", "hours", "calendar.ics")], { encoding: "utf8" }));
    const timed = events.filter(([uid]) => uid.startsWith("open-"));
    const [from, to] = ["2026-10-01", "2027-01-10"].map((day) => Date.parse(day) / 60_000);
    // The timeline of the table goes from December 2025 to May 2027.
    const { of } = vectors("table.jsonl");
    const { open } = of(["prague 2026"]);
    const want = open.filter(([come]) => come >= from && come < to).map((interval) => interval.map((minute) => new Date(minute * 60_000).toISOString()));
    assert.deepEqual(timed.map(([, start, end]) => [start, end].map((moment) => new Date(moment).toISOString())), want);
    assert.ok(timed.every(([, , , summary]) => summary === "Otevřeno") && new Set(events.map(([uid]) => uid)).size === events.length);
    const days = events.filter(([uid]) => uid.startsWith("day-")).map(([, start, end]) => [start, end]);
    assert.deepEqual(days, [["2026-10-28", "2026-10-29"], ["2026-11-17", "2026-11-18"], ["2026-12-24", "2027-01-02"]]);
    assert.match(events.at(-1)[3], /^Zavřeno, nebo jinak; dlouhý řádek \\ /);
  });
});
