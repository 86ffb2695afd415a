/**
 * At 320 px, which is 1280 px at 400 %, nothing scrolls sideways and nothing is cut off, also with the text spacing of WCAG 1.4.12; nor
 * at any width up to a wide desk, in forced colours, and with motion reduced nothing moves.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { stage, visit } from "../lib/browser.mjs";
import { kindsOf, largest, plain } from "../lib/kinds.mjs";
import { misfits, overlaps } from "../lib/measure.mjs";
import { fragment, longest, route } from "../lib/model.mjs";
import { nodeAddresses } from "../lib/reader.mjs";
import { flows, languages, pages } from "../lib/site.mjs";

const on = stage();
const viewport = { width: 320, height: 640 };
const spacing =
  "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }";

describe("320 px", { concurrency: 2 }, () => {
  for (const lang of ["", ...languages]) {
    const mine = pages.filter((path) => (lang ? path.startsWith(`${lang}/`) : !languages.some((l) => path.startsWith(`${l}/`))));
    test(`${lang || "chooser, 404"}: every page and every node`, () =>
      visit(on, { viewport }, async (page) => {
        const found = [];
        for (const path of mine) {
          const flow = Array.from(flows.keys()).find((name) => path === `${lang}/${name}/`);
          await page.goto(`${on.origin}/${path}`);
          found.push(...(await page.evaluate(misfits, { hashes: flow ? [...nodeAddresses(lang, flow).values()] : [""], spacing })));
        }
        assert.deepEqual(found, []);
      }));
  }
});

describe("any window", { concurrency: 2 }, () => {
  const [name, flow] = largest();
  const { passed } = route(flow, flow.examples[longest(flow)].given);
  for (const lang of languages) {
    test(`${lang}: every kind of page from 256 px high to 1920 px wide`, () =>
      visit(on, { allow: (fault) => /\b404\b/.test(fault) }, async (page) => {
        const found = [];
        for (const [kind, path] of [...kindsOf(lang), ...(lang === languages[0] ? plain : [])]) {
          await page.goto(`${on.origin}/${path}`);
          // 1280 by 1024 at 400 %, a phone turned, tablets, desks; each side of where layouts change.
          for (const [width, height] of [[320, 256], [568, 320], [768, 1024], [1024, 768], [1440, 900], [1920, 1080]]) {
            await page.setViewportSize({ width, height });
            const hashes = kind === "flow" ? ["", fragment(passed.slice(0, 2)), fragment(passed)] : [""];
            found.push(...(await page.evaluate(misfits, { hashes })).map((line) => `${width}: ${line}`));
            found.push(...(await page.evaluate(overlaps)).map((line) => `${width}: on one another: ${line}`));
          }
          // A4 upright less the margins.
          await page.setViewportSize({ width: 673, height: 987 });
          for (const hash of kind === "flow" ? ["", fragment(passed)] : [""]) {
            // A flow prints what its reader has come to.
            if (kind === "flow") {
              await page.goto("about:blank");
              await page.goto(`${on.origin}/${path}${hash}`);
            }
            await page.emulateMedia({ media: "print" });
            found.push(...(await page.evaluate(overlaps)).map((line) => `paper: on one another: ${line}`));
            await page.emulateMedia({ media: "screen" });
          }
        }
        assert.deepEqual(found, []);
      }));
  }

  test("forced colours: nothing that a reader must tell apart is lost", () =>
    visit(on, { forcedColors: "active", reducedMotion: "reduce", allow: (fault) => /\b404\b/.test(fault) }, async (page) => {
      for (const [kind, path] of [...kindsOf(languages[0]), ...plain]) {
        await page.goto(`${on.origin}/${path}`);
        const lost = await page.evaluate(() => {
          const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
          const faults = [];
          // A link in a sentence is told by more than its colour; a button and a field by an edge.
          for (const a of document.querySelectorAll("p a[href], dd a[href], td a[href]")) {
            const alone = a.closest("p, dd, td").innerText.trim() === a.innerText.trim();
            if (shown(a) && !alone && getComputedStyle(a).display === "inline" && !getComputedStyle(a).textDecorationLine.includes("underline")) faults.push(`no line under ${a.outerHTML.slice(0, 100)}`);
          }
          for (const e of document.querySelectorAll("button, .button, input:not([type=checkbox], [type=radio]), select, textarea")) {
            const { borderStyle, borderWidth, outlineStyle } = getComputedStyle(e);
            if (shown(e) && (borderStyle === "none" || parseFloat(borderWidth) === 0) && outlineStyle === "none") faults.push(`no edge: ${e.outerHTML.slice(0, 100)}`);
          }
          for (const e of document.querySelectorAll("[aria-current]")) {
            if (!shown(e)) continue;
            const peer = Array.from(e.closest("ul, ol, nav")?.querySelectorAll("a:not([aria-current])") ?? []).find(shown);
            const looks = (one) => ["fontWeight", "textDecorationLine", "borderBlockEndWidth", "borderBlockStartWidth", "borderInlineStartWidth", "borderInlineEndWidth", "outlineStyle", "backgroundColor"].map((key) => getComputedStyle(one)[key]).join();
            const borders = (one) => ["borderBlockEndColor", "borderInlineStartColor", "backgroundColor", "color"].map((key) => getComputedStyle(one)[key]).join();
            if (peer && looks(e) === looks(peer) && borders(e) === borders(peer)) faults.push(`what is current looks like the rest: ${e.outerHTML.slice(0, 100)}`);
          }
          const dead = Array.from(document.querySelectorAll("svg [fill], svg [stroke]")).filter((e) => shown(e) && getComputedStyle(e).color === getComputedStyle(document.body).backgroundColor);
          if (dead.length > 0) faults.push(`${dead.length} shapes have the colour of the ground`);
          return faults;
        });
        assert.deepEqual(lost, [], `${kind} ${path}`);
      }
    }));

  test("motion reduced: nothing moves by itself, or for long", () =>
    visit(on, { reducedMotion: "reduce", allow: (fault) => /\b404\b/.test(fault) }, async (page) => {
      for (const [kind, path] of [...kindsOf(languages[0]), ...plain]) {
        await page.goto(`${on.origin}/${path}`);
        const moving = await page.evaluate(() => {
          const longer = (list) => list.split(",").some((time) => parseFloat(time) * (time.includes("ms") ? 1 : 1000) > 10);
          const of = (e) => [null, "::before", "::after"].map((part) => getComputedStyle(e, part));
          return Array.from(document.querySelectorAll("*"))
            .filter((e) => of(e).some((s) => (s.transitionProperty !== "none" && longer(s.transitionDuration)) || (s.animationName !== "none" && longer(s.animationDuration)) || s.scrollBehavior === "smooth"))
            .map((e) => e.outerHTML.slice(0, 100));
        });
        assert.deepEqual(moving, [], `${kind} ${path}`);
      }
    }));
});
