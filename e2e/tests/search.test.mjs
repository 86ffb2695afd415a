/** The search: finds what readers look for, in every language; works by keyboard, from a folder, without script; takes any query. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { axe } from "../lib/axe.mjs";
import { stage, visit } from "../lib/browser.mjs";
import { load } from "../lib/modules.mjs";
import { indexOf, leads, matcher, plain, table } from "../lib/search.mjs";
import { flows, here, languages, project, root, site } from "../lib/site.mjs";

const on = stage();
const [dictionaries, folding, matching] = [load("dictionary"), load("fold"), matcher];
/** The tables name the places of this repository's site. */
const own = project === root;

describe("finding", () => {
  for (const lang of languages) {
    test(`${lang}: the right place is among the first three`, { skip: !own && "another project" }, async () => {
      const find = (await matching).finder(indexOf(lang));
      const rows = table(lang);
      assert.ok(rows.length >= 60, `${rows.length} queries`);
      const missed = rows.flatMap(({ query, places }) => {
        const results = find(query, 20);
        if (results.slice(0, 3).some((result) => places.some((place) => leads(result, lang, place)))) return [];
        return [`${query}: ${results.slice(0, 3).map(({ path, id }) => `${path}#${id}`).join(" ") || "nothing"}`];
      });
      assert.ok(missed.length <= rows.length / 20, `${missed.length} of ${rows.length} missed\n${missed.join("\n")}`);
    });

    test(`${lang}: every term of the glossary is among the first five by its name`, { skip: !own && "another project" }, async () => {
      const find = (await matching).finder(indexOf(lang));
      const terms = Array.from(readFileSync(join(project, "i18n", `glossary.${lang}.md`), "utf8").matchAll(/^## (.*) \{#(.*)\}$/gm));
      assert.ok(terms.length > 20, `${terms.length} terms`);
      const missed = terms.filter(([, title, id]) => !find(title, 5).some((result) => leads(result, lang, `glossary#${id}`)));
      assert.deepEqual(missed.map(([, title]) => title), []);
    });

    test(`${lang}: every word of a page's source finds the page`, async () => {
      const { dictionary } = await dictionaries;
      const { fold, words } = await folding;
      const index = indexOf(lang);
      const known = dictionary(index);
      const lost = new Set();
      let count = 0;
      for (const [number, [path]] of index.pages.entries()) {
        const text = source(lang, path);
        if (text === undefined) continue;
        for (const { text: word } of words(text)) {
          const folded = fold(word);
          if (folded === "" || folded.length > 40 || known.stop.has(folded)) continue;
          count++;
          let found = false;
          for (const term of known.termsOf(folded)) known.places(term, (passage) => (found ||= known.pageOf[passage] === number));
          if (!found) lost.add(`${path} ${word}`);
        }
      }
      assert.ok(count > 300, `${count} words read`);
      assert.deepEqual([...lost], []);
    });

    test(`${lang}: cases to train with are found by title and story, not by hint or solution, and below what helps`, async () => {
      const { dictionary } = await dictionaries;
      const { fold, words } = await folding;
      const find = (await matching).finder(indexOf(lang));
      const index = indexOf(lang);
      const known = dictionary(index);
      const folded = (text) => new Set(words(text).map(({ text: word }) => fold(word)));
      let [hidden, remembered] = [0, 0];
      for (const [flow, cases] of casesOf(lang)) {
        const path = `${lang}/training/${flow}/`;
        const number = index.pages.findIndex(([at]) => at === path);
        const told = folded(cases.map(({ title, story }) => `${title} ${story}`).join(" ") + cases.front);
        for (const { id, title, story, solution } of cases) {
          const there = (results) => results.some((result) => result.path === path && result.id === `drill_${id}` && result.kind === "d");
          assert.ok(there(find(title, 20)), `${flow}/${id} by its title`);
          // Up to three words of the story that nothing else has: what one remembers of it.
          const own = [...folded(story)].filter((word) => passagesWith(known, word).size === 1 && !known.stop.has(word)).slice(0, 3);
          if (own.length > 1) {
            assert.ok(there(find(own.join(" "), 20)), `${flow}/${id} by "${own.join(" ")}"`);
            remembered++;
          }
          for (const word of folded(solution)) {
            if (told.has(word)) continue;
            hidden++;
            for (const term of known.termsOf(word)) {
              if ([...told].some((one) => known.termsOf(one).includes(term))) continue; // another form of a word of the story
              known.places(term, (passage) => assert.notEqual(known.pageOf[passage], number, `${flow}: ${word}`));
            }
          }
        }
      }
      assert.ok(hidden > 0 && remembered > 0, "solutions and stories have words of their own");
      for (const { query } of table(lang)) {
        const kinds = find(query, 20).map(({ kind }) => kind === "d");
        const first = kinds.indexOf(true);
        assert.notEqual(first, 0, `${query}: a case comes first`);
        if (!/\s/.test(query)) assert.ok(first < 0 || kinds.slice(first).every(Boolean), `${query}: a case before what helps`);
      }
    });

    test(`${lang}: any query is answered, and soon`, async () => {
      const find = (await matching).finder(indexOf(lang));
      const letters = ["<script>alert(1)</script>", "\\d+(.*)[a-z]{3}$^|?", "a".repeat(10_000), "💥🙂", "\u0000\ud800", "%00&#x3C;", "' OR 1=1 --", "__proto__", "constructor", "  ", "-", "’’’", "ẞ".repeat(300), "a b ".repeat(3000), "\u0301\u0301", "١٢٣"];
      for (const query of letters) {
        const results = find(query, 20);
        assert.ok(results.length <= 20, query.slice(0, 40));
        for (const { title } of results) assert.notEqual(plain(title), "");
      }
      const times = table("en").map(({ query }) => {
        const start = performance.now();
        find(query, 20);
        return performance.now() - start;
      });
      times.sort((a, b) => a - b);
      assert.ok(times[times.length >> 1] < 30, `the median query takes ${times[times.length >> 1].toFixed(1)} ms`);
    });
  }

  test("words are folded as the generator folds them", async () => {
    const { fold } = await folding;
    const rows = readFileSync(join(here, "vectors", "search", "fold.txt"), "utf8").split("\n").filter((line) => line.includes(" = "));
    assert.ok(rows.length > 30);
    for (const row of rows) {
      const [word, want] = row.split(" = ");
      for (const form of [word, word.normalize("NFD"), word.normalize("NFC")]) assert.equal(fold(form), want, word);
    }
  });

  test("one typing error is a letter more, less or other, or two exchanged", async () => {
    const { differ } = await matching;
    for (const [a, b] of [["abcd", "abcd"], ["abd", "abcd"], ["abcde", "abcd"], ["abxd", "abcd"], ["acbd", "abcd"], ["xbcd", "abcd"], ["abdc", "abcd"]]) assert.ok(differ(a, b, false), a);
    for (const [a, b] of [["axxd", "abcd"], ["dcba", "abcd"], ["ab", "abcd"], ["acbx", "abcd"], ["", "ab"]]) assert.ok(!differ(a, b, false), a);
    assert.ok(differ("abx", "abcdef", true) && differ("acb", "abcdef", true) && !differ("xyz", "abcdef", true), "the term may go on");
  });

  test("the script is at most 6 KB compressed, and the index has no form it does not know", async () => {
    const [name] = scripts();
    assert.ok(gzipSync(readFileSync(join(site, name)), { level: 9 }).length <= 6 * 1024);
    assert.equal((await matching).finder({ ...indexOf(languages[0]), v: 0 }), undefined);
  });
});

/** The author's words of a page of guidance; undefined for a flow. */
function source(lang, path) {
  const key = path.slice(lang.length).replace(/^\/|\/$/g, "");
  const places = key === "glossary" ? [`i18n/glossary.${lang}.md`] : (key === "" ? ["_index.md"] : [`${key}.md`, `${key}/_index.md`]).map((name) => `content/${lang}/${name}`);
  const file = places.find((name) => existsSync(join(project, name)));
  if (!file) return undefined;
  const [, front = "", body = ""] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(join(project, file), "utf8")) ?? [];
  const said = front.split("\n").flatMap((line) => /^(?:title|description): (.*)$/.exec(line)?.[1] ?? []);
  const text = body.replace(/\]\([^)]*\)/g, " ").replace(/\{#[^}]*\}/g, " ").replace(/\[![A-Z]+[^\]]*\]/g, " ").replace(/^ *```.*$|^[ >]*\d+\. /gm, " ");
  return `${said.join(" ")} ${text}`;
}

/** The passages that have a word. */
function passagesWith(known, word) {
  const all = new Set();
  for (const term of known.termsOf(word)) known.places(term, (passage) => all.add(passage));
  return all;
}

/** The cases of each flow as their authors wrote them: title, story, and the list with hints and reasons; `front`: the words before the first. */
function casesOf(lang) {
  const all = new Map();
  for (const flow of flows.keys()) {
    const file = join(project, "decisions", flow, `drills.${lang}.md`);
    if (!existsSync(file)) continue;
    const [front, ...sections] = readFileSync(file, "utf8").split(/^## /m);
    const cases = sections.map((section) => {
      const [, title, id, body] = /^(.*) \{#([^}]*)\}\n([\s\S]*)$/.exec(section);
      const at = body.search(/^- `/m);
      return { id, title, story: (at < 0 ? body : body.slice(0, at)).replace(/\s+/g, " ").trim(), solution: at < 0 ? "" : body.slice(at).replace(/^- `[^`]*`/gm, "") };
    });
    all.set(flow, Object.assign(cases, { front }));
  }
  return all;
}

/** The newest script of the search: a build may have left an older one. */
function scripts() {
  const html = readFileSync(join(site, languages[0], "index.html"), "utf8");
  return Array.from(html.matchAll(/assets\/search\.[0-9a-f]+\.js/g), ([name]) => name);
}

const field = (page) => page.locator("[data-search-field]");
const options = (page) => page.locator("[data-search-results] [role=option]");
const status = (page) => page.locator("[data-search-status]");

/** What the language says for a number of results, from the page. */
const counted = (page, lang, n) =>
  page.evaluate(
    ([lang, n]) => {
      const form = (name) => document.querySelector(`template[data-search-count="${name}"]`)?.content.textContent;
      return (form(new Intl.PluralRules(lang).select(n)) ?? form("other")).replace("#", n);
    },
    [lang, n],
  );

/** A query with results that every language has. */
const QUERY = "azure";

describe("in the browser", { concurrency: 2 }, () => {
  for (const lang of languages) {
    test(`${lang}: opened by / and by click, by keyboard alone, results said, the focus given back`, () =>
      visit(on, {}, async (page) => {
        const asked = [];
        page.on("request", (request) => asked.push(request.url()));
        await page.goto(`${on.origin}/${lang}/`);
        const button = page.locator("[data-module=search] button");
        await button.waitFor();
        assert.ok(!asked.some((url) => /search/.test(url)), "nothing of the search is loaded before it is wanted");

        await page.keyboard.press("/");
        const dialog = page.locator("dialog[open]");
        await dialog.waitFor();
        assert.equal(await field(page).inputValue(), "", "the key is not typed");
        await page.keyboard.type(QUERY);
        await options(page).first().waitFor();
        const n = await options(page).count();
        assert.equal(await field(page).getAttribute("aria-expanded"), "true");
        await page.waitForFunction(() => document.querySelector("[data-search-status]").textContent !== "");
        await page.waitForFunction((text) => document.querySelector("[data-search-status]").textContent === text, await counted(page, lang, n));
        assert.ok((await page.locator("[data-search-results] mark").count()) > 0, "what matches is marked");
        assert.deepEqual(await axe(page), []);

        const active = () => page.evaluate(() => document.activeElement.getAttribute("aria-activedescendant"));
        assert.equal(await active(), null);
        for (let i = 0; i < n; i++) {
          await page.keyboard.press("ArrowDown");
          const id = await active();
          assert.equal(await page.locator("[role=option][aria-selected=true]").getAttribute("id"), id);
          assert.equal(id, await options(page).nth(i).getAttribute("id"));
        }
        await page.keyboard.press("ArrowDown");
        assert.equal(await active(), await options(page).first().getAttribute("id"), "after the last comes the first");
        await page.keyboard.press("ArrowUp");
        assert.equal(await active(), await options(page).last().getAttribute("id"));

        await page.keyboard.press("Escape");
        assert.equal(await page.locator("dialog[open]").count(), 0);
        // The browser says in a task of its own that a dialog was closed.
        await page.waitForFunction((e) => e === document.activeElement, await button.elementHandle());

        await button.click();
        await dialog.waitFor();
        assert.equal(await field(page).inputValue(), QUERY, "the query is still there");
        await field(page).fill("qqqqxxxxzzzz");
        await page.waitForFunction(() => document.querySelectorAll("[role=option]").length === 0);
        const none = await page.evaluate(() => document.querySelector("template[data-search-none]").content.textContent.trim());
        await page.waitForFunction((text) => document.querySelector("[data-search-status]").textContent === text, none);
        assert.equal(await field(page).getAttribute("aria-expanded"), "false");

        await field(page).fill(QUERY);
        await page.keyboard.press("ArrowDown");
        const href = await options(page).first().evaluate((a) => a.href);
        await page.keyboard.press("Enter");
        await page.waitForURL(href);
        assert.equal(asked.filter((url) => url.endsWith("/search/index.js")).length, 1, "the index is loaded once");
      }));

    test(`${lang}: the search page keeps the query in its address`, () =>
      visit(on, {}, async (page) => {
        for (const address of [`#q=${QUERY}`, `?q=${QUERY}`]) {
          await page.goto(`${on.origin}/${lang}/search/${address}`);
          await options(page).first().waitFor();
          assert.equal(await field(page).inputValue(), QUERY);
        }
        await field(page).fill("проблему l’é & #1");
        await page.waitForFunction(() => new URLSearchParams(location.hash.slice(1)).get("q") === "проблему l’é & #1");
        await page.goto(`${on.origin}/${lang}/search/#q=${QUERY}`);
        await page.waitForFunction((q) => document.querySelector("[data-search-field]").value === q, QUERY);
        await options(page).first().waitFor();
        assert.deepEqual(await axe(page), []);
        await page.locator("h1").click();
        await page.keyboard.press("/");
        assert.ok(await field(page).evaluate((e) => e === document.activeElement), "/ goes to the field");
        assert.equal(await page.locator("dialog[open]").count(), 0);
      }));

    test(`${lang}: without script a link leads to a page that says what to do`, () =>
      visit(on, { script: false }, async (page) => {
        await page.goto(`${on.origin}/${lang}/guides/`);
        await page.locator("[data-search-link]").click();
        await page.waitForURL(`${on.origin}/${lang}/search/`);
        assert.ok((await page.locator("main [data-search-here]").innerText()).length > 40);
        const links = page.locator("main li a");
        assert.ok((await links.count()) > 0);
        assert.equal((await page.goto(await links.first().evaluate((a) => a.href))).status(), 200);
      }));
  }

  test("from a folder it finds and leads as it does from a server", () => {
    const home = pathToFileURL(site).href;
    return visit(on, { home }, async (page) => {
      const lang = languages.at(-1);
      await page.goto(`${home}/${lang}/guides/index.html`);
      await page.keyboard.press("/");
      await page.keyboard.type(QUERY);
      await options(page).first().waitFor();
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => !url.href.includes("/guides/index.html"));
      assert.ok(await page.locator("h1").isVisible());
      await page.goto(`${home}/${lang}/search/index.html#q=${QUERY}`);
      await options(page).first().waitFor();
    });
  });

  test("a result on the open page closes the dialog and goes there", () =>
    visit(on, {}, async (page) => {
      const [lang] = languages;
      const find = (await matching).finder(indexOf(lang));
      const result = find(QUERY, 20).find(({ id }) => id !== "");
      await page.goto(`${on.origin}/${result.path}`);
      await page.keyboard.press("/");
      await page.keyboard.type(QUERY);
      await page.locator(`[role=option][href$="${result.path}#${result.id}"]`).click();
      await page.waitForURL(`${on.origin}/${result.path}#${result.id}`);
      assert.equal(await page.locator("dialog[open]").count(), 0);
    }));

  test("/ is a letter where one types, and a key nobody asked for can be turned off", () =>
    visit(on, {}, async (page) => {
      await page.goto(`${on.origin}/${languages[0]}/`);
      await page.keyboard.press("/");
      await page.keyboard.type("24/7");
      assert.equal(await field(page).inputValue(), "24/7");
      // The setting is at work once the search is.
      await page.locator("[data-searching]").waitFor();
      await page.locator("[data-search-key]").uncheck();
      await page.keyboard.press("Escape");
      await page.keyboard.press("/");
      assert.equal(await page.locator("dialog[open]").count(), 0);
      await page.reload();
      await page.locator("[data-module=search] button").waitFor();
      await page.keyboard.press("/");
      assert.equal(await page.locator("dialog[open]").count(), 0);
      await page.locator("[data-module=search] button").click();
      await field(page).fill("24/7");
      await page.locator("[data-searching]").waitFor();
      assert.equal(await page.locator("[data-search-key]").isChecked(), false);
      await page.locator("[data-search-key]").check();
      await page.locator("[data-search-close]").click();
      await page.keyboard.press("/");
      await page.locator("dialog[open]").waitFor();
    }));

  test("hostile queries are text and nothing more", () =>
    visit(on, {}, async (page) => {
      await page.goto(`${on.origin}/${languages[0]}/search/`);
      await page.waitForFunction(() => document.querySelector("[data-search-field]"));
      for (const query of ["<img src=x onerror=alert(1)>", "\\[(.*", "a".repeat(10_000), "&lt;b&gt;", `"><script>alert(1)</script>`, "💥"]) {
        await field(page).fill(query);
        await page.waitForTimeout(30);
        assert.equal(await page.locator("[data-search-results] :is(img, script, b)").count(), 0);
      }
      for (const q of ["%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "%", "%E0%A4%A", "x".repeat(50_000)]) {
        await page.goto("about:blank");
        await page.goto(`${on.origin}/${languages[0]}/search/#q=${q}`);
        await field(page).waitFor();
        assert.ok((await field(page).inputValue()).length <= 200);
      }
    }));

  test("where the index is missing the reader is told, and led on", () =>
    visit(on, { allow: (fault) => /index\.js|404|ERR_FAILED/.test(fault) }, async (page) => {
      await page.route("**/search/index.js", (route) => route.abort());
      await page.goto(`${on.origin}/${languages[0]}/`);
      await page.keyboard.press("/");
      const link = status(page).locator("a");
      await link.waitFor();
      assert.equal(await link.evaluate((a) => a.pathname), `/${languages[0]}/search/`);
    }));

  for (const options_ of [{ viewport: { width: 320, height: 568 } }, { viewport: { width: 320, height: 568 }, colorScheme: "dark" }, { forcedColors: "active" }]) {
    test(`nothing is cut off: ${JSON.stringify(options_)}`, () =>
      visit(on, options_, async (page) => {
        for (const lang of languages) {
          await page.goto(`${on.origin}/${lang}/`);
          await page.locator("[data-module=search] button").click();
          await field(page).fill(QUERY);
          await options(page).first().waitFor();
          const wide = await page.evaluate(() => {
            const inner = document.querySelector("dialog[open]");
            return [document.documentElement.scrollWidth <= innerWidth, inner.scrollWidth <= inner.clientWidth + 1, document.querySelector("[data-search-results]").clientHeight > 100];
          });
          assert.deepEqual(wide, [true, true, true], lang);
          // In each language it is looked at above; of these windows one language tells.
          if (lang === languages[0] || process.env.WALK === "all") assert.deepEqual(await axe(page), []);
        }
      }));
  }
});

test("every language has its index, and no page names another", () => {
  for (const lang of languages) {
    assert.ok(existsSync(join(site, lang, "search", "index.js")), lang);
    assert.equal(indexOf(lang).lang, lang);
    const named = readdirSync(join(site, lang, "guides")).length > 0 && readFileSync(join(site, lang, "guides", "index.html"), "utf8").match(/[^"]*search\/index\.js/g);
    assert.deepEqual(named, [`../../${lang}/search/index.js`]);
  }
});
