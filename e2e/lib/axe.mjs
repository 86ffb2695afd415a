/**
 * axe-core in a page, rules of WCAG 2.0 to 2.2, levels A and AA.
 * In: a page. Out: one line per finding. Never: a script element: the source is evaluated, so the page's policy stays in force.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** The schemes to look in, each with the rules that it wants: what is not colour does not change with the scheme. */
export const schemes = (dark = true) => [["light", undefined], ...(dark ? [["dark", ["color-contrast", "link-in-text-block"]]] : [])];

async function load(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
}

/**
 * Looks at the states of a flow named, all shown at once in its article: each has the ids, names and colours that it has alone. Afterwards the page is no page
 * that a reader sees.
 */
export async function axeTogether(page, states) {
  await load(page);
  return page.evaluate(
    async ({ states, only }) => {
      const wanted = new Set(states);
      const sections = Array.from(document.querySelectorAll("[data-state]"));
      for (const section of sections) {
        if (wanted.has(section.dataset.state)) section.hidden = false;
        else section.remove();
      }
      const article = document.querySelector("article");
      const shown = Array.from(article.querySelectorAll("[data-state]")).filter((section) => section.checkVisibility()).length;
      const { violations } = await window.axe.run(article, { runOnly: only, resultTypes: ["violations"], preload: false });
      const found = violations.flatMap(({ id, help, nodes }) => nodes.slice(0, 3).map((node) => `${id} (${help}): ${node.target} ${node.html.slice(0, 160)} ${node.failureSummary}`));
      return shown === wanted.size ? found : [...found, `${shown} states of ${wanted.size} could be shown`];
    },
    { states, only: { type: "tag", values: tags } },
  );
}

/**
 * Looks at the page as it is; at each of `hashes` in turn, if given: at the first the whole page, then at the article, which alone
 * changes. `rules`: names, to run these only.
 */
export async function axe(page, { hashes, rules } = {}) {
  await load(page);
  return page.evaluate(
    async ({ hashes, only }) => {
      const found = [];
      const look = async (where, within) => {
        // What is hidden is not judged, but costs as much to read: the states not shown leave the page meanwhile.
        const away = Array.from(document.querySelectorAll("[data-state][hidden]"), (state) => [state, document.createComment("")]);
        for (const [state, mark] of away) state.replaceWith(mark);
        const { violations } = await window.axe.run(within, { runOnly: only, resultTypes: ["violations"], preload: false });
        for (const [state, mark] of away) mark.replaceWith(state);
        for (const { id, help, nodes } of violations) {
          for (const node of nodes.slice(0, 3)) found.push(`${where} ${id} (${help}): ${node.target} ${node.html.slice(0, 160)} ${node.failureSummary}`);
        }
      };
      if (!hashes) await look(location.pathname, document);
      for (const [i, hash] of (hashes ?? []).entries()) {
        if (location.hash !== hash) {
          const moved = new Promise((done) => window.addEventListener("hashchange", done, { once: true }));
          location.hash = hash;
          await moved;
        }
        await look(location.pathname + hash, i === 0 ? document : document.querySelector("article"));
      }
      return found;
    },
    { hashes, only: rules ? { type: "rule", values: rules } : { type: "tag", values: tags } },
  );
}
