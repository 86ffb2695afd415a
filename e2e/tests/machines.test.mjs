/** The site under the headers that it publishes for servers: browsers refuse nothing of ours and know every word; nobody frames a page. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { stage, visit } from "../lib/browser.mjs";
import { serve } from "../lib/server.mjs";
import { flows, languages, pagesOf, site } from "../lib/site.mjs";

const plain = stage();
const on = {
  origin: "",
  get browser() {
    return plain.browser;
  },
};
let server;
before(async () => {
  server = await serve(site, { real: true });
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

test("no page of another origin frames one", async () => {
  const host = createServer((request, response) => {
    const src = new URL(request.url, "http://localhost").searchParams.get("src");
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(src ? `<!DOCTYPE html><iframe src="${src}"></iframe>` : "");
  });
  await new Promise((ready) => host.listen(0, "127.0.0.1", ready));
  const home = `http://127.0.0.1:${host.address().port}`;
  const allow = (fault) => /frame-ancestors|ERR_BLOCKED_BY_RESPONSE/.test(fault) || [on, plain].some(({ origin }) => fault.startsWith(`request to elsewhere: ${origin}/`));
  try {
    await visit(on, { home, allow }, async (page) => {
      for (const [origin, framed] of [
        [on.origin, false],
        [plain.origin, true], // the same page without the headers: the test can tell
      ]) {
        await page.goto(`${home}/?src=${encodeURIComponent(`${origin}/${lang}/`)}`);
        const frame = page.frames()[1];
        if (framed) await frame.locator("h1").first().waitFor();
        else await frame.waitForURL(/^chrome-error:/);
      }
    });
  } finally {
    host.close();
    host.closeAllConnections();
  }
});
