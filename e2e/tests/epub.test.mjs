/**
 * The books (EPUB) of the site: Debian's epubcheck finds nothing; in Chromium each chapter is well-formed, fits a phone and says nothing on the
 * console; the choices of every flow lead to the same states as on the page; a flow is clicked to its outcome. With WALK=all every chapter and flow in every language.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { launch, visit } from "../lib/browser.mjs";
import { languages, root, shareOf, site } from "../lib/site.mjs";

const run = promisify(execFile);
const folder = resolve(process.env.BOOKS ?? join(root, "bin", "books"));
const on = { browser: null, folder: "", origin: "" };
const bookOf = (lang) => join(folder, readdirSync(folder).find((name) => name.endsWith(`.${lang}.epub`)) ?? `no book in ${lang}`);

before(async () => {
  on.folder = await mkdtemp(join(tmpdir(), "signpost-"));
  for (const lang of languages) await run("unzip", ["-q", bookOf(lang), "-d", join(on.folder, lang)]);
  on.origin = "file://";
  on.browser = await launch();
});
after(async () => {
  await on.browser?.close();
  if (on.folder) await rm(on.folder, { recursive: true });
});

/** For a program that runs for some seconds: a third of the processor time. */
const short = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];

/** The address of a file of a book. */
const at = (lang, name) => pathToFileURL(join(on.folder, lang, "EPUB", name)).href;

/** Of a flow's page without script: for each state the numbers of the states, or the flows, that its links lead to. */
const onPage = () => {
  const states = [...document.querySelectorAll("section.state")];
  const numbers = new Map(states.map((s, i) => [s.dataset.state, i + 1]));
  return states.map((s) => [...s.querySelectorAll("a.answer, a[data-next]")].map((a) => a.dataset.flow ?? numbers.get(decodeURIComponent(a.hash.slice(1)))));
};

/** The same of one file of a book. */
const inBook = () =>
  [...document.querySelectorAll("section.state[id^=q]")].map((s) =>
    [...s.querySelectorAll("li > a, p > a")]
      .filter((a) => a.parentElement.querySelector(".goto"))
      .map((a) => (/^#q\d/.test(a.hash) ? Number(a.hash.slice(2)) : /([^/]+)\.xhtml$/.exec(a.pathname)[1])),
  );

describe("a book", { concurrency: 2 }, () => {
  for (const lang of languages) {
    test(`${lang}: epubcheck`, async () => {
      const { stdout, stderr } = await run("java", [...short, "-jar", "/usr/bin/epubcheck", "--failonwarnings", bookOf(lang)], { maxBuffer: 1 << 26 }).catch((error) => error);
      assert.match(stdout + stderr, /No errors or warnings detected/);
      assert.match(stdout + stderr, /0 fatals \/ 0 errors \/ 0 warnings/);
    });

    test(`${lang}: in a browser`, () =>
      visit(on, { script: false, viewport: { width: 390, height: 844 } }, async (page) => {
        const all = ["nav", "cover", ...readdirSync(join(on.folder, lang, "EPUB", "text")).map((name) => `text/${name.replace(/\.xhtml$/, "")}`)];
        const some = lang === languages[0] || process.env.WALK === "all" ? all : all.filter((_, i) => i % languages.length === languages.indexOf(lang) || i < 2);
        for (const name of some) {
          await page.goto(at(lang, `${name}.xhtml`));
          const seen = await page.evaluate(() => ({
            wide: document.documentElement.scrollWidth - innerWidth,
            lang: document.documentElement.lang,
            broken: document.querySelectorAll("parsererror").length,
            words: document.body.textContent.trim().length,
            style: document.styleSheets.length,
          }));
          assert.deepEqual({ ...seen, words: seen.words > 20 }, { wide: 0, lang, broken: 0, words: true, style: 1 }, name);
        }
        const [name] = shareOf(lang)[0];
        await page.goto(at(lang, `text/${name}.xhtml`));
        let where = await page.locator("section.state").first();
        for (let steps = 0; steps < 60; steps++) {
          const choice = where.locator("li:has(> .goto) > a[href*='#q'], p:has(> .goto) > a[href*='#q']").last();
          if ((await choice.count()) === 0) break;
          await choice.click();
          where = page.locator(`section.state[id="${new URL(page.url()).hash.slice(1)}"]`);
          assert.equal(await where.count(), 1, page.url());
        }
        assert.match(new URL(page.url()).hash, /^#q\d+$/);
        assert.equal(await where.locator(".state-label").count(), 1, "an outcome says what kind it is");
        assert.equal(await where.locator(".goto").count(), await where.locator(".goto", { hasText: "→" }).count(), "it leads to no other state");
      }));

    for (const [name] of shareOf(lang)) {
      test(`${lang} ${name}: choices lead where those of the page lead`, () =>
        visit(on, { script: false }, async (page) => {
          await page.goto(pathToFileURL(join(site, lang, name, "index.html")).href);
          const want = await page.evaluate(onPage);
          const got = [];
          for (let part = 1; part === 1 || existsSync(join(on.folder, lang, "EPUB", "text", `${name}_${part}.xhtml`)); part++) {
            await page.goto(at(lang, `text/${name}${part > 1 ? `_${part}` : ""}.xhtml`));
            got.push(...(await page.evaluate(inBook)));
          }
          assert.deepEqual(got, want);
        }));
    }
  }
});
