/** What a page with a flow weighs: all that is loaded before the reader does something, compressed as servers do. Prints what it measures. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { stage, visit } from "../lib/browser.mjs";
import { open } from "../lib/reader.mjs";
import { flows, languages, site } from "../lib/site.mjs";

const on = stage();
/** Bytes, of 1,024 to a kilobyte. */
const limits = { page: 40 * 1024, states: 30, script: 8 * 1024, style: 12 * 1024 };
const weigh = (path) => gzipSync(readFileSync(join(site, path)), { level: 9 }).length;

test("a flow page", (t) =>
  visit(on, {}, async (page) => {
    for (const lang of languages) {
      for (const name of flows.keys()) {
        const loaded = [];
        const note = (request) => loaded.push(new URL(request.url()).pathname.slice(1).replace(/\/$/, "/index.html"));
        page.on("request", note);
        await open(page, on.origin, lang, name);
        await page.waitForLoadState("networkidle");
        page.off("request", note);
        const kinds = { html: 0, css: 0, js: 0, svg: 0 };
        for (const path of loaded) kinds[path.split(".").pop()] += weigh(path);
        const flow = loaded.filter((path) => /flow-page\.[0-9a-f]+\.js$/.test(path));
        assert.equal(flow.length, 1);
        const states = await page.locator("[data-state]").count();
        const all = kinds.html + kinds.css + kinds.js;
        t.diagnostic(`${lang}/${name}: ${states} states, html ${kinds.html} + css ${kinds.css} + script ${kinds.js} = ${all}; flow script ${weigh(flow[0])}`);
        assert.deepEqual(loaded.filter((path) => !/index\.html$|\.css$|(site|flow-page)\.[0-9a-f]+\.js$|icon/.test(path)), [], "nothing else before the reader does something");
        assert.ok(weigh(flow[0]) <= limits.script && kinds.css <= limits.style);
        // A page grows by its states: of a larger one the share of 30 states counts.
        const share = kinds.html * Math.min(1, limits.states / states) + kinds.css + kinds.js;
        assert.ok(states <= limits.states ? all <= limits.page : share <= limits.page, `${lang}/${name}: ${all}`);
      }
    }
  }));
