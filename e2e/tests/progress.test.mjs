/** How far a reader is: the place, and how much may follow at most, held against the table of states that the page itself has. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { stage, visit } from "../lib/browser.mjs";
import { longest, route } from "../lib/model.mjs";
import { look, open, until } from "../lib/reader.mjs";
import { flows, flowsOf, languages, site, types } from "../lib/site.mjs";
import { answer } from "../lib/walk.mjs";

const on = stage();
const onTypes = stage(types.site);

/** The states of a page as built: what leads where, and what the page says may follow. */
function states(folder, lang, name) {
  const html = readFileSync(join(folder, lang, name, "index.html"), "utf8");
  const all = new Map();
  for (const part of html.split('<section class="state').slice(1)) {
    const [, id, node, kind] = /data-state="([^"]+)" data-node="([^"]+)" data-kind="([^"]+)"/.exec(part);
    const links = Array.from(part.matchAll(/<a [^>]*(?:data-answer="[^"]+"|data-next)([^>]*) href="([^"]+)"/g), ([, more, href]) => (more.includes("data-flow") ? "flow:" : href.slice(1)));
    const [, more, plain] = /data-progress id="[^"]+"(?: data-more="([^"]*)")?>([^<]*)</.exec(part) ?? [];
    all.set(id, { node, kind, links, says: plain === undefined ? undefined : [digits(more ?? plain), digits(plain)] });
  }
  return all;
}

/** The number in a sentence; 0 where it says "the last one". */
const digits = (text) => Number(/\d+/.exec(text)?.[0] ?? 0);

/** The longest way on from each state, way by way: screens (a question of several options is one), and states. */
function ahead(all) {
  const found = new Map();
  const far = (id) => {
    if (!all.has(id)) return [0, 0];
    if (!found.has(id)) {
      const { node, links } = all.get(id);
      const counts = links.map((to) => {
        const next = all.get(to);
        if (!next || next.kind === "outcome") return [0, 0];
        const [screens, plain] = far(to);
        return [screens + (next.node === node ? 0 : 1), plain + 1];
      });
      found.set(id, [0, 1].map((i) => Math.max(0, ...counts.map((count) => count[i]))));
    }
    return found.get(id);
  };
  for (const id of all.keys()) far(id);
  return found;
}

describe("at most so many more", () => {
  for (const [folder, all] of [[site, flows], [types.site, flowsOf(types.project)]]) {
    for (const lang of languages) {
      for (const name of all.keys()) {
        test(`${lang} ${name}: each state`, () => {
          const table = states(folder, lang, name);
          const want = ahead(table);
          for (const [id, { kind, says }] of table) assert.deepEqual(says, kind === "outcome" ? undefined : want.get(id), id);
        });
      }
    }
  }
});

describe("the place", { concurrency: 2 }, () => {
  for (const lang of languages) {
    for (const [stage, name, flow] of [[on, "severity", flows.get("severity")], [onTypes, "report", flowsOf(types.project).get("report")]]) {
      test(`${lang} ${name}: counts up, the rest down, and is said with the heading`, () =>
        visit(stage, {}, async (page) => {
          const progress = () =>
            page.evaluate(() => {
              const section = Array.from(document.querySelectorAll("[data-state]")).find((one) => !one.hidden);
              const line = section.querySelector("[data-progress]");
              const about = section.querySelector("h2").getAttribute("aria-describedby")?.split(" ") ?? [];
              return line && { text: line.textContent, said: about.filter((id) => id === line.id).length, place: line.querySelector("strong")?.textContent };
            });
          const { passed } = route(flow, flow.examples[longest(flow)].given);
          await open(page, stage.origin, lang, name);
          let before = Infinity;
          for (const [i, [node, value]] of passed.entries()) {
            const seen = await until(page, (s) => s.node === node);
            const { text, place, said } = await progress();
            assert.equal(digits(place), i + 1, text);
            assert.equal(said, 1, "said once, with the heading");
            assert.doesNotMatch(text, /%%|[{}]|undefined/);
            const more = digits(text.slice(place.length));
            assert.ok(more < before && more >= passed.length - i - 1, `${text}: before ${before}, ${passed.length - i - 1} do follow`);
            before = more;
            await answer(page, await look(page), value);
            if (i === passed.length - 1) await until(page, (s) => s.node !== seen.node);
          }
          assert.equal(await progress(), null, "an outcome has no place");
        }));
    }
    test(`${lang}: without script no place is said`, () =>
      visit(on, { script: false }, async (page) => {
        await open(page, on.origin, lang, "severity");
        assert.equal(await page.locator("[data-progress] strong").count(), 0);
        assert.ok(digits(await page.locator("[data-progress]:visible").innerText()) > 0);
      }));
  }
});
