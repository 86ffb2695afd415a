/**
 * Courses for learning platforms: SCORM 1.2 and 2004 in a strict run-time and in scorm-again, over http. No call fails; what was done comes back after a
 * pause, on the same question, in the language it was left in; the status is that of the score. With WALK=all every case is done.
 */
import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { axe } from "../lib/axe.mjs";
import { stage, visit } from "../lib/browser.mjs";
import { aboutOf, campus, courses, drill, go, pagesIn, speaks } from "../lib/course.mjs";
import { load } from "../lib/modules.mjs";
import { languages } from "../lib/site.mjs";

const id = "signpost.example";
const { folder, done } = campus({ "1.2": `scorm12/${id}.scorm12.zip`, "1.2 alone": `scorm12/${id}.scorm12.nl.zip`, 2004: `scorm2004/${id}.scorm2004.zip` });
after(done);
const on = stage(folder);
const { encode, markOf, decode } = await load("learner");

test("a package of one language has 300 KB at most", () => {
  for (const format of ["scorm12", "scorm2004"]) {
    for (const lang of languages) {
      const { size } = statSync(join(courses, format, `${id}.${format}.${lang}.zip`));
      console.log(`# ${format} ${lang}: ${Math.round(size / 1000)} KB`);
      assert.ok(size <= 300_000, `${format} ${lang}: ${size} bytes`);
    }
  }
});

test("the platform is found in this window, in those around it, and in those around the one that opened it", async () => {
  const { find } = await load("scorm");
  const API = {};
  const alone = (more = {}) => {
    const window = { opener: null, ...more };
    return Object.assign(window, { parent: more.parent ?? window, top: more.top ?? window });
  };
  assert.equal(find("API", alone({ API })), API);
  const top = alone({ API });
  assert.equal(find("API", alone({ parent: alone({ parent: top, top }), top })), API);
  const opened = alone({ opener: alone({ parent: top, top }) });
  assert.equal(find("API", alone({ parent: opened, top: opened })), API);
  assert.equal(find("API", alone()), undefined);
});

/** What both versions call the same. */
const versions = [
  { version: "1.2", name: "API", mode: "cmi.core.lesson_mode", language: "cmi.student_preference.language", status: "cmi.core.lesson_status", exit: "cmi.core.exit", wrong: "wrong", answer: "student_response" },
  { version: "2004", name: "API_1484_11", mode: "cmi.mode", language: "cmi.learner_preference.language", status: "cmi.success_status", exit: "cmi.exit", wrong: "incorrect", answer: "learner_response" },
];

/** Opens the course with the strict run-time and what it kept; gives the frame, and what closes the course again. */
async function open(page, { version, name }, kept, package_ = version) {
  if (!page.url().startsWith(on.origin)) await page.goto(`${on.origin}/`);
  await page.evaluate(
    ([name, version, kept, src]) => {
      window.strict = strictApi(version, kept);
      window[name] = window.strict.api;
      document.getElementById("course").src = src;
    },
    [name, version, kept, `${encodeURIComponent(package_)}/index.html`],
  );
  const frame = page.frameLocator("#course");
  return {
    frame,
    pages: pagesIn(frame),
    see: () => page.evaluate(() => ({ data: strict.data, calls: strict.calls, refused: strict.refused })),
    close: async () => {
      await page.evaluate(
        () =>
          new Promise((done) => {
            const frame = document.getElementById("course");
            frame.addEventListener("load", done, { once: true });
            frame.src = "about:blank";
          }),
      );
      return page.evaluate(() => ({ data: strict.data, calls: strict.calls, refused: strict.refused }));
    },
  };
}

const interactions = (data) =>
  Object.keys(data)
    .filter((key) => /^cmi\.interactions\.\d+\.id$/.test(key))
    .map((key) => Object.fromEntries(Object.entries(data).filter(([at]) => at.startsWith(key.slice(0, -2))).map(([at, value]) => [at.slice(key.length - 2), value])));

/** What a learner did before: all cases finished with so many points, one left out. */
function before(version, points, left) {
  const { drills } = aboutOf(folder, version);
  const others = drills.filter(({ key }) => key !== left);
  return encode({ drills: others.map(({ key }) => ({ mark: markOf(key), box: 1, due: 20_000, best: points, rounds: 1 })), run: null });
}

for (const as of versions) {
  const { version } = as;
  describe(`SCORM ${version}`, () => {
    test("strict: a case, left in the middle, in two languages; nothing is refused", () =>
      visit(on, {}, async (page) => {
        let at = await open(page, as, { [as.language]: "ru-RU" });
        await speaks(at.frame, "ru");
        await drill(at.pages, "severity/test-system", "practice", ["yes", "yes"]);
        let { data, calls, refused } = await at.see();
        assert.deepEqual(refused, []);
        assert.deepEqual(
          interactions(data).map((one) => [one.id, one.type, one[as.answer], one["correct_responses.0.pattern"], one.result, one["objectives.0.id"]]),
          [
            ["severity.test-system.break-fix", "choice", "yes", "yes", "correct", "severity.test-system"],
            ["severity.test-system.production", "choice", "yes", "no", as.wrong, "severity.test-system"],
          ],
        );
        assert.equal(calls.filter(([what]) => what === "commit").length, 2, "each answer is sent, once");
        // Another language on the way: case, answers and mode stay; the platform learns of it.
        await at.pages.locator('[data-languages] a[hreflang="cs"]').first().evaluate((link) => link.click());
        await speaks(at.frame, "cs");
        await at.pages.locator('.flow[data-script] .state:not([hidden])[data-node="impact"]').waitFor();
        await page.waitForFunction((element) => strict.data[element] === "cs", as.language);
        // The learner leaves and comes back: the same question, the same language, nothing said twice.
        ({ data, calls } = await at.close());
        assert.deepEqual(calls.slice(-2).map(([what]) => what), ["commit", "terminate"]);
        assert.equal(data[as.exit], "suspend");
        assert.equal(data[version === "1.2" ? as.status : "cmi.completion_status"], "incomplete");
        assert.match(data["cmi.suspend_data"], /^1;;\w{7},practice,/);
        const { mode, time, ...kept } = data;
        at = await open(page, as, kept);
        await speaks(at.frame, "cs");
        await at.pages.locator('.flow[data-script] .state:not([hidden])[data-node="impact"]').waitFor();
        assert.equal(await at.pages.locator("[data-summary-list] .summary-row").count(), 2);
        // Back to the wrong answer, in practice the first one counts.
        await at.pages.locator("[data-back] a").click();
        await go(at.pages, ["no", "local"]);
        await at.pages.locator("[data-drill-result] [data-verdict]").waitFor();
        ({ data } = await at.see());
        assert.equal(interactions(data).length, 4);
        assert.equal(data["cmi.objectives.0.id"], "severity.test-system");
        assert.equal(data["cmi.objectives.0.score.raw"], "26");
        assert.equal(data[version === "1.2" ? "cmi.core.score.raw" : "cmi.score.raw"], undefined, "no score before all cases were done");
        const learner = decode(data["cmi.suspend_data"]);
        assert.deepEqual([learner.drills.map(({ best }) => best), learner.run], [[26], null]);
        // The record of this session has it, and cannot be deleted: it is the platform's.
        await at.pages.locator("a[data-index]").first().click();
        await at.pages.locator("[data-runs] tr th").waitFor();
        assert.equal(await at.pages.locator("[data-delete]").isVisible(), false);
        if (version === "1.2") assert.deepEqual(await axe(page), []);
        assert.deepEqual((await at.close()).refused, []);
      }));

    test("strict: several answers, a number; status by score against mastery", () =>
      visit(on, {}, async (page) => {
        const left = "credit/no-mail-yet-same-month";
        const { drills } = aboutOf(folder, version);
        const { way } = drills.find(({ key }) => key === left);
        for (const [points, verdict] of [[70, "failed"], [100, "passed"]]) {
          const at = await open(page, as, { "cmi.suspend_data": before(version, points, left), [as.language]: "fr" });
          await speaks(at.frame, "fr");
          await drill(at.pages, left, "test", way.map(([, answer]) => answer));
          await at.pages.locator("[data-drill-result] [data-verdict]").waitFor();
          const { data, refused } = await at.close();
          assert.deepEqual(refused, []);
          const raw = Number(data[version === "1.2" ? "cmi.core.score.raw" : "cmi.score.raw"]);
          assert.equal(raw, Math.floor((points * (drills.length - 1) + 100) / drills.length));
          assert.equal(data[as.status], verdict);
          assert.equal(verdict, raw >= 80 ? "passed" : "failed");
          if (version === "2004") assert.deepEqual([data["cmi.completion_status"], Number(data["cmi.score.scaled"])], ["completed", raw / 100]);
          const said = interactions(data);
          assert.deepEqual([...new Set(said.map(({ type }) => type))].sort(), ["choice", "numeric"]);
          assert.ok(said.every(({ result }) => result === "correct"));
          const many = said.find((one) => one.id.endsWith(".proof"));
          assert.equal(many[as.answer], version === "1.2" ? "times,users,attempts,ticket" : "times[,]users[,]attempts[,]ticket");
          if (version === "2004") assert.match(many.description, /^\{lang=fr\}./);
        }
      }));

    test("strict: a review records nothing; an empty mode is a normal one", () =>
      visit(on, {}, async (page) => {
        for (const mode of ["review", ""]) {
          const at = await open(page, as, { [as.mode]: mode, [as.language]: "en" });
          await speaks(at.frame, "en");
          await drill(at.pages, "severity/test-system", "test", ["yes"]);
          await at.pages.locator('[data-languages] a[hreflang="nl"]').first().evaluate((link) => link.click());
          await speaks(at.frame, "nl");
          const { data, refused } = await at.close();
          assert.deepEqual(refused, []);
          assert.equal(interactions(data).length, mode === "" ? 1 : 0);
          assert.equal(data[as.language], mode === "" ? "nl" : "en");
          assert.equal(data["cmi.suspend_data"] === undefined, mode === "review");
        }
      }));

    test("strict: the longest state there can be is kept", () =>
      visit(on, {}, async (page) => {
        const others = Array.from({ length: 179 }, (_, i) => ({ mark: markOf(`flow/${i}`), box: 4, due: 46_655, best: 100, rounds: 35 }));
        const filler = Array.from({ length: 200 }, (_, i) => ({ question: `question-${i}`, answers: Array(20).fill("answer") }));
        const run = { mark: markOf("severity/test-system"), mode: "test", answers: [{ question: "break-fix", answers: ["yes"] }] };
        while (encode({ drills: others, run: { ...run, answers: [...run.answers, filler[0]] } }).endsWith("answer")) run.answers.push(filler.shift());
        const state = encode({ drills: others, run });
        assert.ok(state.length > 3_800 && state.length <= 4096, `${state.length}`);
        const at = await open(page, as, { "cmi.suspend_data": state, [as.language]: "en" });
        await go(at.pages, ["no"]);
        const { data, refused } = await at.close();
        assert.deepEqual(refused, []);
        assert.equal(decode(data["cmi.suspend_data"]).drills.length, 179);
      }));

    test("scorm-again: a case, a pause, its end", () =>
      visit(on, { allow: (text) => text.startsWith("console log") }, async (page) => {
        await page.goto(`${on.origin}/`);
        const launch = (state) =>
          page.evaluate(
            ([name, version, state, src]) => {
              const API = version === "1.2" ? Scorm12API : Scorm2004API;
              window[name] = new API({ autocommit: false, logLevel: 4 });
              if (state) window[name].loadFromJSON(state, "");
              window.failed = [];
              for (const call of Object.keys(window[name]).filter((key) => /^(LMS)?(Initialize|SetValue|Commit|Finish|Terminate)$/.test(key))) {
                const real = window[name][call];
                window[name][call] = (...args) => {
                  const answer = real.apply(window[name], args);
                  if (String(answer) === "false") failed.push([call, ...args]);
                  return answer;
                };
              }
              return new Promise((done) => {
                const frame = document.getElementById("course");
                frame.addEventListener("load", () => done(), { once: true });
                frame.src = src;
              });
            },
            [as.name, version, state, `${version}/index.html`],
          );
        const state = () => page.evaluate((name) => JSON.parse(JSON.stringify(window[name].renderCMIToJSONObject())).cmi, as.name);
        const pages = pagesIn(page.frameLocator("#course"));
        await launch(null);
        await drill(pages, "severity/test-system", "test", ["yes", "no"]);
        await page.evaluate(() => new Promise((done) => (document.getElementById("course").onload = done, (document.getElementById("course").src = "about:blank"))));
        const kept = await state();
        assert.deepEqual(await page.evaluate(() => failed), []);
        const core = version === "1.2" ? kept.core : kept;
        assert.match(kept.suspend_data, /^1;;\w{7},test,break-fix=yes:production=no$/);
        await launch({ suspend_data: kept.suspend_data, ...(version === "1.2" ? { core: { lesson_location: core.lesson_location, lesson_status: "incomplete" } } : { location: kept.location }) });
        await go(pages, ["local"]);
        await pages.locator("[data-drill-result] [data-verdict]").waitFor();
        const { suspend_data, objectives } = await state();
        assert.equal(decode(suspend_data).drills[0].best, 100);
        const objective = Object.values(objectives.childArray ?? objectives).find((one) => one?.id === "severity.test-system");
        assert.equal(Number(objective.score.raw), 100);
        assert.deepEqual(await page.evaluate(() => failed), []);
      }));
  });
}

test("every case in one session", { skip: process.env.WALK !== "all" && "one case a test; all with WALK=all" }, () =>
  visit(on, {}, async (page) => {
    const [as] = versions;
    const at = await open(page, as, { [as.language]: "cs" });
    await speaks(at.frame, "cs");
    const { drills } = aboutOf(folder, as.version);
    for (const { key, way } of drills) {
      await drill(at.pages, key, "test", way.map(([, answer]) => answer));
      await at.pages.locator("[data-drill-result] [data-verdict=right]").waitFor();
    }
    const { data, refused } = await at.close();
    assert.deepEqual(refused, []);
    assert.deepEqual([data["cmi.core.score.raw"], data[as.status]], ["100", "passed"]);
    assert.equal(Object.keys(data).filter((element) => /^cmi\.objectives\.\d+\.id$/.test(element)).length, drills.length);
    assert.equal(interactions(data).length, drills.reduce((sum, { way }) => sum + way.length, 0));
    assert.ok(interactions(data).every(({ result }) => result === "correct"));
  }));

test("a package of one language; without a platform it says so, and works", () =>
  visit(on, {}, async (page) => {
    await page.goto(`${on.origin}/1.2%20alone/index.html`);
    const pages = page.frameLocator(".course-pages");
    await speaks(page, "nl");
    assert.equal(await page.locator("[data-notice]").isVisible(), true);
    await drill(pages, "severity/test-system", "test", ["yes", "no", "local"]);
    await pages.locator("[data-drill-result] [data-verdict]").waitFor();
    assert.deepEqual(await axe(page), []);
  }));

test("without a script there are the cases on paper", () =>
  visit(on, { script: false }, async (page) => {
    await page.goto(`${on.origin}/1.2/index.html`);
    await page.locator('a[hreflang="cs"]').click();
    await page.locator(".training-cases a").first().click();
    await page.locator(".worksheet").first().waitFor();
    assert.ok(existsSync(join(folder, "1.2", "imsmanifest.xml")));
  }));
