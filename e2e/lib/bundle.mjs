/**
 * A bundle as a recipient has it: unpacked into a folder with a name that no server would choose.
 * In: BUNDLE, a zip that "signpost bundle" made of the project, and FLOWS, the folder of "signpost bundle --format html". Out: the folder, its address and its
 * pages. Never: a file of the bundle changed.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { root } from "./site.mjs";

const bundle = resolve(process.env.BUNDLE ?? join(root, "bin", "bundle.zip"));
const singles = resolve(process.env.FLOWS ?? join(root, "bin", "flows"));

/** Unpacks the bundle and copies the single files beside it. `done` removes all. */
export function unpack() {
  const folder = mkdtempSync(join(tmpdir(), "signpost-"));
  const home = join(folder, "dir #1 100% Сбой");
  execFileSync("unzip", ["-q", bundle, "-d", home], { env: { ...process.env, LC_ALL: "C" } });
  const alone = join(folder, "one file #2");
  cpSync(singles, alone, { recursive: true });
  const pages = readdirSync(home, { recursive: true })
    .map((name) => name.split(sep).join("/"))
    .filter((name) => name.endsWith(".html"))
    .sort();
  return { folder: home, origin: pathToFileURL(home).href, alone: pathToFileURL(alone).href, pages, done: () => rmSync(folder, { recursive: true }) };
}

/** What a page of a bundle must be, seen from within the page; what is wrong is named. Runs in the browser. */
export function judge() {
  const wrong = [];
  const shown = (selector) => document.querySelector(selector)?.checkVisibility() ?? false;
  if (document.title.startsWith("Index of") || !shown("h1")) wrong.push("this is no page of the site");
  if (document.styleSheets.length === 0 || shown(".bundle-extract")) wrong.push("the style sheets are missing");
  if (shown("[data-bundle-expired]")) wrong.push("it says that it expired");
  const foot = document.querySelector(".footer-bundle");
  if (!foot || !/h1:[\w+/]{43}=/.test(getComputedStyle(foot, "::after").content)) wrong.push("the footer does not say the hash");
  const links = Array.from(document.querySelectorAll("a[href]"), (link) => link.href.replace(/#.*$/, ""));
  return { wrong, links: [...new Set(links)].filter((href) => href.startsWith("file:")) };
}

/** Where the links of a page lead that is not opened, as `judge` gives them. */
export function linksOf({ origin }, name) {
  const html = readFileSync(fileURLToPath(`${origin}/${name}`), "utf8");
  const links = Array.from(html.matchAll(/<a\b[^>]*? href="([^"#]+)[^"]*"/g), ([, href]) => new URL(href.replaceAll("&amp;", "&"), `${origin}/${name}`).href.replace(/#.*$/, ""));
  if (links.length === 0) throw new Error(`${name}: no links were found`);
  return [...new Set(links)].filter((href) => href.startsWith("file:"));
}

/** Those of the links that lead to no file. */
export const dead = (links, known) =>
  links.filter((href) => {
    if (!known.has(href)) known.set(href, !href.endsWith("/") && existsSync(fileURLToPath(href)));
    return !known.get(href);
  });
