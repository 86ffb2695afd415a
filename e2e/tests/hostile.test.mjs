/**
 * Sites of partners whose title, name, words, tables, links and headings are hostile: whatever of them is not refused stands on the page as text.
 * In: HOSTILE, a folder that the generator's TestMarkupPages filled: sites of partners, the directory of them all, and packs.json, which says what they
 * hold. That nothing is said on the console, no dialog opens and nothing is asked of another host, `visit` sees.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, test } from "node:test";
import { stage, visit } from "../lib/browser.mjs";
import { root } from "../lib/site.mjs";

const folder = resolve(process.env.HOSTILE ?? join(root, "bin", "hostile"));
const packs = JSON.parse(readFileSync(join(folder, "packs.json"), "utf8"));
const on = stage(folder);

/** Elements that words may become; all others are those of pages whose words are plain. */
const words = "p h2 h3 h4 ul ol li blockquote em strong del br hr a code pre table thead tbody tr th td section div wbr".split(" ");

/** Looks at the page as it is now, in the page: a list of what should not be there, and the page's text. */
const look = (known) => {
  const found = [];
  const own = (address) => new URL(address, document.baseURI).origin === location.origin;
  for (const element of document.querySelectorAll("*")) {
    const is = element.localName;
    const shown = element.outerHTML.slice(0, 160);
    if (!known.includes(is)) found.push(`element ${shown}`);
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on") || ["style", "srcdoc", "formaction", "ping", "background", "manifest"].includes(name)) found.push(`attribute ${name}: ${shown}`);
      if (["src", "data", "action", "poster"].includes(name) && !own(value)) found.push(`address ${value}: ${shown}`);
      if (["href", "xlink:href"].includes(name) && !["https:", "mailto:", "tel:"].includes(new URL(value, document.baseURI).protocol) && !own(value)) found.push(`link ${value}: ${shown}`);
    }
    if (is === "script" && !element.src && !["application/json", "application/ld+json"].includes(element.type)) found.push(`script ${shown}`);
    if (is === "link" && !own(element.href) && !["canonical", "alternate"].includes(element.rel)) found.push(`link ${shown}`);
    if (is === "meta" && element.httpEquiv && element.httpEquiv !== "Content-Security-Policy") found.push(`meta ${shown}`);
  }
  // What a name or an id could put in the place of something that scripts ask for.
  for (const name of ["attributes", "forms", "cookie", "body", "location"]) {
    const held = document[name];
    if (held instanceof Element && held !== document.body) found.push(`document.${name} is an element`);
  }
  if (document.documentElement.attributes instanceof Element || window.alert.toString().indexOf("[native code]") < 0) found.push("something of the browser is another");
  return { found, text: `${document.title} ${document.body.textContent}` };
};

/** Spaces are set by the page: only which words there are counts. */
const bare = (text) => text.replace(/[\u2060\u00ad]/g, "").replace(/[\s\u00a0\u202f]+/g, " ");

test("all places, and as many texts as there are", () => {
  assert.deepEqual([...new Set(packs.map(({ place }) => place))], ["title", "name", "body", "line", "table", "link", "words-of-a-link", "heading", "item"]);
  assert.ok(packs.flatMap(({ texts }) => texts).length > 500);
});

describe("hostile partners", () => {
  test("pages hold text, and nothing else that they would not hold anyway", () =>
    visit(on, {}, async (page) => {
      const known = new Set(words);
      const paths = process.env.WALK === "all" ? ["terms/", "terms/contact/", "", "contact/", "search/"] : ["terms/", "terms/contact/", ""];
      for (const at of [...paths.map((path) => `partners/plain/en/${path}`), "site/en/partners/"]) {
        await page.goto(`${on.origin}/${at}`);
        for (const name of await page.evaluate(() => Array.from(document.querySelectorAll("*"), (element) => element.localName))) known.add(name);
      }
      for (const { id, place, texts } of packs) {
        for (const path of process.env.WALK === "all" || id.endsWith("-1") ? paths : ["terms/"]) {
          await page.goto(`${on.origin}/partners/${id}/en/${path}`);
          const { found, text } = await page.evaluate(look, [...known]);
          assert.deepEqual(found, [], `${id} ${path}`);
          if (path !== "terms/" || !["title", "name"].includes(place)) continue;
          // What is known by its brand has its name there too.
          for (const hostile of texts) assert.ok(bare(text).includes(bare(hostile)), `${id}: ${hostile} does not stand there as text`);
        }
      }
      for (const lang of ["en", "ru"]) {
        await page.goto(`${on.origin}/site/${lang}/partners/`);
        const { found } = await page.evaluate(look, [...known]);
        assert.deepEqual(found, [], "the directory");
        assert.equal(await page.locator("[data-partner]").count(), packs.length + 1);
      }
    }));
});
