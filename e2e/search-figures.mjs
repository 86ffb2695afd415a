/**
 * The figures of the search in docs/benchmarks.md: sizes from the generator's test, times of the theme's matcher on real documentation,
 * by itself and in Chromium, where each query is the first one of a fresh page. In: SITE, for the theme. Out: rows of tables, and a failure where a query is slow or the words readers search by find nothing. Never: a file kept.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "./lib/browser.mjs";
import { matcher, plain, readIndex, table } from "./lib/search.mjs";
import { serve } from "./lib/server.mjs";
import { root, site } from "./lib/site.mjs";

const folder = mkdtempSync(join(tmpdir(), "signpost-search-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

/** Words in other forms than the documentation has, without diacritics, with an article, mistyped: what they find must speak of them. */
const words = {
  ru: [["проблему", /проблем/i], ["проблем", /проблем/i], ["пробелмы", /проблем/i], ["azure подпиской", /Azure|подпис/i], ["майкрософту", /Майкрософт/i]],
  nl: [["escaleert", /escal/i], ["escalatie", /escal/i], ["klantondersteuning", /ondersteun/i], ["facturerign", /factur/i]],
  fr: [["l'escalade", /escala|remont/i], ["l’abonnement", /abonnement/i], ["problemes", /problème/i], ["facturatoin", /factur/i]],
  cs: [["eskalaci", /eskal/i], ["eskalace", /eskal/i], ["predplatneho", /předplatn/i], ["zákaznkíka", /zákazn/i]],
};

/** Milliseconds of processor time, all threads: others on the machine do not count. */
function cost(work) {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return [(user + system) / 1000, result];
}

/** The first query of a page, from the key to its results in the list: milliseconds of processor time of the main thread. */
async function firstQuery(browser, origin, lang, file, query) {
  const page = await browser.newPage();
  await page.route("**/search/index.js", (route) => route.fulfill({ path: file, contentType: "text/javascript" }));
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const spent = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  await page.goto(`${origin}/${lang}/search/`);
  await page.locator("[data-search-field]").waitFor();
  // The texts are read ahead by then.
  for (let before = -1, now = 0; now - before > 1; before = now, now = await spent()) await page.waitForTimeout(700);
  const before = await spent();
  const field = 'document.querySelector("[data-search-field]")';
  await session.send("Runtime.evaluate", { expression: `${field}.value = ${JSON.stringify(query)}; ${field}.dispatchEvent(new Event("input"))` });
  const time = (await spent()) - before;
  if ((await page.locator("[data-search-box][data-searching]").count()) === 0) throw new Error(`${lang} ${query}: not searched`);
  await page.close();
  return time;
}

const { finder } = await matcher;
const server = await serve(site);
const browser = await launch();
const out = execFileSync("go", ["test", "-count=1", "-run", "Figures", "-v", "./generator/internal/search"], { cwd: root, env: { ...process.env, INDEXES: folder }, encoding: "utf8" });
console.log(Array.from(out.matchAll(/\| .*\|/g), ([row]) => row).join("\n"));
for (const [lang, own] of Object.entries(words)) {
  const file = join(folder, `search.${lang}.js`);
  if (!existsSync(file)) throw new Error("the documentation is not there");
  const [opened, find] = cost(() => finder(readIndex(file)));
  // The first time a script is slower than after, and reads texts that it keeps.
  const [first, again] = [1, 2].map(() => table(lang).map(({ query }) => cost(() => find(query, 20))[0]).sort((a, b) => a - b));
  const at = (times, share) => `${times[Math.floor(share * (times.length - 1))].toFixed(1)} ms`;
  console.log(`| ${lang} | ${opened.toFixed(0)} ms | ${at(first, 0.5)} | ${at(first, 0.95)} | ${at(first, 1)} | ${at(again, 0.5)} | ${at(again, 1)} |`);
  if (first[Math.floor(0.95 * (first.length - 1))] > 30) process.exitCode = 1;
  const shown = [];
  for (const { query } of table(lang).filter((_, i) => i % 4 === 0)) shown.push(await firstQuery(browser, server.origin, lang, file, query));
  shown.sort((a, b) => a - b);
  console.log(`| ${lang}, the first query of a page in Chromium | ${at(shown, 0.5)} | ${at(shown, 1)} |`);
  if (shown[Math.floor(0.95 * (shown.length - 1))] > 30) process.exitCode = 1;
  for (const [query, about] of own) {
    const results = find(query, 3);
    const good = results.filter(({ title, heading, text }) => about.test(`${plain(title)} ${plain(heading)} ${plain(text)}`));
    if (good.length === 0) {
      console.error(`${lang} ${query}: ${results.map(({ title, heading }) => `${plain(title)} / ${plain(heading)}`).join("; ") || "nothing"}`);
      process.exitCode = 1;
    }
  }
}
await browser.close();
await server.close();
