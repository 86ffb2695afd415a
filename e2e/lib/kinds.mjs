/**
 * The kinds of pages a site has, found in the built files: a new kind is met by every test that goes by kind.
 * In: the files of the site. Out: paths by kind. Never: a list of kinds kept by hand.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { flows, languages, pages, pagesOf, site } from "./site.mjs";

/** The text of a page. */
export const html = (path) => readFileSync(join(site, /(^|\/)$/.test(path) ? `${path}index.html` : path), "utf8");

/** "home", "page", "flow" …: what the body says the page is. */
export function kindOf(path) {
  const kind = /<body[^>]*\bclass="(?:[^"]* )?is-([a-z-]+)/.exec(html(path))?.[1];
  if (!kind) throw new Error(`${path}: the body does not say what kind of page it is`);
  return kind;
}

const own = (path) => languages.some((lang) => path.startsWith(`${lang}/`));

/**
 * One page of each kind of a language, by kind: of guidance the one with most to show, of flows the one with most questions, since
 * what is there most fails first. "table" is a guidance page with a table, another one where there is one.
 */
export function kindsOf(lang) {
  const found = new Map();
  const tables = [];
  for (const path of pagesOf(lang)) {
    const kind = kindOf(path);
    const text = html(path);
    const best = found.get(kind);
    if (kind !== "flow" && (!best || (kind === "page" && text.length > best.size))) found.set(kind, { path, size: text.length });
    if (kind === "page" && text.includes("<table")) tables.push(path);
  }
  const table = tables.find((path) => path !== found.get("page").path) ?? tables[0];
  if (table) found.set("table", { path: table, size: 0 });
  const [name] = largest();
  const flow = pagesOf(lang).find((path) => path === `${lang}/${name}/`);
  if (flow) found.set("flow", { path: flow, size: 0 });
  return new Map(Array.from(found, ([kind, { path }]) => [kind, path]));
}

/** The pages of no language, by kind: the chooser, what was not found. */
export const plain = new Map(pages.filter((path) => !own(path)).map((path) => [kindOf(path), path]));

/** Name and flow with most questions. */
export function largest() {
  const size = (flow) => Object.keys(flow.questions ?? {}).length;
  return Array.from(flows).sort(([, a], [, b]) => size(b) - size(a))[0];
}
