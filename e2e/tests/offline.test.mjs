/** A bundle, unpacked: every page from the disk without a network, the search, the languages, the flows; and flows as single files. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, visit } from "../lib/browser.mjs";
import { dead, judge, linksOf, unpack } from "../lib/bundle.mjs";
import { longest } from "../lib/model.mjs";
import { until } from "../lib/reader.mjs";
import { languages, modesOf, shareOf } from "../lib/site.mjs";
import { click, steps, walkWithScript, walkWithoutScript } from "../lib/walk.mjs";

const everything = process.env.WALK === "all";
const on = { browser: null, origin: "" };
let copy;

before(async () => {
  copy = unpack();
  on.origin = copy.origin;
  on.browser = await launch();
});
after(async () => {
  await on.browser?.close();
  copy?.done();
});

/** Nothing else than what lies in the folder, and no network at all. */
const offline = (options, work) => visit(on, { offline: true, ...options }, work);

/** The flows of a language that are walked here: tests/file walks more. */
const some = (lang) => (everything ? shareOf(lang) : shareOf(lang).slice(0, 1));

describe("a bundle", { concurrency: 2 }, () => {
  // The pages are the same in every language: of each one is opened in the source language, and in one of the others by turns.
  const turns = (name, place) => {
    const i = languages.findIndex((lang) => name.startsWith(`${lang}/`));
    return everything || i <= 0 || i === 1 + (place % (languages.length - 1));
  };

  test("every page opens, and each of its links leads to a file", () =>
    offline({}, async (page) => {
      const known = new Map();
      const place = (name) => copy.pages.filter((one) => one.startsWith(`${languages[0]}/`)).indexOf(name.replace(/^[^/]+/, languages[0]));
      const opened = copy.pages.filter((name) => turns(name, place(name)));
      assert.ok(languages.every((lang) => opened.some((name) => name.startsWith(`${lang}/`))));
      for (const name of opened) {
        await page.goto(`${copy.origin}/${name}`);
        const { wrong, links } = await page.evaluate(judge);
        assert.deepEqual([...wrong, ...dead(links, known)], [], name);
        assert.equal(new URL(page.url()).pathname.endsWith(name), true, "the page stays where it is");
      }
      // Where the others lead stands in their files.
      for (const name of copy.pages.filter((one) => !opened.includes(one))) {
        assert.deepEqual(dead(linksOf(copy, name), known), [], name);
      }
    }));

  test("the search finds and leads, the language changes, the answers stay", () =>
    offline({}, async (page) => {
      const [name, flow] = shareOf(languages[0])[0];
      await page.goto(`${copy.origin}/${languages[0]}/${name}/index.html`);
      const example = flow.examples[longest(flow)];
      const seen = await walkWithScript(page, flow, example, { stop: 3 });
      const { hash } = seen.at(-1);
      for (const lang of [...languages.slice(1), languages[0]]) {
        await click(page, page.locator(`[data-languages] a[hreflang="${lang}"]`));
        await page.waitForURL((url) => url.pathname.includes(`/${lang}/`));
        const now = await until(page, (s) => s.lang === lang && s.hash === hash && s.states.length === 1 && s.summary.length === 3);
        assert.deepEqual([now.lang, now.hash, now.summary.length, now.notice], [lang, hash, 3, ""]);

        const word = now.heading.split(" ").findLast((one) => one.length > 5) ?? now.heading;
        await page.keyboard.press("/");
        await page.keyboard.type(word);
        const first = page.locator("[data-search-results] [role=option]").first();
        await first.waitFor();
        const to = await first.evaluate((link) => link.href);
        assert.deepEqual(dead([to.replace(/#.*$/, "")], new Map()), [], "the result leads to a file");
        await page.keyboard.press("Enter");
        await page.waitForURL(to);
        assert.ok(await page.locator("h1").isVisible());
        await page.goto(`${copy.origin}/${lang}/${name}/index.html${hash}`);
      }
    }));

  for (const lang of languages) {
    for (const [place, [name, flow]] of some(lang).entries()) {
      for (const script of modesOf(lang, place)) {
        test(`${lang} ${name}: ${script ? "with" : "without"} script`, () =>
          offline({ script }, async (page) => {
            const walk = script ? walkWithScript : walkWithoutScript;
            const known = steps();
            for (const example of everything ? Object.values(flow.examples) : [flow.examples[longest(flow)]]) {
              await page.goto("about:blank");
              await page.goto(`${copy.origin}/${lang}/${name}/index.html`);
              await walk(page, flow, example, { known });
            }
          }));
      }
    }
  }

  test("an expired copy says so and stays open", () =>
    offline({}, async (page) => {
      await page.clock.setFixedTime(new Date("2099-01-01"));
      await page.goto(`${copy.origin}/${languages[0]}/index.html`);
      assert.ok(await page.locator("[data-bundle-expired]").isVisible());
      assert.ok(await page.locator("h1").isVisible());
    }));

  test("a page that came alone says that the archive must be extracted", () =>
    offline({ allow: (fault) => fault.includes("ERR_BLOCKED_BY_CLIENT") || fault.includes("ERR_FAILED") }, async (page) => {
      await page.route(/\.(css|js)$/, (route) => route.abort());
      await page.goto(`${copy.origin}/${languages[0]}/index.html`);
      assert.ok(await page.locator(".bundle-extract").isVisible());
    }));
});

describe("a flow as one file", { concurrency: 2 }, () => {
  const [name, flow] = shareOf(languages[0]).find(([one]) => one === "coverage");
  const example = Object.values(flow.examples).find(({ expect }) => flow.outcomes[expect]?.kind === "escalate");

  for (const script of [true, false]) {
    test(script ? "with script, and on in another language" : "without script", () =>
      visit({ ...on, origin: copy.alone }, { script, offline: true }, async (page) => {
        await page.goto(`${copy.alone}/${name}.${languages[0]}.html`);
        const seen = await (script ? walkWithScript : walkWithoutScript)(page, flow, example);
        if (!script) return;
        const { hash } = seen.at(-1);
        const lang = languages.at(-1);
        await click(page, page.locator(`[data-languages] a[hreflang="${lang}"]`));
        await page.waitForURL((url) => url.pathname.endsWith(`.${lang}.html`));
        const now = await until(page, (s) => s.lang === lang && s.hash === hash);
        assert.deepEqual([now.lang, now.hash, now.node], [lang, hash, seen.at(-1).node]);
        // The request, whose script and words the file holds as well.
        await click(page, page.locator("[data-request-start] button:visible").first());
        await page.locator("textarea[data-body]:visible").first().waitFor();
      }));
  }
});
