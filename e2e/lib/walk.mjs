/**
 * Walks an example of a flow from its first question to its end and holds every step against flow.yaml.
 * In: a page that stands at the start of the flow. Out: what was seen at each step. Never: a shortcut through the address.
 */
import assert from "node:assert/strict";
import { look, link, until } from "./reader.mjs";
import { fragment, route } from "./model.mjs";

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

/** With script: the address says all answers, the title and the summary follow. `stop`: steps to take at most. */
export async function walkWithScript(page, flow, example, { act = click, stop = Infinity } = {}) {
  const { passed, end } = route(flow, example.given);
  const seen = [await look(page)];
  const summary = [];
  assert.deepEqual([seen[0].node, seen[0].states.length], [flow.start, 1]);
  for (const [i, [node, answer]] of passed.slice(0, stop).entries()) {
    const before = seen.at(-1);
    assert.equal(before.node, node, `question ${i + 1}`);
    await act(page, link(page, before.state, answer));
    if (i === passed.length - 1 && end.startsWith("flow:")) {
      await leaves(page, end);
      return seen;
    }
    summary.push([before.heading, answer === "done" ? before.words.done : before.answers[answer]]);
    const hash = fragment(passed.slice(0, i + 1));
    const now = await until(page, (s) => s.hash === hash && s.focused === s.state);
    assert.equal(now.hash, hash, "the address carries the answers, in the order asked");
    arrived(before, now, passed[i + 1]?.[0] ?? end);
    assert.notEqual(now.title, before.title, "the title changes");
    assert.ok(now.title.includes(now.heading), `the title "${now.title}" has the heading "${now.heading}"`);
    assert.deepEqual(now.summary, summary, "the summary lists the answers in order");
    assert.equal(now.notice, "", "no notice");
    seen.push(now);
  }
  return seen;
}

/** Without script: the address names the state. */
export async function walkWithoutScript(page, flow, example, { act = click, stop = Infinity } = {}) {
  const { passed, end } = route(flow, example.given);
  const seen = [await look(page)];
  assert.deepEqual([seen[0].node, seen[0].states.length], [flow.start, 1]);
  for (const [i, [node, answer]] of passed.slice(0, stop).entries()) {
    const before = seen.at(-1);
    assert.equal(before.node, node, `question ${i + 1}`);
    const place = link(page, before.state, answer);
    const href = await place.getAttribute("href");
    await act(page, place);
    if (i === passed.length - 1 && end.startsWith("flow:")) {
      await leaves(page, end);
      return seen;
    }
    const now = await until(page, (s) => s.hash === href && s.focused === s.state);
    assert.equal(now.hash, href, "the address names the state");
    arrived(before, now, passed[i + 1]?.[0] ?? end);
    seen.push(now);
  }
  return seen;
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
