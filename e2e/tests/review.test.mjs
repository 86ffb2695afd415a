/** The review page of each flow: all of the flow, without script; its language switch; print that fits the paper. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { stage, visit } from "../lib/browser.mjs";
import { open } from "../lib/reader.mjs";
import { languages, shareOf } from "../lib/site.mjs";

const on = stage();

/** A4 less the margins, in CSS pixels: upright, and turned. */
const paper = { upright: [673, 987], turned: [1016, 688] };

function look() {
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  return {
    robots: document.querySelector('meta[name="robots"]')?.content,
    screens: all("main h3[id^=review-]").map((h) => h.id.slice("review-".length)),
    headings: all("h1, h2, h3, h4, h5").map((h) => Number(h.tagName[1])),
    examples: all(".review-examples tbody th code").map((c) => c.textContent),
    versions: all(".review-version > p > strong, .review-signoff > p > strong").map((s) => s.textContent),
    pictures: all(".review-picture svg[role=img]").map((svg) => svg.querySelector("title").textContent.length > 0 && svg.querySelector("desc").textContent.length > 0),
    list: all(".review-list li").length,
    rows: all(".review-screen table").map((t) => [t.id, t.caption.textContent !== "", t.rows.length]),
    broken: all('main a[href^="#"]').filter((a) => !document.getElementById(a.getAttribute("href").slice(1))).length,
    links: all("[data-languages] a").map((a) => a.getAttribute("href")),
  };
}

describe("review", { concurrency: 2 }, () => {
  for (const lang of languages) {
    for (const [name, flow] of shareOf(lang)) {
      test(`${lang} ${name}: all of it, on screen and on paper`, () =>
        visit(on, { script: false }, async (page) => {
          await open(page, on.origin, lang, name);
          await page.goto(await page.locator(`.flow-review a[href$="/review/"]`).evaluate((a) => a.href));
          assert.equal(page.url(), `${on.origin}/${lang}/${name}/review/`);
          const seen = await page.evaluate(look);
          const nodes = ["questions", "steps", "tables", "outcomes"].flatMap((kind) => Object.keys(flow[kind] ?? {}));
          assert.deepEqual(seen.screens.toSorted(), nodes.toSorted(), "a screen for each node of the flow's own");
          assert.deepEqual(seen.examples, Object.keys(flow.examples));
          assert.deepEqual(seen.rows.map(([, caption, rows]) => caption && rows - 1).toSorted(), Object.values(flow.tables ?? {}).map((t) => t.rows.length).toSorted());
          assert.ok(seen.headings.every((level, i) => level <= (seen.headings[i - 1] ?? 0) + 1), "no level is left out");
          assert.match(seen.versions[0], /^[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}$/);
          assert.deepEqual(seen.versions, [seen.versions[0], seen.versions[0]], "the version is signed");
          assert.ok(seen.pictures.length > 0 && seen.pictures.every(Boolean) && seen.list > nodes.length, "pictures, and the same in words");
          assert.equal(seen.broken, 0);
          assert.equal(seen.robots, "noindex");
          assert.deepEqual(seen.links, languages.map((other) => `../../../${other}/${name}/review/`));

          await page.emulateMedia({ media: "print" });
          for (const [key, [width, height]] of Object.entries(paper)) {
            await page.setViewportSize({ width, height });
            const turned = key === "turned";
            const large = await page.evaluate(([turned, height]) => Array.from(document.querySelectorAll(".review-sheet"))
              .filter((sheet) => sheet.classList.contains("review-sheet-wide") === turned)
              .map((sheet) => sheet.getBoundingClientRect())
              .filter((box) => box.width > window.innerWidth + 0.5 || box.height > height).length, [turned, height]);
            assert.equal(large, 0, `pictures fit the paper, ${key}`);
          }
          assert.equal(await page.locator("nav:visible, .review-words:visible, .review-zoom:visible, .flow-review:visible").count(), 0);
        }));
    }
  }
});
