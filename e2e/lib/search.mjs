/**
 * The index of a language and the theme's matcher, without a browser; and the tables of queries.
 * In: SITE. Out: finders, and rows of vectors/search. Never: a matcher of its own.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { load } from "./modules.mjs";
import { here, site } from "./site.mjs";

/** What an index script says. */
export function readIndex(file) {
  const self = {};
  runInNewContext(readFileSync(file, "utf8"), { self });
  return self.signpostIndex;
}

export const indexOf = (lang) => readIndex(join(site, lang.toLowerCase(), "search", "index.js"));

export const matcher = load("match");

/** The rows of a language's table: what is typed, and the addresses of which one must be found: "guides/severities", "severity#critical". */
export function table(lang) {
  const rows = [];
  for (const line of readFileSync(join(here, "vectors", "search", `${lang}.txt`), "utf8").split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const [query, places] = line.split(" = ");
    rows.push({ query, places: places.split(" ") });
  }
  return rows;
}

/** Whether a result is the place that a table names. */
export function leads(result, lang, place) {
  const [path, id] = place.split("#");
  return result.path === `${lang.toLowerCase()}/${path}/` && (id === undefined || result.id.split("~")[0] === id);
}

export const plain = (pieces) => pieces.map(([text]) => text).join("");
