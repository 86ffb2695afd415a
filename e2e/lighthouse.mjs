/**
 * Lighthouse with its mobile settings over home, a guidance page and a flow page in every language, served as a real host serves them:
 * compressed, with the site's headers.
 * In: SITE and PROJECT; RUNS, how often a page is tried at most (default 3): other work on the machine makes a page slower, never faster,
 * so the best run counts. Out: a table; with `--write` also between the marks in docs/quality.md; failure where a score is not 100.
 * Never: a request beyond loopback.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import lighthouse from "lighthouse";
import { chromium } from "playwright-core";
import { args } from "./lib/browser.mjs";
import { kindsOf } from "./lib/kinds.mjs";
import { serve } from "./lib/server.mjs";
import { languages, root, site } from "./lib/site.mjs";

const categories = ["performance", "accessibility", "best-practices", "seo"];
const kinds = ["home", "page", "flow"];
const runs = Number(process.env.RUNS ?? 3);

// Lighthouse asks for robots.txt from within the page, whose policy forbids any connection: it may ask the site's own host.
const server = await serve(site, { real: true, policy: (text) => text.replaceAll("connect-src 'none'", "connect-src 'self'") });
const port = 9300 + (process.pid % 600);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: [...args, `--remote-debugging-port=${port}`] });

const score = (result, category) => Math.round(result.categories[category].score * 100);

/** The best run for performance; a run that failed does not count. */
async function measure(path) {
  let best;
  let failed;
  for (let i = 0; i < runs && best?.categories.performance.score !== 1; i++) {
    const { lhr } = await lighthouse(`${server.origin}/${path}`, { port, output: "json", logLevel: "silent", onlyCategories: categories, formFactor: "mobile" });
    if (lhr.runtimeError) failed = lhr.runtimeError.message;
    else if (!best || lhr.categories.performance.score > best.categories.performance.score) best = lhr;
  }
  if (!best) throw new Error(`${path}: ${failed}`);
  return best;
}

const rows = [];
const faults = [];
try {
  for (const lang of languages) {
    for (const kind of kinds) {
      const path = kindsOf(lang).get(kind);
      const result = await measure(path);
      const ms = (id) => Math.round(result.audits[id].numericValue);
      const scores = categories.map((category) => score(result, category));
      rows.push([`/${path}`, ...scores, `${(ms("first-contentful-paint") / 1000).toFixed(1)} s`, `${(ms("largest-contentful-paint") / 1000).toFixed(1)} s`, `${ms("total-blocking-time")} ms`, result.audits["cumulative-layout-shift"].numericValue.toFixed(3), `${(ms("total-byte-weight") / 1024).toFixed(0)} KB`]);
      console.log(rows.at(-1).join(" | "));
      for (const [i, category] of categories.entries()) {
        if (scores[i] === 100) continue;
        for (const { id, weight } of result.categories[category].auditRefs) {
          const audit = result.audits[id];
          if (weight > 0 && audit.score !== null && audit.score < 1) {
            faults.push(`/${path} ${category} ${scores[i]}: ${id} (${audit.score}): ${audit.title} ${audit.displayValue ?? ""} ${JSON.stringify(audit.details?.items?.slice(0, 3) ?? "").slice(0, 600)}`);
          }
        }
      }
    }
  }
  if (process.argv.includes("--write")) {
    const doc = join(root, "docs", "quality.md");
    const table = [["page", ...categories, "first paint", "largest paint", "blocked", "shift", "weight"], Array(10).fill("---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
    const text = await readFile(doc, "utf8");
    await writeFile(doc, text.replace(/(<!-- lighthouse -->\n)[\s\S]*?(<!-- end lighthouse -->)/, `$1\n${table}\n\n$2`));
  }
} finally {
  await browser.close();
  await server.close();
}
if (faults.length > 0) {
  console.log(faults.join("\n"));
  process.exitCode = 1;
}
