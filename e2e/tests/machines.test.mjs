/** The site under the headers that it publishes for servers: browsers refuse nothing of ours and know every word; nobody frames a page. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { stage, visit } from "../lib/browser.mjs";
import { serve } from "../lib/server.mjs";
import { flows, languages, pagesOf, site } from "../lib/site.mjs";

/** The headers of the rule for all paths. */
function published() {
  const [rule, ...rest] = readFileSync(join(site, "_headers"), "utf8").split("\n");
  assert.equal(rule, "/*");
  const lines = rest.slice(0, rest.findIndex((line) => !line.startsWith(" ")));
  return Object.fromEntries(lines.map((line) => line.trim().split(/: (.*)/s, 2)));
}

const plain = stage();
/** The same browser, led to the site under its headers. */
const on = {
  get browser() {
    return plain.browser;
  },
  origin: "",
};
let server;
before(async () => {
  server = await serve(site, published());
  on.origin = server.origin;
});
after(() => server?.close());

const lang = languages.at(-1);
const paths = ["", `${lang}/`, ...pagesOf(lang).filter((path) => path.split("/").length < 5), `${lang}/${[...flows.keys()][0]}/review/`];

test("a browser says nothing about the headers and refuses nothing", () =>
  visit(on, {}, async (page) => {
    for (const path of paths) {
      const response = await page.goto(`${on.origin}/${path}`);
      assert.match(response.headers()["content-security-policy"], /; frame-ancestors 'none'$/);
      assert.ok(await page.evaluate(() => document.styleSheets.length > 0 && document.styleSheets[0].cssRules.length > 0), path);
    }
  }));

test("structured data can be read, of every page that is listed but the chooser", () =>
  visit(on, {}, async (page) => {
    for (const path of paths.slice(1)) {
      await page.goto(`${on.origin}/${path}`);
      const { listed, data } = await page.evaluate(() => ({
        listed: !document.querySelector('meta[name="robots"][content="noindex"]'),
        data: Array.from(document.querySelectorAll('script[type="application/ld+json"]'), (e) => JSON.parse(e.textContent)),
      }));
      assert.equal(data.length, listed ? 1 : 0, path);
      for (const thing of data.flat()) assert.equal(thing["@context"], "https://schema.org");
    }
  }));

test("no page of another origin frames one", () =>
  visit(on, { allow: (fault) => /frame-ancestors|ERR_BLOCKED_BY_RESPONSE/.test(fault) || fault.startsWith(`request to elsewhere: ${plain.origin}/`) }, async (page) => {
    for (const [origin, framed] of [
      [on.origin, false],
      [plain.origin, true], // the same page without the headers: the test can tell
    ]) {
      await page.goto("about:blank");
      await page.setContent(`<iframe src="${origin}/${lang}/"></iframe>`);
      const frame = page.frames()[1];
      await frame.waitForLoadState();
      const ours = await frame.locator("main#signpost-main").count().catch(() => 0); // the browser has a page of its own for what it refuses
      assert.equal(ours > 0, framed, origin);
    }
  }));
