/** What readers of a translation are told: since when it is, what is behind its source, what falls back, what is withheld. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { parse } from "yaml";
import { axe } from "../lib/axe.mjs";
import { stage, visit } from "../lib/browser.mjs";
import { misfits } from "../lib/measure.mjs";
import { languages, root } from "../lib/site.mjs";

const site = join(root, "bin", "translations");
const on = stage(site);
const others = languages.slice(1);
const words = Object.fromEntries(languages.map((lang) => [lang, parse(readFileSync(join(root, "themes/signpost/i18n", `${lang}.yaml`), "utf8"))]));
/** Text as its author writes it, without the spaces and joiners that the build sets. */
const plain = (s) => s.replaceAll(/[\u00a0\u202f]/gu, " ").replaceAll("\u2060", "");
const raw = (path) => readFileSync(join(site, path, "index.html"), "utf8");

for (const lang of others) {
  const say = words[lang];
  describe(lang, { concurrency: 2 }, () => {
    for (const script of [true, false]) {
      test(`a page behind its source names the section, ${script ? "with" : "without"} script`, () =>
        visit(on, { script }, async (page) => {
          await page.goto(`${on.origin}/${lang}/guides/hours/`);
          const notice = page.locator(".stale");
          assert.equal(plain(await notice.locator(".stale-title").textContent()), plain(say.stale));
          assert.equal(plain(await notice.locator("summary").textContent()), plain(say["stale-parts"].one.replace("{{ .Count }}", "1")));
          assert.equal(await notice.locator("li").count(), 1);
          await notice.locator("summary").click();
          const [own, source] = [notice.locator("li a").first(), notice.locator("li a").last()];
          assert.equal(await own.textContent(), await page.locator("h2#days").textContent());
          assert.deepEqual([await source.textContent(), await source.getAttribute("lang"), await source.getAttribute("hreflang")], ["Days", "en", "en"]);
          await own.click();
          await page.waitForURL(/#days$/);
          await source.click();
          await page.waitForURL(/\/en\/guides\/hours\/#days$/);
          assert.equal(await page.locator(".stale").count(), 0);
        }));
    }

    test("a flow behind its source leads to the question and to its original", () =>
      visit(on, {}, async (page) => {
        await page.goto(`${on.origin}/${lang}/help/`);
        const notice = page.locator(".stale");
        await notice.locator("summary").click();
        assert.deepEqual(await notice.locator("li a").evaluateAll((all) => all.map((a) => a.getAttribute("href"))), ["#kind", "../../en/help/#kind"]);
        await page.goto(`${on.origin}/${lang}/help/embed/`);
        assert.equal(await page.locator(".stale").count(), 1);
      }));

    test("a page says how it was translated and since when, and leads to each section of the source", () =>
      visit(on, {}, async (page) => {
        await page.goto(`${on.origin}/${lang}/guides/hours/`);
        const origin = page.locator(".origin");
        const text = await origin.textContent();
        assert.ok(text.includes(say["origin-translated-machine"]), text);
        assert.ok(text.includes(say["origin-unreviewed"]), text);
        const date = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" }).format(new Date("2026-11-20"));
        assert.ok(plain(text).includes(plain(say["origin-since"].replace("{{ .Date }}", date))), text);
        await origin.locator("summary").click();
        await origin.locator("details a").last().click();
        await page.waitForURL(/\/en\/guides\/hours\/#telephone$/);
      }));

    test("a page that is missing falls back to the source, and says so", () =>
      visit(on, {}, async (page) => {
        await page.goto(`${on.origin}/${lang}/guides/`);
        const card = page.locator(".card a[lang=en]");
        assert.equal(await card.textContent(), "Prices");
        await card.click();
        await page.waitForURL(new RegExp(`/${lang}/guides/prices/$`));
        assert.equal(plain(await page.locator(".stale-title").textContent()), plain(say.fallback));
        for (const part of ["h1", ".article-body", ".toc ul"]) assert.equal(await page.locator(part).getAttribute("lang"), "en", part);
        assert.equal(await page.locator("html").getAttribute("lang"), lang);
        assert.ok((await page.locator(".origin").textContent()).includes(say["origin-written-person"]));
        // Its links go on in the language of the reader.
        const hrefs = await page.locator(".article-body p a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
        assert.deepEqual(hrefs, ["../hours/#days", "../../help/#kind"]);
      }));

    test("what is withheld says so and leads to the source", () =>
      visit(on, {}, async (page) => {
        for (const [path, title] of [["guides/local/", "Local terms"], ["local/", "Do local terms hold for me?"]]) {
          await page.goto(`${on.origin}/${lang}/${path}`);
          assert.equal(await page.locator("h1[lang=en]").textContent(), title);
          assert.equal(plain(await page.locator(".withheld-text").textContent()), plain(say.withheld));
          await page.locator("main [data-source]").click();
          await page.waitForURL(new RegExp(`/en/${path}$`));
        }
        // From the review of the source, too.
        await page.goto(`${on.origin}/en/local/review/`);
        assert.equal(await page.locator(`[data-languages] a[hreflang=${lang}]`).getAttribute("href"), `../../../${lang}/local/`);
      }));

    test("machines are not told of either", () => {
      const sitemap = readFileSync(join(site, lang, "sitemap.xml"), "utf8");
      for (const path of ["guides/prices/", "guides/local/", "local/"]) {
        assert.match(raw(`${lang}/${path}`), /<meta name="robots" content="noindex">/, path);
        assert.doesNotMatch(raw(`${lang}/${path}`), /<link rel="alternate" hreflang/, path);
        assert.ok(!sitemap.includes(`/${lang}/${path}`), path);
        assert.doesNotMatch(raw(`en/${path}`), new RegExp(`<link rel="alternate" hreflang="${lang}"`), path);
      }
      assert.match(raw(`${lang}/guides/prices/`), /<link rel="canonical" href="https:\/\/translations\.example\/en\/guides\/prices\/">/);
      assert.match(raw(`${lang}/guides/hours/`), new RegExp(`<link rel="alternate" hreflang="${lang}"`));
    });

    for (const colorScheme of ["light", "dark"]) {
      test(`the notices fit a phone and can be read by all, ${colorScheme}`, () =>
        visit(on, { viewport: { width: 320, height: 640 }, colorScheme, reducedMotion: "reduce" }, async (page) => {
          for (const path of ["guides/hours/", "help/", "guides/prices/", "guides/local/"]) {
            await page.goto(`${on.origin}/${lang}/${path}`);
            assert.deepEqual(await page.evaluate(misfits, { hashes: [""] }), [], path);
            await page.evaluate(() => document.querySelectorAll(".stale details, .origin details").forEach((e) => (e.open = true)));
            assert.deepEqual(await axe(page), [], path);
          }
        }));
    }

    test("the notice opens on paper", () =>
      visit(on, {}, async (page) => {
        await page.goto(`${on.origin}/${lang}/guides/hours/`);
        assert.equal(await page.locator(".stale li").first().isVisible(), false);
        await page.emulateMedia({ media: "print" });
        assert.equal(await page.locator(".stale li").first().isVisible(), true);
      }));
  });
}
