/** Reading a page: contents, zones by audience, tabs, copying, terms; without script, on paper, from a folder. */
import assert from "node:assert/strict";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { axe, schemes } from "../lib/axe.mjs";
import { stage, visit } from "../lib/browser.mjs";
import { languages, site } from "../lib/site.mjs";

const on = stage();

const ZONES = "guides/severities/";
const TABS = "guides/filing-a-request/";
const TERMS = "guides/before-you-escalate/";
const wide = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 320, height: 640 }, hasTouch: true };

/** The audiences of the zones that can be seen, in order. */
const zones = (page) => seen(page, "[data-for]", (zone) => zone.dataset.for);
/** The ids of the tabs that can be seen. */
const tabs = (page) => seen(page, "[data-tab]", (tab) => tab.dataset.tab);
const seen = (page, selector, what) =>
  page.locator(selector).evaluateAll(
    (all, body) => all.filter((one) => one.lastElementChild.checkVisibility()).map(new Function(`return ${body}`)()),
    what.toString(),
  );
const choose = (page, value) => page.locator(`[data-audience] label:has(input[value="${value}"])`).click();
const current = (page) => page.locator(".toc [aria-current]").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
const eventually = async (get, want) => {
  const end = Date.now() + 20_000;
  let got = await get();
  while (JSON.stringify(got) !== JSON.stringify(want) && Date.now() < end) {
    await new Promise((done) => setTimeout(done, 30));
    got = await get();
  }
  assert.deepEqual(got, want);
};

describe("contents", () => {
  test("the current section is marked while scrolling, and nothing moves", () =>
    visit(on, wide, async (page) => {
      await page.goto(`${on.origin}/en/${ZONES}`);
      assert.ok(await page.locator(".toc ul").isVisible(), "open beside the text");
      const before = await page.locator(".article-body").boundingBox();
      assert.deepEqual(await current(page), [], "the introduction is no section");
      await page.locator("#languages").evaluate((heading) => heading.scrollIntoView());
      await eventually(() => current(page), ["#languages"]);
      // A jump over many headings at once.
      await page.locator("#promising").evaluate((heading) => window.scrollTo(0, heading.getBoundingClientRect().top + scrollY - 10));
      await eventually(async () => (await current(page)).every((href) => ["#promising", "#disagree-clock"].includes(href)), true);
      assert.equal((await current(page)).length, 1);
      assert.ok((await page.locator(".toc").boundingBox()).y >= 0, "the list stays in view");
      await page.evaluate(() => window.scrollTo(0, 0));
      await eventually(() => current(page), []);
      assert.deepEqual(await page.locator(".article-body").boundingBox(), before);
    }));

  test("a short last section is marked when its link is followed", () =>
    visit(on, wide, async (page) => {
      await page.goto(`${on.origin}/en/${ZONES}`);
      await page.locator('.toc a[href="#other-names"]').click();
      await eventually(() => current(page), ["#other-names"]);
    }));

  for (const lang of languages) {
    test(`${lang}: closed on a phone, opens, and closes again behind the reader`, () =>
      visit(on, phone, async (page) => {
        await page.goto(`${on.origin}/${lang}/${ZONES}`);
        const list = page.locator(".toc ul");
        assert.equal(await list.isVisible(), false);
        await page.locator(".toc summary").click();
        assert.ok(await list.isVisible());
        await page.locator('.toc a[href="#languages"]').click();
        assert.equal(await list.isVisible(), false);
        const { y } = await page.locator("#languages").boundingBox();
        assert.ok(y >= 0 && y < 640, `the section is in view, at ${y}`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
      }));
  }
});

describe("zones", () => {
  test("all are shown at first; one audience hides those of others and stands in the address", () =>
    visit(on, {}, async (page) => {
      await page.goto(`${on.origin}/en/${ZONES}`);
      assert.deepEqual(await zones(page), ["customer", "partner", "trainee"]);
      await choose(page, "partner");
      assert.deepEqual(await zones(page), ["partner"]);
      assert.equal(new URL(page.url()).search, "?for=partner");
      assert.notEqual(await page.locator("[data-audience-note]").innerText(), "", "it is said that something is hidden");
      await page.reload();
      assert.deepEqual(await zones(page), ["partner"]);
      await choose(page, "all");
      assert.deepEqual(await zones(page), ["customer", "partner", "trainee"]);
      assert.equal(new URL(page.url()).search, "");
      assert.equal(await page.locator("[data-audience-note]").innerText(), "");
    }));

  test("the choice goes along with links, languages and flows, and a place in the page stays", () =>
    visit(on, {}, async (page) => {
      await page.goto(`${on.origin}/en/${ZONES}?for=partner#choosing`);
      await page.locator(".pager-prev").click();
      await page.waitForURL(/filing-a-request\/\?for=partner$/);
      await page.locator('[data-languages] a[hreflang="cs"]').click();
      await page.waitForURL(/cs\/guides\/filing-a-request\/\?for=partner$/);
      await page.goto(`${on.origin}/en/${ZONES}?for=partner&other=1#choosing`);
      await page.locator('[data-languages] a[hreflang="ru"]').click();
      await page.waitForURL(/ru\/guides\/severities\/\?for=partner#choosing$/);
      await page.goto(`${on.origin}/en/escalate/?for=trainee`);
      await page.locator('[data-state="asker"] a[data-answer="partner"]').click();
      await page.waitForURL(/escalate\/\?for=trainee#asker=partner$/);
      await page.goBack();
      await page.locator('[data-state="asker"] a[data-answer="customer"]').click();
      await page.waitForURL(/contact\/\?for=trainee$/);
    }));

  test("an audience the page has nothing for, or nonsense, hides nothing", () =>
    visit(on, {}, async (page) => {
      for (const query of ["?for=nobody", "?for=%3Cscript%3E", `?for=${"x".repeat(5000)}`, "?for", "?tab=,,,&for=all"]) {
        await page.goto(`${on.origin}/en/${ZONES}${query}`);
        assert.deepEqual(await zones(page), ["customer", "partner", "trainee"], query);
      }
      await page.goto(`${on.origin}/en/guides/who-does-what/?for=customer`);
      assert.deepEqual(await zones(page), ["trainee", "partner"], "no zone for customers there");
      assert.equal(new URL(page.url()).search, "?for=customer", "and the choice is kept");
    }));

  test("a link to a place in a hidden zone opens it; so does searching the page", () =>
    visit(on, {}, async (page) => {
      await page.goto(`${on.origin}/en/${ZONES}?for=partner`);
      await page.evaluate(() => {
        document.querySelector('[data-for="trainee"] p:last-child').id = "within";
        location.hash = "#within";
      });
      await eventually(() => zones(page), ["partner", "trainee"]);
      await page.evaluate(() => document.querySelector('[data-for="customer"]').dispatchEvent(new Event("beforematch")));
      assert.deepEqual(await zones(page), ["customer", "partner", "trainee"]);
    }));

  test("by keyboard", () =>
    visit(on, {}, async (page) => {
      await page.goto(`${on.origin}/nl/${ZONES}`);
      await page.locator('[data-audience] input[value="all"]').focus();
      await page.keyboard.press("ArrowRight");
      assert.deepEqual(await zones(page), ["customer"]);
      await page.keyboard.press("ArrowRight");
      assert.deepEqual(await zones(page), ["partner"]);
      const ring = await page.locator("[data-audience] :focus-visible + span").evaluate((span) => getComputedStyle(span).outlineStyle);
      assert.equal(ring, "solid");
    }));
});

describe("tabs", () => {
  test("follow the pattern: one tab stop, arrows, Home and End, names and panels", () =>
    visit(on, {}, async (page) => {
      await page.goto(`${on.origin}/fr/${TABS}`);
      const all = page.getByRole("tab");
      assert.deepEqual(await all.evaluateAll((tabs) => tabs.map((tab) => [tab.getAttribute("aria-selected"), tab.tabIndex])), [["true", 0], ["false", -1], ["false", -1]]);
      assert.ok(await page.getByRole("tablist").getAttribute("aria-label"));
      await all.first().focus();
      for (const [key, id] of [["ArrowRight", "microsoft-365"], ["ArrowRight", "dynamics-365"], ["ArrowRight", "azure"], ["ArrowLeft", "dynamics-365"], ["Home", "azure"], ["End", "dynamics-365"]]) {
        await page.keyboard.press(key);
        assert.deepEqual(await tabs(page), [id], key);
        const panel = page.locator("[role=tabpanel]:not([hidden])");
        assert.equal(await panel.count(), 1);
        assert.equal(await panel.getAttribute("aria-labelledby"), await page.evaluate(() => document.activeElement.id), "the focus is on the tab of the panel");
      }
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "tabpanel");
      assert.equal(new URL(page.url()).search, "?tab=dynamics-365");
    }));

  test("a choice is kept, and another page opens the tab that its address names", () =>
    visit(on, {}, async (page) => {
      await page.goto(`${on.origin}/en/${TABS}`);
      await page.getByRole("tab").nth(1).click();
      await page.locator(".pager-next").click();
      await page.waitForURL(/severities\/\?tab=microsoft-365$/);
      await page.locator(".pager-prev").click();
      await page.waitForURL(/filing-a-request\/\?tab=microsoft-365$/);
      assert.deepEqual(await tabs(page), ["microsoft-365"]);
      await page.goto(`${on.origin}/en/${TABS}?tab=microsoft-365#dynamics-365`);
      await eventually(() => tabs(page), ["dynamics-365"]);
      const { y } = await page.locator("#dynamics-365").boundingBox();
      assert.ok(y >= -200 && y < 768, `it is in view, at ${y}`);
    }));

  test("sets with the same id change together, and the one in hand stays where it is", () =>
    visit(on, { viewport: { width: 1024, height: 300 } }, async (page) => {
      await page.route(/guides\/filing-a-request\/$/, async (route) => {
        const response = await route.fetch();
        const html = await response.text();
        const [set] = /<div class="tabs"[\s\S]*?<\/div>\n<\/div>\n<\/div>|<div class="tabs"[\s\S]*?(?=<h3)/.exec(html);
        await route.fulfill({ response, body: html.replace("</article>", `${set.replace(/ id="[^"]*"/g, "")}</article>`) });
      });
      await page.goto(`${on.origin}/en/${TABS}`);
      assert.equal(await page.getByRole("tablist").count(), 2);
      const last = page.getByRole("tab").nth(5);
      await last.scrollIntoViewIfNeeded();
      const before = (await last.boundingBox()).y;
      await last.click();
      assert.deepEqual(await tabs(page), ["dynamics-365", "dynamics-365"]);
      assert.ok(Math.abs((await last.boundingBox()).y - before) < 2);
    }));
});

describe("copying", () => {
  for (const clipboard of ["granted", "refused", "missing"]) {
    test(`an address, where the clipboard is ${clipboard}`, () =>
      visit(on, {}, async (page) => {
        await page.addInitScript((state) => {
          window.copied = [];
          document.addEventListener("copy", () => window.copied.push(String(document.activeElement.value ?? getSelection())));
          const writeText = state === "granted" ? async (text) => void window.copied.push(text) : () => Promise.reject(new Error("refused"));
          Object.defineProperty(Navigator.prototype, "clipboard", { get: () => (state === "missing" ? undefined : { writeText }) });
        }, clipboard);
        await page.goto(`${on.origin}/cs/${TABS}`);
        const button = page.locator("code[data-copy] + button.copy");
        assert.ok((await button.getAttribute("aria-label")).includes("portal.azure.com/customer-domain"));
        await button.focus();
        await page.keyboard.press("Enter");
        await eventually(() => page.evaluate(() => window.copied), ["portal.azure.com/customer-domain"]);
        await eventually(() => page.locator("[data-copy-status]").innerText(), "Zkopírováno");
        assert.ok(await button.evaluate((one) => one === document.activeElement), "the focus stays");
        const { width, height } = await button.boundingBox();
        assert.ok(width >= 44 && height >= 44, `${width} by ${height}`);
      }));
  }
});

describe("terms", () => {
  for (const lang of languages) {
    test(`${lang}: on focus, by Escape away, and described`, () =>
      visit(on, {}, async (page) => {
        await page.goto(`${on.origin}/${lang}/${TERMS}`);
        const link = page.locator("a.term").first();
        const box = page.getByRole("tooltip");
        assert.equal(await box.count(), 0);
        await link.focus();
        assert.ok(await box.isVisible());
        assert.equal(await link.getAttribute("aria-describedby"), await box.getAttribute("id"));
        assert.ok((await box.innerText()).length > 40);
        await page.keyboard.press("Escape");
        assert.equal(await box.count(), 0);
        assert.ok(await link.evaluate((one) => one === document.activeElement), "the focus stays");
        assert.equal(await link.getAttribute("aria-describedby"), null);
        await page.keyboard.press("Enter");
        await page.waitForURL(/glossary\/#[a-z-]+$/);
        assert.ok(await page.locator(":target").isVisible());
      }));
  }

  test("on hover: the pointer may go onto the box, which stays until it leaves", () =>
    visit(on, wide, async (page) => {
      await page.goto(`${on.origin}/en/${TERMS}`);
      const box = page.getByRole("tooltip");
      const link = page.locator("a.term").first();
      await link.hover();
      await box.waitFor();
      const at = await box.boundingBox();
      await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2, { steps: 5 });
      await page.waitForTimeout(900);
      assert.ok(await box.isVisible(), "it stays under the pointer");
      await page.keyboard.press("Escape");
      assert.equal(await box.count(), 0, "Escape without moving pointer or focus");
      await page.mouse.move(5, 5);
      await link.hover();
      await box.waitFor();
      await page.mouse.move(5, 5);
      await box.waitFor({ state: "hidden" });
    }));

  test("by touch: the first shows, the second follows", () =>
    visit(on, phone, async (page) => {
      await page.goto(`${on.origin}/ru/${TERMS}`);
      for (const link of (await page.locator("a.term").all()).slice(0, 4)) {
        await link.tap();
        const box = await page.getByRole("tooltip").boundingBox();
        assert.ok(box.x >= 0 && box.x + box.width <= 320, `within the window: ${box.x} to ${box.x + box.width}`);
        assert.ok(!page.url().includes("glossary"));
        await page.touchscreen.tap(3, 3);
        // A browser takes a touch before the page has heard of it.
        await eventually(() => page.getByRole("tooltip").count(), 0);
      }
      await page.locator("a.term").nth(3).tap();
      await page.getByRole("tooltip").waitFor();
      await page.locator("a.term").nth(3).tap();
      await page.waitForURL(/ru\/glossary\/#/);
    }));

  test("only the definitions that a page uses are in it, one for each term", () =>
    visit(on, {}, async (page) => {
      for (const path of [TERMS, "guides/severities/", "escalate/", "credit/"]) {
        await page.goto(`${on.origin}/en/${path}`);
        const used = await page.locator("a[data-term]").evaluateAll((all) => [...new Set(all.map((a) => a.dataset.term))].sort());
        const there = await page.locator("[data-definition]").evaluateAll((all) => all.map((d) => d.dataset.definition).sort());
        assert.deepEqual(there, used, path);
        assert.ok(used.length > 1, path);
      }
    }));

  test("in a flow, a definition does not take the answers out of the address", () =>
    visit(on, {}, async (page) => {
      const hash = "#asker=partner&product=azure&whose=customer&matter=technical";
      await page.goto(`${on.origin}/en/escalate/${hash}`);
      await page.locator('[data-node="break-fix"]:not([hidden]) a.term').focus();
      assert.ok(await page.getByRole("tooltip").isVisible());
      assert.equal(new URL(page.url()).hash, hash);
    }));
});

describe("without script", () => {
  for (const lang of languages) {
    test(`${lang}: all zones, all tabs with their titles, no dead control`, () =>
      visit(on, { script: false }, async (page) => {
        await page.goto(`${on.origin}/${lang}/${ZONES}`);
        assert.equal(await page.locator("[data-for]:visible").count(), 3);
        assert.equal(await page.locator(".zone-title:visible").count(), 3);
        assert.equal(await page.locator("[data-audience]:visible").count(), 0);
        await page.goto(`${on.origin}/${lang}/${TABS}#dynamics-365`);
        assert.equal(await page.locator("[data-tab]:visible").count(), 3);
        assert.equal(await page.locator(".tab-title:visible").count(), 3);
        assert.equal(await page.locator("button:visible").count(), 0);
        await page.locator("a.term").first().click();
        await page.waitForURL(/glossary\/#/);
        await page.goto(`${on.origin}/${lang}/${TABS}`);
        const toc = page.locator(".toc summary");
        await toc.click();
        assert.ok(await page.locator(".toc ul").isVisible());
      }));
  }
});

test("on paper nothing is hidden: zones, tabs and definitions", () =>
  visit(on, {}, async (page) => {
    await page.goto(`${on.origin}/en/${ZONES}?for=partner`);
    await page.emulateMedia({ media: "print" });
    assert.deepEqual(await zones(page), ["customer", "partner", "trainee"]);
    const definitions = page.locator("[data-definition]");
    assert.ok((await definitions.count()) > 2);
    for (const definition of await definitions.all()) assert.ok(await definition.isVisible());
    assert.equal(await page.locator("[data-audience]:visible, .toc:visible, .origin-actions:visible").count(), 0);
    await page.emulateMedia({ media: "screen" });
    assert.equal(await definitions.first().isVisible(), false, "on screen they stand beside the text");
    await page.goto(`${on.origin}/en/${TABS}`);
    await page.emulateMedia({ media: "print" });
    assert.deepEqual(await tabs(page), ["azure", "microsoft-365", "dynamics-365"]);
    assert.equal(await page.locator(".tab-title:visible").count(), 3);
    assert.equal(await page.locator(".copy:visible, [role=tab]:visible").count(), 0);
  }));

test("from a folder: the choice is kept in the address", async () => {
  const folder = await mkdtemp(join(tmpdir(), "signpost-"));
  try {
    await cp(site, folder, { recursive: true });
    const home = pathToFileURL(folder).href;
    await visit(on, { home }, async (page) => {
      await page.goto(`${home}/en/${ZONES}index.html`);
      await choose(page, "trainee");
      assert.deepEqual(await zones(page), ["trainee"]);
      assert.ok(page.url().endsWith("index.html?for=trainee"));
      await page.reload();
      assert.deepEqual(await zones(page), ["trainee"]);
      await page.goto(`${home}/en/${TABS}index.html?for=trainee`);
      await page.getByRole("tab").nth(2).click();
      assert.ok(page.url().endsWith("index.html?for=trainee&tab=dynamics-365"));
      const prev = page.locator(".pager-prev");
      await prev.dispatchEvent("contextmenu");
      assert.match(await prev.getAttribute("href"), /\?for=trainee&tab=dynamics-365$/);
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a problem is reported with title and address of the page", () =>
  visit(on, { script: false }, async (page) => {
    await page.goto(`${on.origin}/ru/${ZONES}`);
    const href = await page.locator('.origin a[href^="mailto:"]').getAttribute("href");
    const url = new URL(href);
    assert.equal(url.searchParams.get("subject"), (await page.locator("h1").innerText()).replace(/[\u00a0\u202f]/g, " "));
    assert.match(url.searchParams.get("body"), /\/ru\/guides\/severities\/$/);
  }));

describe("accessibility", { concurrency: 2 }, () => {
  for (const lang of languages) {
    // What is of one kind has the same colours in every language.
    const looks = schemes(lang === languages[0] || process.env.WALK === "all");
    test(`${lang}, ${looks.map(([name]) => name).join(" and ")}: glossary, zones chosen, a tab chosen, a definition shown`, () =>
      visit(on, {}, async (page) => {
        const accessible = async (what) => {
          for (const [colorScheme, rules] of looks) {
            await page.emulateMedia({ colorScheme });
            assert.deepEqual(await axe(page, { rules }), [], `${what}, ${colorScheme}`);
          }
        };
        for (const path of ["glossary/", `${ZONES}?for=partner`, `${TABS}?tab=dynamics-365`]) {
          await page.goto(`${on.origin}/${lang}/${path}`);
          await accessible(path);
        }
        await page.goto(`${on.origin}/${lang}/${TERMS}`);
        await page.locator("a.term").first().focus();
        await accessible("with a definition");
      }));
  }
});
