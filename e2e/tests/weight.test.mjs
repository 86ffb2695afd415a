/** What a reader loads, in bytes as a server sends them (gzip): before the first interaction this and nothing else. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { stage, visit } from "../lib/browser.mjs";
import { html, kindsOf, plain } from "../lib/kinds.mjs";
import { assets, flows, languages, site } from "../lib/site.mjs";

const on = stage();
const KB = 1024;
/** At most, compressed. A page is HTML, style and script together, of a flow of up to 30 states; `state`: of each further one. */
const limits = { page: 40 * KB, state: 0.2 * KB, script: 8 * KB, training: 9 * KB, search: 6 * KB, style: 12 * KB };
const packed = new Map();
const gzip = (name) => {
  if (!packed.has(name)) packed.set(name, gzipSync(readFileSync(join(site, name)), { level: 6 }).length);
  return packed.get(name);
};
const kb = (bytes) => `${(bytes / KB).toFixed(1)} KB`;
const states = (path) => html(path).split(" data-state=").length - 1;
/** What only pages about partners have. */
const partners = /\/partners\.[0-9a-f]+\.(css|js)$/;
/** What only pages for those who train have. */
const training = /\/(training\.[0-9a-f]+\.css|training-page\.[0-9a-f]+\.js)$/;

test("each asset within its limit", (t) => {
  const of = (ext) => assets.filter((name) => name.endsWith(ext));
  // The index of a language is data, with a limit of its own.
  const search = of(".js").filter((name) => /(^|\/)search\.[0-9a-f]+\.js$/.test(name));
  const scripts = of(".js").filter((name) => /(^|\/)(site|flow-page)\.[0-9a-f]+\.js$/.test(name));
  const drills = of(".js").filter((name) => training.test(`/${name}`));
  const common = of(".css").filter((name) => !partners.test(`/${name}`) && !training.test(`/${name}`));
  assert.deepEqual([scripts.length, drills.length, common.length, of(".css").length - common.length], [2, 1, 1, 2], "one script for all pages, one for flows, one for drills; one style sheet, one for pages about partners, one for those who train");
  for (const [kind, names] of [["script", scripts], ["training", drills], ["search", search], ["style", of(".css")]]) {
    for (const name of names) {
      t.diagnostic(`${kind} ${name}: ${kb(gzip(name))} of ${kb(limits[kind])}`);
      assert.ok(gzip(name) <= limits[kind], `${name} weighs ${kb(gzip(name))}, more than ${kb(limits[kind])}`);
    }
  }
});

test("a flow of up to 30 states, in every language", (t) => {
  let met = 0;
  for (const lang of languages) {
    for (const name of flows.keys()) {
      const page = `${lang}/${name}/index.html`;
      const count = states(`${lang}/${name}/`);
      const all = gzip(page) + assets.filter((asset) => /(^|\/)site\.[^/]*\.css$|(^|\/)(site|flow-page)\.[^/]*\.js$/.test(asset)).reduce((sum, asset) => sum + gzip(asset), 0);
      t.diagnostic(`${lang}/${name}, ${count} states: ${kb(gzip(page))} HTML, ${kb(all)} in all`);
      // A larger flow may weigh more by its further states, and by nothing else.
      const limit = limits.page + limits.state * Math.max(0, count - 30);
      assert.ok(all <= limit, `${page} with style and script weighs ${kb(all)}, more than ${kb(limit)}`);
      if (count >= 15) met++;
    }
  }
  assert.ok(met > 0, "there are flows of that size");
});

describe("before the first interaction", { concurrency: 2 }, () => {
  for (const [lang, kinds] of [["", plain], ...languages.map((lang) => [lang, kindsOf(lang)])]) {
    test(`${lang || "no language"}: the page, its style, its script, its icon`, () =>
      visit(on, { allow: (fault) => /\b404\b/.test(fault) }, async (page) => {
        for (const path of kinds.values()) {
          const asked = [];
          const note = (request) => asked.push(new URL(request.url()).pathname);
          page.on("request", note);
          await page.goto(`${on.origin}/${path}`, { waitUntil: "networkidle" });
          page.off("request", note);
          // Who comes to the search page wants to search: it has its scripts at once.
          const search = /^[^/]+\/search\/$/.test(path) ? [`/${path}index.js`, ...assets.filter((name) => /(^|\/)search\.[0-9a-f]+\.js$/.test(name)).map((name) => `/assets/${basename(name)}`)] : [];
          const own = /^[^/]+\/partners\/$/.test(path) ? partners : /^[^/]+\/training\//.test(path) ? training : /^$/;
          const rest = asked.filter((name) => !search.includes(name) && !own.test(name)).filter((name) => name !== `/${path}` && !/^\/assets\/(site\.[0-9a-f]+\.(js|css)|(flow-page|zoom|embed)\.[0-9a-f]+\.js|(icon|favicon|logo)\.[0-9a-f]+\.svg)$/.test(name));
          assert.deepEqual(rest, [], path);
          assert.equal(new Set(asked).size, asked.length, `${path}: nothing twice`);
        }
      }));
  }
});
