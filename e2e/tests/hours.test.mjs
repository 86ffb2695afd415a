/**
 * The script that says when somebody is there: the same answers as the table worked out by hand, and as the generator; and what a page
 * shows of them, in the zone of the reader and that of the desk.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join as path } from "node:path";
import { describe, test } from "node:test";
import { axe } from "../lib/axe.mjs";
import { stage, visit } from "../lib/browser.mjs";
import { load } from "../lib/modules.mjs";
import { assets, here } from "../lib/site.mjs";

const on = stage();

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

const policy = "default-src 'none'; script-src 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

/** A plain page with the parts that the script knows. */
const html = (lang, hours) => `<!DOCTYPE html><html lang="${lang}"><head><meta charset="utf-8"><title>Hours</title>
<meta http-equiv="Content-Security-Policy" content="${policy}"><script src="/${assets.find((name) => /hours-page\.[^/]*\.js$/.test(name))}" defer></script></head>
<body><main><h1>Hours</h1><div data-module="hours" data-hours="${escaped(hours)}">
<p id="state" data-hours-state="desk">See the table.</p>
<p id="both" data-hours-state="desk on-call">See the table.</p>
<p id="due" data-hours-due="desk" data-target="PT4H" data-clock="business">Four hours.</p>
<p id="wall" data-hours-due="desk" data-target="PT4H" data-clock="wall">Four hours.</p>
<p id="day" data-hours-due="desk" data-target="P1D" data-clock="business">A day.</p>
<p id="none" data-hours-state="nobody">See the table.</p>
<template data-hours-word="open">Open</template>
<template data-hours-word="open-until">Open until <time></time><span data-there> (<time></time> there)</span></template>
<template data-hours-word="open-until-today">Open until <time></time> today<span data-there> (<time></time> there)</span></template>
<template data-hours-word="closed-until">Closed; opens <time></time><span data-there> (<time></time> there)</span></template>
<template data-hours-word="closed-until-today">Closed; opens <time></time> today<span data-there> (<time></time> there)</span></template>
<template data-hours-word="due">By <time></time><span data-there> (<time></time> there)</span></template>
<template data-hours-word="due-today">By <time></time> today<span data-there> (<time></time> there)</span></template>
</div></main></body></html>`;

describe("hours in the page", { concurrency: 2 }, () => {
  const { schedules } = vectors("table.jsonl");
  const hours = JSON.stringify({ desk: schedules.get("prague 2026"), "on-call": schedules.get("call 2026") });
  const address = () => `${on.origin}/en/hours-test/`;

  /** Shows the page to a reader in a zone, at a moment of the clock. */
  const shown = (timezoneId, moment, work, { lang = "en", data = hours, ...options } = {}) =>
    visit(on, { timezoneId, ...options }, async (page, context) => {
      await context.route(address(), (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html(lang, data) }));
      if (options.script !== false) await page.clock.install({ time: new Date(moment) });
      await page.goto(address());
      // Spaces that do not break are a matter of the browser's own data.
      const text = async (id) => (await page.locator(`#${id}`).innerText()).replace(/[\u00a0\u202f]/g, " ");
      await work(text, page);
    });

  test("open, and a reader beside the desk", () =>
    shown("Europe/Prague", "2026-04-24T10:00+02:00", async (text, page) => {
      assert.equal(await text("state"), "Open until 12:00 PM today");
      assert.equal(await text("both"), "Open");
      assert.equal(await text("due"), "By 3:00 PM today");
      assert.equal(await text("wall"), "By 2:00 PM today");
      assert.equal(await text("day"), "By Saturday, April 25 at 12:00 PM");
      assert.equal(await text("none"), "See the table.");
      assert.equal(await page.locator("#state time").getAttribute("datetime"), "2026-04-24T10:00Z");
      assert.deepEqual(await axe(page), []);
    }));

  test("closed at the weekend, and a reader far away", () =>
    shown("America/New_York", "2026-04-25T12:00+02:00", async (text) => {
      assert.equal(await text("state"), "Closed; opens Monday, April 27 at 2:00 AM (8:00 AM there)");
      assert.equal(await text("due"), "By Monday, April 27 at 6:00 AM (12:00 PM there)");
    }));

  test("a reader for whom it is tomorrow already", () =>
    shown("Pacific/Auckland", "2026-04-24T16:30+02:00", async (text) => {
      assert.equal(await text("state"), "Open until 3:30 AM today (Friday, April 24 at 5:30 PM there)");
      assert.equal(await text("due"), "By 10:00 PM today (12:00 PM there)");
    }));

  for (const [lang, want] of [["cs", "pondělí 27. dubna v 8:00"], ["ru", "понедельник, 27 апреля в 08:00"], ["nl", "maandag 27 april om 08:00"], ["fr", "lundi 27 avril à 08:00"]]) {
    test(`${lang}: moments are written in the language of the page`, () => shown("Europe/Prague", "2026-04-25T12:00+02:00", async (text) => assert.equal(await text("state"), `Closed; opens ${want}`), { lang }));
  }

  test("time goes on", () =>
    shown("Europe/Prague", "2026-04-24T11:59:30+02:00", async (text, page) => {
      assert.equal(await text("state"), "Open until 12:00 PM today");
      await page.clock.runFor(60_000);
      assert.equal(await text("state"), "Closed; opens 1:00 PM today");
      // Years later the data know nothing: rather nothing than something wrong.
      await page.clock.setFixedTime(new Date("2029-01-01T12:00Z"));
      await page.clock.runFor(60_000);
      assert.equal(await page.locator("#state").isVisible(), false);
    }));

  test("a page from years ago, data of another form, and no script leave what the page says", async () => {
    const untouched = async (text) => {
      for (const [id, want] of [["state", "See the table."], ["due", "Four hours."]]) assert.equal(await text(id), want);
    };
    await shown("Europe/Prague", "2029-04-24T10:00Z", untouched);
    await shown("Europe/Prague", "2026-04-24T10:00Z", untouched, { data: JSON.stringify({ desk: { ...schedules.get("prague 2026"), v: 2 } }) });
    await shown("Europe/Prague", "2026-04-24T10:00Z", untouched, { script: false });
    await shown("Europe/Prague", "2026-04-24T10:00Z", untouched, { data: "{", allow: (fault) => fault.includes("SyntaxError") || fault.includes("JSON") });
  });

  test("a zone that the browser does not know is not guessed", () =>
    shown("America/New_York", "2026-04-24T10:00+02:00", async (text) => assert.equal(await text("state"), "Open until 6:00 AM today"), {
      data: JSON.stringify({ desk: { ...schedules.get("prague 2026"), zone: "Europe/Nowhere" } }),
    }));
});
