/**
 * What a reader of a flow page sees and does.
 * In: a page of Playwright. Out: plain values. Never: knowledge of the theme beyond its data attributes.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { site } from "./site.mjs";

/** What can be seen now: the address, the title, the states shown, where the focus is, the summary, the notice. */
export const look = (page) => page.evaluate(glance);

/**
 * What can be seen at each of `hashes`, one after the other, in one call: the page's script has done its part when the browser has told
 * of the change. As of a link that was followed, but without the way back and forth for each. With script only: without, a page is told nothing.
 */
export function lookAll(page, hashes) {
  const late = sleep(60_000, undefined, { ref: false }).then(() => Promise.reject(new Error("the page did not say that its address changed")));
  const all = page.evaluate(`(async (hashes) => {
    const all = [];
    for (const hash of hashes) {
      if (location.hash !== hash) {
        const moved = new Promise((done) => window.addEventListener("hashchange", done, { once: true }));
        location.hash = hash;
        await moved;
      }
      all.push((${glance})());
    }
    return all;
  })(${JSON.stringify(hashes)})`);
  return Promise.race([all, late]);
}

/** Runs in the page. */
function glance() {
  const text = (element) => element?.textContent.trim() ?? "";
  const shown = Array.from(document.querySelectorAll("[data-state]")).filter((section) => section.checkVisibility());
  const [state] = shown;
  const list = document.querySelector("[data-summary-list]");
  const rows = list?.checkVisibility() ? Array.from(list.querySelectorAll("dt")) : [];
  const given = (cell) => Array.from(cell.querySelectorAll("li"), text).join("; ") || text(cell);
  const label = (link) => text(link.querySelector(".answer-label") ?? link);
  const links = Array.from(state?.querySelectorAll("a[data-answer]") ?? []);
  const form = Array.from(state?.querySelectorAll("form") ?? []).find((one) => one.checkVisibility());
  const boxes = Array.from(form?.querySelectorAll("input[type=checkbox]") ?? []);
  const field = form?.querySelector("input[type=text]");
  const answers = boxes.length > 0 ? boxes.map((box) => [box.value, text(box.labels[0])]) : links.map((link) => [link.dataset.answer, label(link)]);
  const ticked = boxes.filter((box) => box.checked).map((box) => box.value).join(",");
  const typed = (field?.value ?? "").replace("\u2212", "-").replace(/[^-\d]/g, "");
  const marked = links.filter((link) => link.hasAttribute("aria-current")).map((link) => link.dataset.answer);
  return {
    path: location.pathname,
    hash: location.hash,
    lang: document.documentElement.lang,
    title: document.title,
    states: shown.map((section) => section.dataset.state),
    state: state?.dataset.state,
    node: state?.dataset.node,
    kind: state?.dataset.kind,
    // How it is answered now: by a link ("one"), by ticking ("many") or by typing ("number").
    by: boxes.length > 0 ? "many" : field ? "number" : "one",
    heading: text(state?.querySelector("h2")),
    focused: document.activeElement?.matches("h2") ? document.activeElement.closest("[data-state]")?.dataset.state : null,
    focusTag: document.activeElement?.tagName,
    answers: Object.fromEntries(answers),
    earlier: form ? [ticked || typed].filter((answer) => answer !== "") : marked,
    error: Array.from(form?.querySelectorAll("[data-error]") ?? []).filter((one) => one.checkVisibility()).map(text).join(),
    summary: rows.map((row) => [text(row.querySelector("[data-question]")), given(row.parentElement.querySelector("[data-given]"))]),
    notice: text(document.querySelector("[data-notice]")),
    words: Object.fromEntries(
      ["done", "noted", "none", "unknown", "dropped"].map((name) => [name, text(document.querySelector(`template[data-${name}]`)?.content)]),
    ),
  };
}

/** Looks until `good` holds, for at most twenty seconds; gives the last look, good or not, for the caller to judge. */
export async function until(page, good) {
  const end = Date.now() + 20_000;
  for (;;) {
    const seen = await look(page);
    if (good(seen) || Date.now() > end) return seen;
    await sleep(15);
  }
}

/** The link that gives this answer ("done": passes the step) in the state shown; of a number the one for its interval. */
export const link = (page, state, answer) =>
  page.locator(`[data-state="${state}"] ${answer === "done" ? "a[data-next]" : `a[data-answer="${answer}"]`}`);

/** The link for the interval that a number is in. */
export async function interval(page, state, number) {
  const all = await page.locator(`[data-state="${state}"] a[data-answer]`).evaluateAll((links) => links.map((link) => link.dataset.answer));
  const within = (name) => {
    const [min, max = min] = name.split("..").map(Number);
    return min <= Number(number) && Number(number) <= max;
  };
  return link(page, state, all.find(within));
}

/** The words for an answer to the state seen. */
export function label({ kind, by, lang, answers, words }, answer) {
  if (answer === "done") return kind === "step" ? words.done : words.noted;
  if (by === "number") return new Intl.NumberFormat(lang).format(Number(answer)).replace("-", "\u2212");
  return answer.split(",").map((id) => answers[id]).join("; ");
}

/** Opens the page of a flow, at a fragment if one is given. */
export const open = (page, origin, lang, flow, hash = "") => page.goto(`${origin}/${lang}/${flow}/${hash}`);

/**
 * A short fragment that shows each state, by state id, the start first; from the page as built. It has answers, but for
 * the options of one question, which have names alone.
 */
export function addresses(lang, flow, folder = site) {
  const html = readFileSync(join(folder, lang, flow, "index.html"), "utf8");
  const sections = new Map();
  for (const part of html.split('<section class="state').slice(1)) {
    const [, id, node] = /data-state="([^"]+)" data-node="([^"]+)"/.exec(part);
    const [, option] = /^[^>]* data-option="([^"]+)"/.exec(part) ?? [];
    const links = Array.from(part.matchAll(/<a [^>]*data-(?:answer="([^"]+)"|next) href="#([^"]+)"/g));
    sections.set(id, { node, option, links: links.map(([, answer = "done", to]) => [answer.split("..")[0], to]) });
  }
  const [start] = sections.keys();
  const found = new Map([[start, ""]]);
  const todo = [{ id: start, pairs: [], chosen: [] }];
  for (let at = todo.shift(); at !== undefined; at = todo.shift()) {
    const { node, option, links } = sections.get(at.id);
    for (const [answer, to] of links) {
      if (found.has(to)) continue;
      const chosen = answer === "yes" && option ? [...at.chosen, option] : at.chosen;
      const on = option !== undefined && sections.get(to).node === node;
      const pairs = on ? at.pairs : [...at.pairs, `${node}=${option ? chosen.join() || "none" : answer}`];
      found.set(to, on ? `#${to}` : `#${pairs.join("&")}`);
      todo.push({ id: to, pairs, chosen: on ? chosen : [] });
    }
  }
  return found;
}

/** The addresses of one state of each node and option: the states of a node differ in where their links lead alone. */
export function nodeAddresses(lang, flow) {
  const met = new Map();
  for (const [id, hash] of addresses(lang, flow)) {
    const [node] = id.split("~");
    if (!met.has(node)) met.set(node, hash);
  }
  return met;
}
