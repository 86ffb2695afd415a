/**
 * Walks an example of a flow from its first question to its end and holds every step against flow.yaml.
 * In: a page that stands at the start of the flow. Out: what was seen at each step. Never: a shortcut through the address, but over
 * steps that were walked before (`known`).
 */
import assert from "node:assert/strict";
import { interval, label, look, link, until } from "./reader.mjs";
import { fragment, questionOf, route, startOf } from "./model.mjs";

/** The ordinary way to take a link: scrolled to, not covered by anything, pressed with the mouse. */
export async function click(page, locator) {
  const at = await locator.evaluate((element) => {
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    return { x, y, hit: element.contains(document.elementFromPoint(x, y)) };
  });
  assert.ok(at.hit, "nothing covers the link");
  await page.mouse.click(at.x, at.y);
}

/** A hand: how a reader follows a link or button, ticks an option, types a number and sends it. */
export const mouse = {
  follow: click,
  async tick(page, box) {
    await click(page, page.locator(`label[for="${await box.getAttribute("id")}"]`));
  },
  async type(page, field, text) {
    await click(page, field);
    await page.keyboard.press("Control+A");
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
  },
};

/**
 * The same without a pointer, in one call: the link is in sight and nothing covers it, and it is clicked from within the page. What a pointer adds is
 * the same at each link; a walk takes a third of the time.
 */
export const touch = {
  ...mouse,
  async follow(page, locator) {
    const hit = await locator.evaluate((element) => {
      element.scrollIntoView({ block: "center", behavior: "instant" });
      const { left, top, width, height } = element.getBoundingClientRect();
      const hit = element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
      if (hit) element.click();
      return hit;
    });
    assert.ok(hit, "nothing covers the link");
  },
};

/** Tab until the element has the focus, and one can see it. Gives up after as many stops as the page has. */
async function reach(page, locator) {
  for (let stop = 0; stop < 80; stop++) {
    await page.keyboard.press("Tab");
    const { here, ring } = await locator.evaluate((element) => ({
      here: document.activeElement === element,
      ring: [null, "::after"].some((part) => getComputedStyle(element, part).outlineStyle !== "none"),
    }));
    if (!here) continue;
    assert.ok(ring, "the focus can be seen");
    return;
  }
  assert.fail("Tab does not reach it");
}

/** The same with Tab, Enter, Space and digits alone. */
export const keys = {
  async follow(page, locator) {
    await reach(page, locator);
    await page.keyboard.press("Enter");
  },
  async tick(page, box) {
    await reach(page, box);
    await page.keyboard.press("Space");
  },
  async type(page, field, text) {
    await reach(page, field);
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
  },
};

/** A hand that needs no mouse of the page, which frames do not have. */
export const framed = {
  follow: (_, locator) => locator.click(),
  tick: (frame, box) => box.getAttribute("id").then((id) => frame.locator(`label[for="${id}"]`).click()),
  async type(_, field, text) {
    await field.fill(text);
    await field.press("Enter");
  },
};

/** Gives an answer to the state seen, whichever way it is asked. */
export async function answer(page, seen, value, hand = mouse) {
  const form = page.locator(`[data-state="${seen.state}"] form`);
  if (seen.by === "number") return hand.type(page, form.locator("input[type=text]"), value);
  if (seen.by !== "many") return hand.follow(page, link(page, seen.state, value));
  const wanted = value.split(",");
  for (const id of Object.keys(seen.answers)) {
    const box = form.locator(`input[value="${id}"]`);
    if ((await box.isChecked()) !== wanted.includes(id)) await hand.tick(page, box);
  }
  await hand.follow(page, form.locator("button[type=submit]"));
}

/**
 * Of several examples of a flow: what each step taken so far came to, by the answers up to it. A walk that is given it begins where its
 * answers part from those of the walks before, at the address found there: each step is taken once.
 */
export const steps = () => new Map();

/** How many steps of a way are known, the last excepted. */
function begin(passed, known) {
  const fresh = passed.findIndex((_, i) => !known.has(fragment(passed.slice(0, i + 1))));
  return fresh < 0 ? passed.length - 1 : fresh;
}

/** Goes to where the way leaves the known ones, and looks. */
async function startAt(page, flow, passed, from, known) {
  if (from === 0) {
    const url = new URL(await page.evaluate(() => location.href));
    if (url.hash !== "") await page.goto(url.href.slice(0, -url.hash.length));
    return look(page);
  }
  const { hash } = known.get(fragment(passed.slice(0, from)));
  await page.evaluate((to) => void (location.hash = to), hash);
  return until(page, (s) => s.hash === hash && s.node === passed[from][0]);
}

/**
 * With script: the address says all answers, the title and the summary follow. `stop`: steps to take at most; `known`: from `steps`, for
 * the page that was opened for the example.
 */
export async function walkWithScript(page, flow, example, { hand = mouse, stop = Infinity, known = steps() } = {}) {
  const { passed, end } = route(flow, example.given);
  const from = begin(passed, known);
  const seen = [await startAt(page, flow, passed, from, known)];
  const summary = passed.slice(0, from).map((_, i) => known.get(fragment(passed.slice(0, i + 1))).row);
  assert.deepEqual([seen[0].node, seen[0].states.length], [from === 0 ? startOf(flow) : passed[from][0], 1]);
  for (const [i, [node, value]] of passed.slice(0, stop).entries()) {
    if (i < from) continue;
    const before = seen.at(-1);
    assert.equal(before.node, node, `question ${i + 1}`);
    await answer(page, before, value, hand);
    if (i === passed.length - 1 && end.startsWith("flow:")) {
      await leaves(page, end);
      return seen;
    }
    summary.push([before.heading, label(before, value)]);
    const hash = fragment(passed.slice(0, i + 1));
    const now = await until(page, (s) => s.hash === hash && s.focused === s.state);
    assert.equal(now.hash, hash, "the address carries the answers, in the order asked");
    arrived(before, now, passed[i + 1]?.[0] ?? end);
    assert.notEqual(now.title, before.title, "the title changes");
    assert.ok(now.title.includes(now.heading), `the title "${now.title}" has the heading "${now.heading}"`);
    assert.deepEqual(now.summary, summary, "the summary lists the answers in order");
    assert.equal(now.notice, "", "no notice");
    known.set(hash, { hash, row: summary.at(-1) });
    seen.push(now);
  }
  return seen;
}

/** Without script: the address names the state; options are asked about one by one, a number by its intervals. `stop`, `known`: as above. */
export async function walkWithoutScript(page, flow, example, { hand = mouse, stop = Infinity, known = steps() } = {}) {
  const { passed, end } = route(flow, example.given);
  const from = begin(passed, known);
  const seen = [await startAt(page, flow, passed, from, known)];
  assert.deepEqual([seen[0].node, seen[0].states.length], [from === 0 ? startOf(flow) : passed[from][0], 1]);
  for (const [i, [node, value]] of passed.slice(0, stop).entries()) {
    if (i < from) continue;
    assert.equal(seen.at(-1).node, node, `question ${i + 1}`);
    const links = await plain(flow, node, value);
    for (const [j, choose] of links.entries()) {
      const before = seen.at(-1);
      const last = j === links.length - 1;
      const place = await choose(page, before.state);
      const href = await place.getAttribute("href");
      await hand.follow(page, place);
      if (last && i === passed.length - 1 && end.startsWith("flow:")) {
        await leaves(page, end);
        return seen;
      }
      const now = await until(page, (s) => s.hash === href && s.focused === s.state);
      assert.equal(now.hash, href, "the address names the state");
      arrived(before, now, last ? (passed[i + 1]?.[0] ?? end) : node);
      seen.push(now);
    }
    known.set(fragment(passed.slice(0, i + 1)), { hash: seen.at(-1).hash });
  }
  return seen;
}

/** The links that give an answer without script, each to be found once its state is shown. */
function plain(flow, node, value) {
  const question = value === "done" ? undefined : questionOf(flow, node);
  if (question?.type === "number") return [(page, state) => interval(page, state, value)];
  if (question?.type !== "many") return [(page, state) => link(page, state, value)];
  if (value === "none") return [(page, state) => page.locator(`[data-state="${state}"] a[data-none]`)];
  return question.answers.map((id) => (page, state) => link(page, state, value.split(",").includes(id) ? "yes" : "no"));
}

function arrived(before, now, node) {
  assert.notEqual(now.state, before.state, "the state changes");
  assert.deepEqual(now.states, [now.state], "exactly one state is shown");
  assert.equal(now.node, node, "the state is the one flow.yaml leads to");
  assert.equal(now.focused, now.state, `the focus is on the new heading, not on ${now.focusTag}`);
}

async function leaves(page, end) {
  const path = (url) => url.pathname.replace(/index\.html$/, "");
  const name = end.replace("flow:", "");
  await page.waitForURL((url) => path(url).endsWith(`/${name}/`));
  assert.equal((await look(page)).states.length, 1, "the other flow shows its first question");
}
