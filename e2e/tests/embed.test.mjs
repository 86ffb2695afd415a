/** A flow in a frame on another site: two servers, two origins. Its height is told to the site that may know it, and nothing else is said or heard. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { chromium } from "playwright-core";
import { args, visit } from "../lib/browser.mjs";
import { longest, route } from "../lib/model.mjs";
import { serve } from "../lib/server.mjs";
import { flowsOf, languages, pages, types } from "../lib/site.mjs";

const report = flowsOf(types.project).get("report");
const on = { browser: null, origin: "", site: null, portal: null };
/** The origins that fixtures/types/config.yaml names and one that it does not, all on one server. */
const [friend, stranger] = ["http://portal.localhost", "http://stranger.localhost"];

/** The page that docs/embedding.md shows, with a list of all that it is told. */
const host = (src, attributes = "") => `<!DOCTYPE html><html lang="en"><title>Portal</title><h1>Portal</h1>
<iframe id="flow" title="Report" src="${src}" width="100%" height="300" ${attributes}></iframe>
<script>
  const frame = document.getElementById("flow");
  const origin = new URL(frame.src).origin;
  window.told = [];
  window.addEventListener("message", (event) => {
    told.push([event.origin, event.data]);
    if (event.origin !== origin || event.source !== frame.contentWindow) return;
    if (!Number.isInteger(event.data) || event.data < 1 || event.data > 20000) return;
    frame.style.height = event.data + "px";
  });
</script></html>`;

before(async () => {
  on.site = await serve(types.site);
  on.origin = on.site.origin;
  on.portal = createServer((request, response) => {
    const { searchParams } = new URL(request.url, friend);
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(host(searchParams.get("src") ?? "about:blank", searchParams.get("with") ?? ""));
  });
  await new Promise((ready) => on.portal.listen(0, "127.0.0.1", ready));
  const { port } = on.portal.address();
  const rule = `--host-resolver-rules=MAP portal.localhost:80 127.0.0.1:${port}, MAP stranger.localhost:80 127.0.0.1:${port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`;
  on.browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: [...args.filter((arg) => !arg.startsWith("--host-resolver-rules")), rule] });
});
after(async () => {
  await on.browser?.close();
  await on.site?.close();
  on.portal?.close();
  on.portal?.closeAllConnections();
});

const allow = (fault) => /request to elsewhere: http:\/\/(portal|stranger)\.localhost\//.test(fault) || /404.*favicon|status 404.*favicon/.test(fault);
const address = (portal, lang, more = "") => `${portal}/?src=${encodeURIComponent(`${on.origin}/${lang}/report/embed/${more}`)}`;
const told = (page) => page.evaluate(() => window.told);
/** Waits until the frame is as high as what is in it, which was told last; gives that height. */
async function settled(page, frame, node) {
  let seen;
  for (const end = Date.now() + 20_000; ; await page.waitForTimeout(15)) {
    const [height, bar] = await frame.evaluate(() => [Math.ceil(document.documentElement.getBoundingClientRect().height), document.documentElement.scrollHeight > innerHeight + 1]);
    seen = { last: (await told(page)).at(-1), height, bar };
    if ((!bar && seen.last?.[1] === height) || Date.now() > end) break;
  }
  assert.deepEqual(seen.last, [on.origin, seen.height], node);
  assert.equal(seen.bar, false, `${node}: no scroll bar`);
  return seen.height;
}
const inside = (page) => page.frames().find((frame) => frame.url().includes("/embed/"));

describe("in a frame", { concurrency: 2 }, () => {
  for (const lang of languages) {
    test(`${lang}: from the first question to the end, always as high as it is`, () =>
      visit(on, { allow }, async (page) => {
        await page.goto(address(friend, lang));
        const frame = inside(page);
        const { passed, end } = route(report, report.examples[longest(report)].given);
        const heights = new Set();
        for (const [node, value] of [...passed, [end, null]]) {
          const state = frame.locator(`[data-node="${node}"]:not([hidden])`);
          await state.waitFor();
          heights.add(await settled(page, frame, node));
          if (value === null) break;
          if (value === "done") await state.locator("a[data-next]").click();
          else if (await state.locator("input[type=text]").count()) {
            await state.locator("input[type=text]").fill(value);
            await state.locator("button[type=submit]").click();
          } else if (await state.locator("input[type=checkbox]").count()) {
            for (const id of value.split(",")) await state.locator(`label[for="signs_is_${id}"]`).click();
            await state.locator("button[type=submit]").click();
          } else await state.locator(`a[data-answer="${value}"]`).click();
        }
        assert.ok(heights.size > 2, "the height changes");
        for (const [origin, data] of await told(page)) assert.ok(origin === on.origin && Number.isInteger(data), `${origin} ${data}`);
        const full = await frame.locator("[data-keep]").evaluate((link) => link.href);
        assert.equal(new URL(full).pathname, `/${lang}/report/`);
        assert.equal(new URL(full).hash, await frame.evaluate(() => location.hash), "the link to the site keeps the answers");
      }));
  }

  test("a stranger learns nothing", () =>
    visit(on, { allow: (fault) => allow(fault) || /postMessage|recipient window/.test(fault) }, async (page) => {
      await page.goto(address(stranger, "en"));
      await inside(page).locator("[data-state]:not([hidden])").first().waitFor();
      await page.waitForTimeout(600); // nothing comes
      assert.deepEqual(await told(page), []);
    }));

  test("no message is heard", () =>
    visit(on, { allow }, async (page) => {
      await page.goto(address(friend, "en"));
      const frame = inside(page);
      await frame.locator("[data-state]:not([hidden])").first().waitFor();
      const before = await frame.evaluate(() => [location.href, document.body.innerHTML]);
      for (const data of ["restart", 1, { height: 1 }, "#signs=bug", { type: "navigate", to: "javascript:alert(1)" }]) {
        await page.evaluate((data) => document.getElementById("flow").contentWindow.postMessage(data, "*"), data);
      }
      await page.waitForTimeout(200);
      assert.deepEqual(await frame.evaluate(() => [location.href, document.body.innerHTML]), before);
    }));

  test("links that leave the flow leave the frame", () =>
    visit(on, { allow }, async (page) => {
      await page.goto(address(friend, "en"));
      const frame = inside(page);
      const links = await frame.locator("a[href]").evaluateAll((all) => all.map((a) => [a.getAttribute("href").startsWith("#"), a.target, a.rel]));
      for (const [stays, target, rel] of links) assert.deepEqual([target, rel.includes("noopener")], stays ? ["", false] : ["_top", true]);
      assert.ok(links.some(([stays]) => !stays));
      await frame.locator('label[for="signs_is_outage"]').click();
      await frame.locator("button[type=submit]").locator("visible=true").click();
      await page.waitForURL(`${on.origin}/en/other/`);
    }));

  test("without script it is the whole flow, and scrolls", () =>
    visit(on, { script: false, allow }, async (page) => {
      await page.goto(`${on.origin}/en/report/embed/`);
      assert.equal(await page.locator("header.header, footer, nav").count(), 0);
      await page.locator('a[data-answer="yes"]:visible').click();
      assert.equal(await page.locator("[data-state]:visible").count(), 1);
    }));
});

test("alone it is a page that is not indexed; the site that names nobody has none", async () => {
  const html = await (await fetch(`${on.origin}/en/report/embed/`)).text();
  assert.match(html, /<meta name="robots" content="noindex">/);
  assert.deepEqual(pages.filter((path) => path.includes("/embed/")), []);
});
