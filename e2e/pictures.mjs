/**
 * Pictures of the site, for people to look at: ten pages in every language at 320, 768 and 1440 px, light and dark, and as printed.
 * In: SITE and PROJECT. Out: results/pictures/<lang>/*.png, and results/sheets/: a page for each of the ten, with all languages side by side,
 * and the same as PNG; index.html leads to them. What does not fit is named, and ends in failure. Never: a verdict on beauty.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./lib/browser.mjs";
import { kindsOf, largest, plain } from "./lib/kinds.mjs";
import { misfits } from "./lib/measure.mjs";
import { fragment, longest, route } from "./lib/model.mjs";
import { serve } from "./lib/server.mjs";
import { here, languages, site } from "./lib/site.mjs";

const results = join(here, "results");
const pictures = join(results, "pictures");
const sheets = join(results, "sheets");
const widths = [320, 768, 1440];
const schemes = ["light", "dark"];
/** What a sheet shows of a long page, in pixels of the page. */
const tall = 3200;

const server = await serve(site);
const browser = await launch();
const [name, flow] = largest();
const { passed } = route(flow, flow.examples[longest(flow)].given);

/** Name of the picture and address below the root. Kinds that are not met yet (a search) join by themselves. */
function subjects(lang) {
  const kinds = kindsOf(lang);
  const flowAt = (pairs) => `${kinds.get("flow")}${fragment(pairs)}`;
  const rest = Array.from(kinds).filter(([kind]) => !["home", "section", "page", "table", "flow", "review"].includes(kind));
  return [
    ["chooser", plain.get("chooser")],
    ["home", kinds.get("home")],
    ["section", kinds.get("section")],
    ["page", kinds.get("page")],
    ["table", kinds.get("table")],
    ["flow-start", flowAt([])],
    ["flow-middle", flowAt(passed.slice(0, 5))],
    ["flow-end", flowAt(passed)],
    ["review", kinds.get("review")],
    ["notfound", "nothing-here/"],
    ...rest,
  ].filter(([, path]) => path !== undefined);
}

const file = (lang, subject, width, scheme) => join(pictures, lang, `${subject}-${width}-${scheme}.png`);

/** All pictures of a language; gives what does not fit. */
async function paint(lang) {
  const found = [];
  await mkdir(join(pictures, lang), { recursive: true });
  for (const width of widths) {
    const context = await browser.newContext({ viewport: { width, height: width === 320 ? 640 : 900 }, reducedMotion: "reduce" });
    const page = await context.newPage();
    for (const [subject, path] of subjects(lang)) {
      await page.goto("about:blank");
      await page.goto(`${server.origin}/${path}`);
      found.push(...(await page.evaluate(misfits, { hashes: [new URL(page.url()).hash] })).map((line) => `${width} px ${line}`));
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      const clip = { x: 0, y: 0, width, height: Math.min(height, tall) };
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: file(lang, subject, width, colorScheme), fullPage: true, clip });
      }
    }
    await context.close();
  }
  return found;
}

const onPaper = ["page", "table", "flow-start", "flow-end", "review"];

/** PDFs as printed, and their first pages as pictures where poppler is there. */
async function print(lang) {
  const page = await browser.newPage();
  for (const [subject, path] of subjects(lang).filter(([subject]) => onPaper.includes(subject))) {
    await page.goto("about:blank");
    await page.goto(`${server.origin}/${path}`);
    const pdf = join(pictures, lang, `${subject}.pdf`);
    await page.pdf({ path: pdf, format: "A4", printBackground: false });
    if (poppler) execFileSync("pdftoppm", ["-png", "-r", "60", "-l", "3", pdf, join(pictures, lang, `${subject}-paper`)]);
  }
  await page.close();
}

const poppler = ["/usr/bin/pdftoppm", "/usr/local/bin/pdftoppm"].some((path) => existsSync(path));

const css = "body{margin:16px;font:16px/1.4 sans-serif;background:#999}h1{margin:0 0 12px}table{border-spacing:12px 0}th{text-align:start;padding-block:8px}td{vertical-align:top}img{display:block;background:#fff;border:1px solid #000}a{color:#000}";
const document = (title, body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><style>${css}</style><h1>${title}</h1>${body}</html>\n`;

/** A sheet for each subject and width: a column for each language, light above dark. */
async function sheet(subject, width, names) {
  const shown = { 320: 320, 768: 460, 1440: 620 }[width] ?? 420;
  const head = languages.map((lang) => `<th>${lang}</th>`).join("");
  const rows = names.map((row) => `<tr>${row.map((path) => `<td>${existsSync(path) ? `<img src="${relative(sheets, path)}" width="${shown}" alt="">` : ""}</td>`).join("")}</tr>`);
  const title = `${subject}, ${width}`;
  const html = join(sheets, `${subject}-${width}.html`);
  await writeFile(html, document(title, `<table><tr>${head}</tr>${rows.join("")}</table>`));
  const page = await browser.newPage({ viewport: { width: (shown + 14) * languages.length + 60, height: 800 } });
  await page.goto(pathToFileURL(html).href);
  await page.evaluate(() => Promise.all(Array.from(document.images, (image) => image.decode())));
  await page.screenshot({ path: html.replace(/html$/, "png"), fullPage: true });
  await page.close();
  return relative(sheets, html);
}

try {
  await rm(results, { recursive: true, force: true });
  await mkdir(sheets, { recursive: true });
  const found = [];
  for (const lang of languages) {
    found.push(...(await paint(lang)));
    await print(lang);
    console.log(relative(process.cwd(), join(pictures, lang)));
  }
  const links = [];
  for (const [subject] of subjects(languages[0])) {
    for (const width of widths) {
      links.push(await sheet(subject, width, schemes.map((scheme) => languages.map((lang) => file(lang, subject, width, scheme)))));
    }
    if (poppler && onPaper.includes(subject)) {
      // pdftoppm writes as many digits as the last page has.
      const paper = (lang, n) => [`-${n}`, `-0${n}`, `-00${n}`].map((end) => join(pictures, lang, `${subject}-paper${end}.png`)).find((path) => existsSync(path)) ?? "";
      links.push(await sheet(subject, "paper", [1, 2, 3].map((n) => languages.map((lang) => paper(lang, n)))));
    }
  }
  await writeFile(join(sheets, "index.html"), document("Contact sheets", `<ul>${links.map((link) => `<li><a href="${link}">${link}</a></li>`).join("")}</ul>`));
  console.log(`look at ${relative(process.cwd(), join(sheets, "index.html"))}`);
  if (!poppler) console.log("without pdftoppm (poppler-utils) print is there as PDF alone");
  if (found.length > 0) {
    console.log(`what does not fit:\n${found.join("\n")}`);
    process.exitCode = 1;
  }
} finally {
  await browser.close();
  await server.close();
}
