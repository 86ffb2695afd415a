/** A course in other engines: a case left in the middle goes on at the same question; with the last case the platform gets its verdict. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { aboutOf, campus } from "../lib/course.mjs";
import { engines, visit } from "../lib/engines.mjs";
import { load } from "../lib/modules.mjs";
import { serve } from "../lib/server.mjs";

const CASE = "escalate/beyond-baseline";
const { folder, done } = campus({ course: "scorm12/signpost.example.scorm12.zip" });
const { encode, markOf } = await load("learner");
const { drills } = aboutOf(folder, "course");
const { way } = drills.find(({ key }) => key === CASE);
let server;
before(async () => void (server = await serve(folder)));
after(async () => {
  await server?.close();
  done();
});

/** Opens the course with what the platform keeps of the learner. */
const open = (page, kept) =>
  page.evaluate((kept) => {
    window.strict = strictApi("1.2", kept);
    window.API = window.strict.api;
    document.getElementById("course").src = "course/index.html";
  }, kept);

/** Leaves it, and gives what the platform has then. */
async function leave(page) {
  await page.evaluate(() => void (document.getElementById("course").src = "about:blank"));
  return found(page, () => (document.getElementById("course").contentWindow.location.href === "about:blank" ? { data: strict.data, refused: strict.refused } : null));
}

/** What a function finds in the page, once it finds something. */
async function found(page, what, ...given) {
  for (const end = Date.now() + 30_000; ; ) {
    const now = await page.evaluate(what, ...given);
    if (now) return now;
    assert.ok(Date.now() < end, `it does not come: ${what}`);
  }
}

/** Waits until the pages in the course show an element, and follows it where it is a link. */
const follow = (page, selector) =>
  found(
    page,
    (selector) => {
      const pages = document.getElementById("course").contentDocument?.querySelector(".course-pages")?.contentDocument;
      const shown = pages?.readyState === "complete" && Array.from(pages.querySelectorAll(selector)).find((one) => one.checkVisibility());
      if (shown) shown.click();
      return Boolean(shown);
    },
    selector,
  );

for (const [engine, start] of Object.entries(engines)) {
  test(engine, () =>
    visit(start, { home: server.origin }, async (page) => {
      const others = drills.filter(({ key }) => key !== CASE).map(({ key }) => ({ mark: markOf(key), box: 1, due: 20_000, best: 100, rounds: 1 }));
      await page.goto(`${server.origin}/`);
      await open(page, { "cmi.suspend_data": encode({ drills: others, run: null }) });
      await follow(page, `.training-cases [data-key="${CASE}"] a`);
      await follow(page, `[data-drill="beyond-baseline"] [data-drill-start] a[href*="mode=test"]`);
      for (const [question, value] of way.slice(0, 3)) await follow(page, `[data-node="${question}"]:not([hidden]) a[data-answer="${value}"]`);
      await follow(page, `[data-node="${way[3][0]}"]:not([hidden]) h2`);
      const half = await leave(page);
      assert.deepEqual(half.refused, []);
      assert.equal(half.data["cmi.core.lesson_status"], "incomplete");
      assert.equal(half.data["cmi.core.exit"], "suspend");

      await open(page, half.data);
      for (const [question, value] of way.slice(3)) await follow(page, `[data-node="${question}"]:not([hidden]) a[data-answer="${value}"]`);
      await follow(page, "[data-drill-result]:not([hidden]) h2");
      const { data, refused } = await leave(page);
      assert.deepEqual(refused, []);
      assert.deepEqual([data["cmi.core.lesson_status"], data["cmi.core.score.raw"]], ["passed", "100"]);
    }),
  );
}
