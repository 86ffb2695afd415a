/**
 * The words of every page, read as text: each in its language, and set as that language sets them. Code, names of keys and what is
 * marked as another language are judged by their own rules or not at all.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { launch } from "../lib/browser.mjs";
import { html } from "../lib/kinds.mjs";
import { languages, pages, pagesOf } from "../lib/site.mjs";

const [source] = languages;

/** Pieces of text of many pages, `[lang, text, place]`: of elements that hold text, of templates, of attributes that are read out. */
async function wordsOf(browser, paths) {
  const page = await browser.newPage();
  const read = async (path) =>
    page.evaluate((text) => {
      const found = [];
      const silent = "script, style, code, kbd, samp, pre, svg, [translate=no]";
      const langOf = (e, outer) => e.closest("[lang]")?.getAttribute("lang") ?? outer;
      const inline = "a, abbr, b, bdi, cite, code, em, i, kbd, mark, q, s, samp, small, span, strong, sub, sup, u, time, dfn, br, wbr, button, input, label, svg";
      const walk = (root, outer) => {
        for (const e of root.querySelectorAll("*")) {
          if (e.localName === "template") walk(e.content, langOf(e, outer));
          for (const key of ["aria-label", "title", "alt", "placeholder"]) if (e.hasAttribute(key)) found.push([langOf(e, outer), e.getAttribute(key), `@${key}`]);
          if (e.matches(silent) || e.closest(silent) || e.matches(inline) && e.parentElement) continue;
          // A run of text goes on through inline elements of the same language; code in it becomes one sign.
          let run = "";
          const end = () => {
            const text = run.replace(/[\t\n\r ]+/g, " ").trim();
            if (/\p{L}/u.test(text)) found.push([langOf(e, outer), text, e.localName]);
            run = "";
          };
          const gather = (node, lang) => {
            if (node.nodeType === Node.TEXT_NODE) run += node.data;
            else if (node.nodeType !== Node.ELEMENT_NODE || node.localName === "template") return;
            else if (node.matches(silent)) run += "\uFFFC";
            else if (langOf(node, outer) !== lang) {
              if (node.textContent.trim() !== "") found.push([langOf(node, outer), node.textContent.trim(), node.localName]);
              run += "\uFFFC";
            } else if (node.localName === "br") run += " ";
            else if (node.matches(inline)) for (const inner of node.childNodes) gather(inner, lang);
            else end();
          };
          for (const node of e.childNodes) gather(node, langOf(e, outer));
          end();
        }
      };
      const doc = new DOMParser().parseFromString(text, "text/html");
      found.push([doc.documentElement.lang, doc.title, "title"]);
      const description = doc.querySelector('meta[name="description"]')?.content;
      if (description) found.push([doc.documentElement.lang, description, "description"]);
      walk(doc.body, doc.documentElement.lang);
      return found;
    }, html(path));
  const all = new Map();
  for (const path of paths) all.set(path, await read(path));
  await page.close();
  return all;
}

/** What each language sets in its own way: a rule is a pattern that must not be found. No-break spaces are U+00A0 and U+202F. */
const everywhere = [
  ["a straight quotation mark", /"/],
  ["a straight apostrophe", /'/],
  ["three full stops for an ellipsis", /\.\.\./],
  ["two hyphens for a dash", /(?<!-)--(?!-)/],
  ["a hyphen for a dash", /\p{L}[  ]-[  ]\p{L}/u],
  ["a space before a comma or full stop", /[\p{L}] [,.](?![\p{L}\d])/u],
  ["two spaces", /[  ]{2}/],
  ["a placeholder", /\{\{|\}\}|%!|\bundefined\b|\[object |<no value>/],
];
const rules = {
  en: [["quotation marks of another language", /[«»„]/], ["a spaced mark", / [:;!?](?=\s|$)/]],
  ru: [["quotation marks of another language", /”|‘|(?<![„\p{L}\s\d.,…!?»)]{1,400})“/u], ["a hyphen where a dash separates", / - /], ["a dash that may begin a line", /\p{L} —/u]],
  nl: [["quotation marks of another language", /[«»„]/], ["a spaced mark", / [:;!?](?=\s|$)/]],
  fr: [["quotation marks of another language", /„/], ["no no-break space inside « »", /«(?![\u00A0\u202F])|(?<![\u00A0\u202F])»/], ["no no-break space before a tall mark", /(?<=[\p{L}\p{N})»\uFFFC])[;!?](?=\s|$)|(?<=[\p{L}\p{N})»\uFFFC]):(?=\s|$)| [:;!?](?=\s|$)/u]],
  cs: [["quotation marks of another language", /[«»”‘]/], ["a spaced mark", / [:;!?](?=\s|$)/], ["a quotation that is not closed", /„(?![^“]*“)/]],
};

/** Names, the same in every language. Anything else that a page shares with its English twin was left behind. */
const names = new Set([
  "Signpost",
  "Business Central",
  "Finance and Operations",
  "Enterprise Mobility Suite (EMS)",
  "Enterprise Mobility + Security",
  "Premier Support for Partners",
  "Advanced Support for Partners",
  "Signature Cloud Support",
  "Skype for Business Online",
  "Cloud Solution Provider (CSP)",
  "Marketplace",
]);
const named = /^(Microsoft|Azure|Windows|Dynamics|Power|Entra|Teams|Partner Center)( [\p{Lu}\d][\p{L}\d]*)*( \([\p{Lu}\d]+\))?$/u;
/** Addresses, of the example partners too. */
const address = /^([\w.-]+@)?[\w.-]+\.example$/;
const isName = (text) => address.test(text) || text.split(", ").every((part) => names.has(part) || named.test(part));
/** Words that a language writes as English does. */
const borrowed = { nl: ["E-mail", "Helpdesk", "Partners", "Partners\u00a0– Signpost", "Website", "Home", "Product", "Code", "Impact", "Break-fix", "Incident", "Letters", "Service level agreement (SLA)", "Tenant"], fr: ["E-mail", "Helpdesk", "France", "Code", "Contact", "Date", "Impact", "Important", "Incident", "Minimal", "Note", "question", "Question", "Questions", "Signature", "Version"], cs: ["E-mail", "Incident", "Tenant"] };
/** A text without pictures, and without the number of the place to go to on paper. */
const bare = (text) => text.replace(/\uFFFC/g, "").replace(/ → \d+$| ·\s*$/, "").replace(/ ·\s*$/, "").trim();

let found;
async function read() {
  if (found) return found;
  const browser = await launch();
  found = await wordsOf(browser, pages).finally(() => browser.close());
  return found;
}

describe("words", () => {
  for (const lang of languages) {
    test(`${lang}: set as the language sets them`, async () => {
      const faults = new Set();
      for (const [path, words] of await read()) {
        for (const [own, text, place] of words) {
          if (own !== lang) continue;
          for (const [what, rule] of [...everywhere, ...(rules[lang.split("-")[0]] ?? [])]) {
            const at = rule.exec(text)?.index;
            if (at !== undefined) faults.add(`${what}: …${text.slice(Math.max(0, at - 30), at + 30)}… (${place})`.concat(faults.size < 60 ? ` ${path}` : ""));
          }
        }
      }
      assert.equal(faults.size, 0, `${faults.size} faults\n${Array.from(faults).slice(0, 60).join("\n")}`);
    });
  }
  for (const lang of languages.slice(1)) {
    test(`${lang}: nothing left in ${source}`, async () => {
      const all = await read();
      const left = new Map();
      let compared = 0;
      for (const path of pagesOf(lang)) {
        const twin = all.get(path.replace(lang, source));
        const theirs = new Set(twin.filter(([own]) => own === source).map(([, text]) => text));
        for (const [own, text] of all.get(path)) {
          if (own !== lang) continue;
          compared++;
          if (!theirs.has(text) || !/\p{Ll}{3}/u.test(text)) continue;
          if (isName(bare(text)) || borrowed[lang]?.includes(bare(text))) continue;
          left.set(text, path);
        }
      }
      assert.ok(compared > 500, `${compared} pieces of text were compared`);
      assert.deepEqual(Array.from(left, ([text, path]) => `${text} (${path})`), []);
    });
  }
});
