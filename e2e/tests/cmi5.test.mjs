/**
 * The course as cmi5: a small platform and its record store (lib/record-store.mjs) refuse what the specification forbids; the names say which of
 * its requirements a test is about. The store is another origin than the course, as platforms in use have it.
 */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { stage, visit } from "../lib/browser.mjs";
import { aboutOf, campus, drill, go, pagesIn, speaks } from "../lib/course.mjs";
import { load } from "../lib/modules.mjs";
import { isDefined, recordStore, verbOf } from "../lib/record-store.mjs";

const { folder, done } = campus({ course: "cmi5.zip" });
after(done);
const on = stage(folder);
let store;
before(async () => (store = await recordStore()));
after(() => store?.close());
const { encode, markOf } = await load("learner");
const requirements = createRequire(import.meta.url)("@cmi5/requirements");
const about = aboutOf(folder, "course");
const left = "severity/test-system";

/** Visits with the store as a host that may be asked. What the tests make it say is no fault. */
const learn = (work, excused = []) =>
  visit(on, { allow: (text) => text.startsWith(`request to elsewhere: ${store.origin}/`) || [NOTHING_YET, ...excused].some((one) => one.test(text)) }, work);

/** The store answers so where it holds no document. */
const NOTHING_YET = /^status 404: \S+\/(state|profile)\?|^console error: Failed to load resource: the server responded with a status of 404/;

/** Opens a session, and gives its pages and how to end it. */
async function open(page, registration, options) {
  if (!page.url().startsWith(on.origin)) await page.goto(`${on.origin}/`);
  const launched = registration.launch(`${on.origin}/course/index.html`, options);
  await page.evaluate((src) => void (document.getElementById("course").src = src), launched.url);
  const frame = page.frameLocator("#course");
  return {
    ...launched,
    frame,
    pages: pagesIn(frame),
    /** Ends the session, once the store has what the learner did: so many statements of their own, and a document of which `kept` holds. */
    close: async (own, kept) => {
      await eventually(() => personal(launched.session).length >= own && kept(registration.document() ?? {}));
      await page.evaluate(() => void (document.getElementById("course").src = "about:blank"));
      await eventually(() => launched.verbs().at(-1) === "terminated");
    },
  };
}

/** The statements that cmi5 does not define: answers and points. */
const personal = ({ statements }) => statements.filter((one) => !isDefined(one));

/** Waits until something holds, for at most a minute; what does not come is for the caller to miss. */
async function eventually(good) {
  for (const end = Date.now() + 60_000; !good() && Date.now() < end; ) await new Promise((next) => setTimeout(next, 25));
}

/** What the learner did before: all cases but one, with so many points. */
const all = (points) => ({
  state: encode({ drills: about.drills.filter(({ key }) => key !== left).map(({ key }) => ({ mark: markOf(key), box: 1, due: 20_000, best: points, rounds: 1 })), run: null }),
  place: "",
});

const NAMED = [
  ["initialized first, terminated last, each answer between, in the language preferred [7.1.1.0-1, 7.1.2.0-1, 7.1.3.0-1, 8.1.0.0-7, 8.1.2.0-4, 8.2.2.0-4, 11.0.0.0-3]", session],
  ["completed and passed, once for a registration; moveOn [9.3.3.0-2, 9.3.4.0-1, 9.3.4.0-3, 9.5.1.0-1, 9.6.3.2-2]", passes],
  ["failed once at the end, then passed in a later session [9.3.5.0-1, 9.3.0.0-2]", fails],
  ["a review records nothing; the way back is the platform's [10.2.2.0-10, 10.2.2.0-11, 10.2.6.0-1]", review],
  ["a token that was used opens nothing, and says so [8.1.2.0-4]", used],
];

describe("cmi5", () => {
  for (const [name, work] of NAMED) test(name, work);

  test("the requirements named are those of the specification", () => {
    for (const [name] of NAMED) for (const [id] of name.matchAll(/\d+\.\d+\.\d+\.\d+-\d+/g)) assert.ok(id in requirements, id);
  });
});

test("what waited for a connection is sent when it is back, however much it is; preferences need not be there", async () => {
  const { cmi5 } = await load("cmi5");
  const sent = [];
  let away = false;
  globalThis.location = { search: `?${new URLSearchParams({ endpoint: "http://a/", fetch: "http://a/f", actor: "{}", registration: "r", activityId: "i" })}` };
  const { fetch } = globalThis;
  globalThis.fetch = async (address, { method, body = "", keepalive = false }) => {
    // As browsers have it: Fetch, 4.6.
    if (away || (keepalive && body.length > 64 << 10)) throw new TypeError("Failed to fetch");
    // Nor may it be read that the platform keeps what its learners like to itself.
    if (address.includes("agents/profile")) throw new TypeError("Failed to fetch");
    if (method === "POST" && address.includes("statements")) sent.push(...JSON.parse(body));
    return { ok: true, json: async () => (address.endsWith("/f") ? { "auth-token": "t" } : {}) };
  };
  try {
    const platform = await cmi5({ iri: "http://a/c" }, () => {});
    away = true;
    for (let i = 0; i < 200; i++) platform.answered({ drill: "a/b", question: "q", answer: "yes", right: "yes", seconds: 1, name: "Question", language: "en" });
    platform.save();
    await new Promise((done) => setTimeout(done));
    away = false;
    platform.save();
    await platform.leave();
    assert.equal(sent.length, 202);
  } finally {
    globalThis.fetch = fetch;
  }
});

test("a session ends when what was said before has arrived", async () => {
  const { cmi5 } = await load("cmi5");
  const arrived = [];
  globalThis.location = { search: `?${new URLSearchParams({ endpoint: "http://a/", fetch: "http://a/f", actor: "{}", registration: "r", activityId: "i" })}` };
  const { fetch } = globalThis;
  globalThis.fetch = async (address, { method, body = "" }) => {
    // What says much is long on its way.
    if (body.includes("/passed")) await new Promise((done) => setTimeout(done, 50));
    if (method === "POST" && address.includes("statements")) arrived.push(...JSON.parse(body).map(({ verb }) => verb.id.split("/").pop()));
    return { ok: true, json: async () => (address.endsWith("/f") ? { "auth-token": "t" } : {}) };
  };
  try {
    const platform = await cmi5({ iri: "http://a/c" }, () => {});
    platform.graded({ points: 100, passed: true });
    platform.save();
    await platform.settled();
    await platform.leave();
    assert.deepEqual(arrived, ["initialized", "completed", "passed", "terminated"]);
  } finally {
    globalThis.fetch = fetch;
  }
});

function session() {
  return learn(async (page) => {
    store.prefer("de,nl-BE,en");
    const registration = store.register("CompletedAndPassed", 0.8);
    let at = await open(page, registration);
    await speaks(at.frame, "nl");
    assert.deepEqual(at.session.asked.sort(), ["launch", "profile"]);
    await drill(at.pages, left, "test", ["yes", "no"]);
    await at.close(2, ({ state = "" }) => state.endsWith("production=no"));
    assert.deepEqual(store.refused, []);
    assert.deepEqual(at.verbs(), ["initialized", "terminated"]);
    const said = personal(at.session);
    assert.deepEqual(
      said.map(({ verb, object, result }) => [verb.id, object.id, object.definition.correctResponsesPattern, result.response, result.success]),
      [
        ["http://adlnet.gov/expapi/verbs/answered", `${about.iri}/${left}/break-fix`, ["yes"], "yes", true],
        ["http://adlnet.gov/expapi/verbs/answered", `${about.iri}/${left}/production`, ["no"], "no", true],
      ],
    );
    assert.deepEqual(Object.keys(said[0].object.definition.name), ["nl"]);
    assert.match(registration.document().state, /^1;;\w{7},test,break-fix=yes:production=no$/);
    // Later, in another session: on with the same question.
    at = await open(page, registration);
    await at.pages.locator('html[lang=nl] .flow[data-script] .state:not([hidden])[data-node="language"]').waitFor();
    await go(at.pages, ["local"]);
    await at.pages.locator("[data-drill-result] [data-verdict]").waitFor();
    await at.close(2, ({ state = "" }) => state.endsWith(";"));
    assert.deepEqual(store.refused, []);
    const [answered, scored] = personal(at.session);
    assert.deepEqual([verbOf(answered), verbOf(scored), scored.result.score], ["answered", "scored", { scaled: 1, raw: 100, min: 0, max: 100 }]);
    assert.equal(registration.satisfied(), false);
  });
}

function passes() {
  return learn(async (page) => {
    const registration = store.register("CompletedAndPassed", 0.8);
    registration.keep(all(100));
    const at = await open(page, registration);
    await drill(at.pages, left, "test", ["yes", "no", "local"]);
    await at.pages.locator("[data-drill-result] [data-verdict]").waitFor();
    // Again: nothing is said a second time.
    await at.pages.locator("[data-again]").click();
    await at.pages.locator("[data-drill-result]").waitFor({ state: "hidden" }); // the page that was left has answers, too
    await go(at.pages, ["yes", "no", "local"]);
    await at.pages.locator("[data-drill-result] [data-verdict]").waitFor();
    await at.close(8, ({ passed }) => passed);
    assert.deepEqual(store.refused, []);
    assert.deepEqual(at.verbs(), ["initialized", "completed", "passed", "terminated"]);
    const { score } = at.session.statements.find((one) => isDefined(one) && verbOf(one) === "passed").result;
    assert.deepEqual(score, { scaled: 1, raw: 100, min: 0, max: 100 });
    assert.equal(registration.satisfied(), true);
  });
}

function fails() {
  return learn(async (page) => {
    const registration = store.register("Passed", 0.73);
    registration.keep(all(70));
    let at = await open(page, registration);
    await drill(at.pages, left, "test", ["yes", "yes", "down", "yes", "local"]);
    await at.pages.locator("[data-drill-result] [data-verdict]").waitFor();
    await at.close(6, ({ completed }) => completed);
    assert.deepEqual(at.verbs(), ["initialized", "completed", "failed", "terminated"]);
    assert.equal(registration.satisfied(), false);
    registration.keep({ ...registration.document(), state: all(71).state });
    at = await open(page, registration);
    await drill(at.pages, left, "test", ["yes", "no", "local"]);
    await at.pages.locator("[data-drill-result] [data-verdict]").waitFor();
    await at.close(4, ({ passed }) => passed);
    assert.deepEqual(store.refused, []);
    assert.deepEqual(at.verbs(), ["initialized", "passed", "terminated"]);
    assert.equal(registration.satisfied(), true);
  });
}

function review() {
  return learn(async (page) => {
    const registration = store.register("CompletedAndPassed", 0.8);
    registration.keep(all(100));
    const at = await open(page, registration, { launchMode: "Review", returnURL: `${on.origin}/?back` });
    await drill(at.pages, left, "test", ["yes", "no", "local"]);
    await at.pages.locator("[data-drill-result] [data-verdict]").waitFor();
    await at.frame.locator("[data-exit] button").click();
    await page.waitForFunction(() => document.getElementById("course").contentWindow.location.search === "?back");
    assert.deepEqual(store.refused, []);
    assert.deepEqual(at.session.statements.map(verbOf), ["initialized", "terminated"]);
    assert.deepEqual(registration.document(), all(100));
  });
}

function used() {
  return learn(
    async (page) => {
      const registration = store.register("Passed", 0.8);
      const { url, session } = registration.launch(`${on.origin}/course/index.html`);
      session.fetched = true;
      await page.goto(url);
      await page.locator("[data-notice]").waitFor();
      await pagesIn(page).locator("h1").waitFor();
      assert.deepEqual(session.statements, []);
      store.refused.length = 0;
    },
    [/^console error: Error: cmi5: used/],
  );
}
