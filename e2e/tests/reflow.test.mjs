/** At 320 px nothing scrolls sideways and nothing is cut off, also with the text spacing of WCAG 1.4.12. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { stage, visit } from "../lib/browser.mjs";
import { nodeAddresses } from "../lib/reader.mjs";
import { flows, languages, pages } from "../lib/site.mjs";

const on = stage();
const viewport = { width: 320, height: 640 };
const spacing =
  "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }";

/** What is wider than the window, or hidden by its own box, at each fragment. */
function measure({ hashes, spacing }) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(spacing);
  const width = () => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth);
  const found = [];
  const look = (where) => {
    if (width() > window.innerWidth) {
      const wide = Array.from(document.querySelectorAll("body *")).filter((e) => e.getBoundingClientRect().right > window.innerWidth + 0.5);
      found.push(`${where}: ${width()} px wide, such as ${wide[0]?.outerHTML.slice(0, 120)}`);
    }
    for (const element of document.querySelectorAll("body *")) {
      const { overflowX, clipPath } = getComputedStyle(element);
      const cuts = overflowX === "hidden" || overflowX === "clip";
      if (cuts && clipPath === "none" && element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1) {
        found.push(`${where}: cut off in ${element.outerHTML.slice(0, 120)}`);
      }
    }
  };
  return (async () => {
    for (const hash of hashes) {
      if (location.hash !== hash) {
        const moved = new Promise((done) => window.addEventListener("hashchange", done, { once: true }));
        location.hash = hash;
        await moved;
      }
      const where = `${location.pathname}${hash}`;
      look(where);
      document.adoptedStyleSheets = [sheet];
      look(`${where} (text spacing)`);
      document.adoptedStyleSheets = [];
    }
    return found;
  })();
}

describe("320 px", { concurrency: 2 }, () => {
  for (const lang of ["", ...languages]) {
    const mine = pages.filter((path) => (lang ? path.startsWith(`${lang}/`) : !languages.some((l) => path.startsWith(`${l}/`))));
    test(`${lang || "chooser, 404"}: every page and every node`, () =>
      visit(on, { viewport }, async (page) => {
        const found = [];
        for (const path of mine) {
          const flow = Array.from(flows.keys()).find((name) => path === `${lang}/${name}/`);
          await page.goto(`${on.origin}/${path}`);
          found.push(...(await page.evaluate(measure, { hashes: flow ? [...nodeAddresses(lang, flow).values()] : [""], spacing })));
        }
        assert.deepEqual(found, []);
      }));
  }
});
