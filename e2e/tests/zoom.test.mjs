/** The pictures of a review page: larger and smaller by buttons, keys and two fingers; without script they scroll, and stand alone in a file. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { axe } from "../lib/axe.mjs";
import { stage, visit } from "../lib/browser.mjs";
import { flows, languages } from "../lib/site.mjs";
import { click } from "../lib/walk.mjs";

const on = stage();
const view = (page) => page.locator(".review-picture").first();
const width = (page) => view(page).locator("svg").evaluate((svg) => svg.getBoundingClientRect().width);
const button = (page, name) => page.locator(`[data-zoom="${name}"]`).first();

describe("zoom", { concurrency: 2 }, () => {
  for (const lang of languages) {
    test(`${lang}: buttons and keys`, () =>
      visit(on, {}, async (page) => {
        await page.goto(`${on.origin}/${lang}/severity/review/`);
        const fit = await width(page);
        const percent = async () => Number(/\d+/.exec(await page.locator("[data-zoom-size]").first().innerText())[0]);
        const natural = Number(await view(page).locator("svg").getAttribute("width"));
        assert.equal(await percent(), Math.round((fit / natural) * 100));
        for (let i = 0; i < 3; i++) await click(page, button(page, "in"));
        const large = await width(page);
        assert.ok(Math.abs(large - fit * 1.25 ** 3) < 1, `${fit} ${large}`);
        assert.equal(await percent(), Math.round((large / natural) * 100));
        assert.ok(await view(page).evaluate((region) => region.scrollWidth > region.clientWidth), "it scrolls within its own box");
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page does not");
        assert.deepEqual(await axe(page), []);
        await click(page, button(page, "out"));
        assert.ok((await width(page)) < large);
        await click(page, button(page, "reset"));
        assert.equal(await width(page), fit);
        for (let i = 0; i < 3; i++) await click(page, button(page, "out"));
        assert.ok(Math.abs((await width(page)) - fit) < 1, "never smaller than its place");
        await view(page).focus();
        await page.keyboard.press("+");
        assert.ok((await width(page)) > fit * 1.2);
        const before = await view(page).evaluate((region) => region.scrollLeft);
        for (let i = 0; i < 5; i++) await page.keyboard.press("+");
        await page.keyboard.press("ArrowRight");
        await page.waitForFunction((before) => document.querySelector(".review-picture").scrollLeft > before, before);
        await page.keyboard.press("0");
        assert.equal(await width(page), fit);
      }));
  }

  test("two fingers", () =>
    visit(on, { hasTouch: true, viewport: { width: 400, height: 800 } }, async (page, context) => {
      await page.goto(`${on.origin}/en/severity/review/`);
      await view(page).scrollIntoViewIfNeeded();
      const { x, y, width: w } = await view(page).boundingBox();
      const fit = await width(page);
      const cdp = await context.newCDPSession(page);
      const at = (gap) => [{ x: x + w / 2 - gap, y: y + 60, id: 1 }, { x: x + w / 2 + gap, y: y + 60, id: 2 }];
      await cdp.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(40) });
      for (const gap of [50, 60, 70, 80]) await cdp.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(gap) });
      await cdp.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
      assert.ok(Math.abs((await width(page)) - 2 * fit) < 0.1 * fit, `${fit} became ${await width(page)}`);
      assert.equal(await page.evaluate(() => visualViewport.scale), 1, "the page stays as it is");
    }));

  test("beside the picture stands the same in words, where there is room", () =>
    visit(on, { script: false, viewport: { width: 1440, height: 900 } }, async (page) => {
      for (const lang of languages) {
        for (const name of flows.keys()) {
          await page.goto(`${on.origin}/${lang}/${name}/review/`);
          assert.equal(await page.locator("[data-zoom]").count(), 0, "no buttons that do nothing");
          const [picture, words] = [await view(page).boundingBox(), await page.locator(".review-words").boundingBox()];
          assert.ok(words.x >= picture.x + picture.width, `${lang}/${name}`);
          const file = await page.locator(".review-picture-file a").first().evaluate((a) => a.href);
          const response = await page.request.get(file);
          assert.equal(response.headers()["content-type"], "image/svg+xml");
          assert.match(await response.text(), /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
        }
      }
    }));
});
