/**
 * What a reader of a flow page sees and does.
 * In: a page of Playwright. Out: plain values. Never: knowledge of the theme beyond its data attributes.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { site } from "./site.mjs";

/** What can be seen now: the address, the title, the states shown, where the focus is, the summary, the notice. */
export function look(page) {
  return page.evaluate(() => {
    const text = (element) => element?.textContent.trim() ?? "";
    const shown = Array.from(document.querySelectorAll("[data-state]")).filter((section) => section.checkVisibility());
    const [state] = shown;
    const list = document.querySelector("[data-summary-list]");
    const rows = list?.checkVisibility() ? Array.from(list.querySelectorAll("dt")) : [];
    const label = (link) => text(link.querySelector(".answer-label") ?? link);
    const links = Array.from(state?.querySelectorAll("a[data-answer]") ?? []);
    return {
      path: location.pathname,
      hash: location.hash,
      lang: document.documentElement.lang,
      title: document.title,
      states: shown.map((section) => section.dataset.state),
      state: state?.dataset.state,
      node: state?.dataset.node,
      kind: state?.dataset.kind,
      heading: text(state?.querySelector("h2")),
      focused: document.activeElement?.matches("h2") ? document.activeElement.closest("[data-state]")?.dataset.state : null,
      focusTag: document.activeElement?.tagName,
      answers: Object.fromEntries(links.map((link) => [link.dataset.answer, label(link)])),
      earlier: links.filter((link) => link.hasAttribute("aria-current")).map((link) => link.dataset.answer),
      summary: rows.map((row) => [text(row), text(row.parentElement.querySelector("[data-given]"))]),
      notice: text(document.querySelector("[data-notice]")),
      words: Object.fromEntries(
        ["done", "unknown", "dropped"].map((name) => [name, text(document.querySelector(`template[data-${name}]`)?.content)]),
      ),
    };
  });
}

/** Looks until `good` holds, for at most three seconds; gives the last look, good or not, for the caller to judge. */
export async function until(page, good) {
  const end = Date.now() + 3000;
  for (;;) {
    const seen = await look(page);
    if (good(seen) || Date.now() > end) return seen;
    await sleep(15);
  }
}

/** The link that gives this answer ("done": passes the step) in the state shown. */
export const link = (page, state, answer) =>
  page.locator(`[data-state="${state}"] ${answer === "done" ? "a[data-next]" : `a[data-answer="${answer}"]`}`);

/** Opens the page of a flow, at a fragment if one is given. */
export const open = (page, origin, lang, flow, hash = "") => page.goto(`${origin}/${lang}/${flow}/${hash}`);

/** The shortest fragment of answers that leads to each state, by state id, the start first; from the page as built. */
export function addresses(lang, flow) {
  const html = readFileSync(join(site, lang, flow, "index.html"), "utf8");
  const sections = new Map();
  for (const part of html.split('<section class="state').slice(1)) {
    const [, id, node] = /data-state="([^"]+)" data-node="([^"]+)"/.exec(part);
    const links = Array.from(part.matchAll(/<a [^>]*data-(?:answer="([^"]+)"|next) href="#([^"]+)"/g));
    sections.set(id, links.map(([, answer = "done", to]) => [`${node}=${answer}`, to]));
  }
  const [start] = sections.keys();
  const found = new Map([[start, ""]]);
  const todo = [start];
  for (let id = todo.shift(); id !== undefined; id = todo.shift()) {
    for (const [pair, to] of sections.get(id)) {
      if (found.has(to)) continue;
      found.set(to, `${found.get(id) ? `${found.get(id)}&` : "#"}${pair}`);
      todo.push(to);
    }
  }
  return found;
}
