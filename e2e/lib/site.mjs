/**
 * The site under test and the project it was built from.
 * In: SITE, the folder of a built site; PROJECT, the folder with config.yaml and decisions/ (default: the repository).
 * Out: its languages, pages and flows, read from the disk once. Never: a page rendered, a file written.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

export const here = resolve(dirname(fileURLToPath(import.meta.url)), "..");
export const root = resolve(here, "..");
export const site = resolve(required("SITE"));
export const project = resolve(process.env.PROJECT ?? root);

/** The small project with every type of question, and the folder it was built into. */
export const types = { project: join(here, "fixtures", "types"), site: resolve(process.env.TYPES ?? join(root, "bin", "types")) };

/** Every scalar is text, as in Signpost itself: `yes` is a word. */
const read = (path) => parse(readFileSync(path, "utf8"), { schema: "failsafe" });

export const config = read(join(project, "config.yaml"));

/** The languages of the built site, the source language first. */
export const languages = config.languages.filter((lang) => existsSync(join(site, lang, "index.html")));
if (languages.length === 0) throw new Error(`no language of the project in ${site}: is SITE the folder of a built site?`);

const all = readdirSync(site, { recursive: true }).map((name) => name.split(sep).join("/")).sort();

/** Every HTML file, as a path with "/" below the root of the site, sorted. */
export const files = all.filter((name) => name.endsWith(".html"));

/** Styles, scripts and pictures that pages load, likewise. */
export const assets = all.filter((name) => /\.(css|js|svg|png|woff2)$/.test(name));

/** Every page as an address below the root: "en/guides/", "" for the chooser, "404.html". */
export const pages = files.map((name) => name.replace(/(^|\/)index\.html$/, "$1"));

/** The pages of one language. */
export const pagesOf = (lang) => pages.filter((path) => path.startsWith(`${lang}/`));

/** The flows by name: start, questions, steps, tables, outcomes, examples as in flow.yaml; `all`: the flows again, for those that use others. */
export const flows = flowsOf(project);

/**
 * The flows whose behaviour is tried in a language: all in the source language; in each other one two of them, in turn, since the script and
 * the addresses are the same and only the words differ. With WALK=all, all.
 */
export function shareOf(lang) {
  const i = languages.indexOf(lang);
  const all = [...flows];
  return i === 0 || process.env.WALK === "all" ? all : all.filter((_, n) => [2 * i, 2 * i + 1].some((k) => k % all.length === n));
}

/**
 * Whether the flow at a place of `shareOf` is tried with script, without, or both: both in the source language; in each other one by turns, since
 * what the script adds is the same. With WALK=all, both.
 */
export const modesOf = (lang, place) => (lang === languages[0] || process.env.WALK === "all" ? [true, false] : [place % 2 === 0]);

/** The dash between two parts of a line, as the language has it. */
export const dashOf = (lang) => (lang === "ru" ? "—" : "–");

/** The flows of any project. */
export function flowsOf(folder) {
  const all = new Map(
    readdirSync(join(folder, "decisions"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => [entry.name, read(join(folder, "decisions", entry.name, "flow.yaml"))])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  for (const flow of all.values()) Object.defineProperty(flow, "all", { value: all });
  return all;
}

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`set ${name} to the folder of a built site, such as the DIR of "signpost build --out DIR"`);
  return value;
}
