/**
 * Finds pages and their sections in the index of a language. In: the index (its form stands in the generator's package search) and what a
 * reader typed. Out: results, best first, their texts cut into pieces that match and pieces that do not. Never: the page.
 */
import { fold, words } from "./fold";

export interface Index {
  v: number;
  lang: string;
  swap: [string, string];
  stop: string;
  endings: string;
  turns: string;
  terms: string;
  postings: string;
  /** path, title, kinds, and id, heading and text of each passage. */
  pages: [string, string, string, string[]][];
}

/** Pieces of a text in order, and whether each one matches. */
export type Pieces = [text: string, found: boolean][];

export interface Result {
  path: string;
  /** The fragment; empty for the page itself. */
  id: string;
  /** The letter of its kind: page, flow, question, step, result, outcome. */
  kind: string;
  title: Pieces;
  /** Empty for the page itself. */
  heading: Pieces;
  text: Pieces;
}

/** Finds at most `most` results. */
export type Finder = (query: string, most: number) => Result[];

const VERSION = 1;
/** Longer queries are cut: characters, words. */
const LONGEST = 200;
const MOST_WORDS = 10;
/** What a word counts for in a text, in one that says it often, in a heading, in a title. */
const LEVELS = [1, 1.6, 4, 8];
/** What a term counts for that is the word, begins with it, is akin to it, differs by a typing error, from its beginning alone, holds it. */
const SAME = 1;
const BEGINS = 0.75;
const AKIN = 0.4;
const TYPO = 0.5;
const WORN = 0.3;
const HOLDS = 0.45;
/** How many of the best are looked at closely, and how many a page may have among the results. */
const CLOSELY = 40;
const OF_A_PAGE = 2;
/** Characters of an excerpt. */
const EXCERPT = 170;

const MARKS = "!#$%&'()*+,-./:;<=>?@[]^_`{|}~";
const DIGITS = "#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";
const LAST = 64;

/** A word of a query with the terms that stand for it, and what each counts for. */
interface Wanted {
  word: string;
  /** Whether the reader may still be typing it. */
  open: boolean;
  /** It carries no meaning of its own: it may be there or not. */
  optional: boolean;
  terms: Map<number, number>;
}

/** Makes the finder of an index; undefined where the index has a form of another time. */
export function finder(index: Index): Finder | undefined {
  if (index.v !== VERSION) return undefined;
  const plain = exchange(index.swap);
  const terms = decodeTerms(plain(index.terms));
  const numbers = new Map(terms.map((term, i) => [term, i]));
  const postings = index.postings.split(" ");
  const stop = new Set(index.stop.split(" "));
  const endings = decodeRules(index.endings);
  const turns = decodeRules(index.turns);
  const first: number[] = [];
  const pageOf: number[] = [];
  index.pages.forEach(([, , , passages], page) => {
    first.push(pageOf.length);
    for (let i = 0; i < passages.length; i += 3) pageOf.push(page);
  });

  /** What the stemmer may have made of a word; the word itself first. */
  const variants = (word: string): string[] => {
    const bases = [word, ...endings(word)];
    return bases.concat(...bases.map(turns));
  };

  /** The terms a word of a text stands for. */
  const known = new Map<string, number[]>();
  const termsOf = (word: string): number[] => {
    let found = known.get(word);
    if (!found) {
      found = [];
      for (const one of variants(word)) {
        const term = numbers.get(one);
        if (term !== undefined) found.push(term);
      }
      known.set(word, found);
    }
    return found;
  };

  const wanted = (word: string, open: boolean, optional: boolean): Wanted => {
    const found = new Map<number, number>();
    const add = (term: number, weight: number) => {
      if (weight > (found.get(term) ?? 0)) found.set(term, weight);
    };
    for (const term of termsOf(word)) add(term, SAME);
    if (optional) return { word, open: false, optional, terms: found };
    const all = Array.from(new Set(variants(word)));
    if (open && word.length > 1) {
      for (let i = lowest(terms, word); terms[i]?.startsWith(word); i++) add(i, BEGINS);
    }
    const sure = found.size > 0;
    if (word.length > 3) {
      const root = word.slice(0, 4);
      for (let i = lowest(terms, root); terms[i]?.startsWith(root); i++) if (akin(all, terms[i] ?? "")) add(i, AKIN);
    }
    if (!sure && word.length > 3) {
      const near = all.filter((one) => one.length > 3);
      terms.forEach((term, i) => {
        if (near.some((one) => differ(one, term, open && one === word))) add(i, TYPO);
        else if (term.length > 4 && word.length - term.length < 5 && differ(term, word, true)) add(i, WORN);
        else if (word.length > 4 && term.includes(word)) add(i, HOLDS);
      });
    }
    return { word, open, optional, terms: found };
  };

  const parse = (query: string): Wanted[] => {
    const text = query.slice(0, LONGEST);
    const open = !/\s$/.test(text);
    const all = queryWords(text);
    const last = all[all.length - 1];
    // A capital alone has a meaning: "severity A".
    const slight = ({ folded, written }: QueryWord) => stop.has(folded) && !(/^\p{Lu}$/u.test(written) && all.length > 1);
    const meant = all.some((word) => !slight(word));
    const kept = new Map<string, Wanted>();
    for (const word of all) {
      if (!kept.has(word.folded) && kept.size < MOST_WORDS) kept.set(word.folded, wanted(word.folded, open && word === last, meant && slight(word)));
    }
    return Array.from(kept.values());
  };

  /** A text as it reads, with its words and the terms they stand for. What was read once is kept: a reader types letter by letter. */
  const texts = new Map<string, Text>();
  const read = (stored: string): Text => {
    let found = texts.get(stored);
    if (!found) {
      const text = plain(stored);
      found = { text, words: words(text).map(({ text: written, start, end }) => ({ start, end, ...reading(written) })) };
      texts.set(stored, found);
    }
    return found;
  };
  const readings = new Map<string, Reading>();
  const reading = (written: string): Reading => {
    let found = readings.get(written);
    if (!found) {
      const key = fold(written);
      found = { key, terms: termsOf(key) };
      readings.set(written, found);
    }
    return found;
  };

  /** The words of a text, each with the place in the query of what it stands for; −1 for nothing. */
  const matches = ({ words: all }: Text, of: Wanted[]): Match[] =>
    all.map(({ start, end, key, terms: own }) => ({
      start,
      end,
      which: of.findIndex((one) => (one.open && one.word.length > 1 && key.startsWith(one.word)) || own.some((term) => one.terms.has(term))),
    }));

  return (query, most) => {
    const of = parse(query);
    const shown = score(of, postings, pageOf, index.pages.length).slice(0, CLOSELY).map(({ passage, covered, value }) => {
      const page = pageOf[passage] ?? 0;
      const [path = "", stored = "", kinds = "", passages = []] = index.pages[page] ?? [];
      const at = passage - (first[page] ?? 0);
      const id = passages[3 * at] ?? "";
      const [title, heading, text] = [read(stored), read(passages[3 * at + 1] ?? ""), read(passages[3 * at + 2] ?? "")];
      const head = matches(at === 0 ? title : heading, of);
      const body = matches(text, of);
      const close = 1 + 0.6 * closeness(head, of.length) + 0.2 * closeness(body, of.length) + 0.4 * share(head);
      return { page, path, id, kind: kinds[at] ?? kinds[0] ?? "", title, heading, text, body, covered, value: value * close };
    });
    shown.sort((a, b) => b.covered - a.covered || b.value - a.value);
    const best = shown[0]?.value ?? 0;
    const count = new Map<number, number>();
    const kept = shown.filter(({ page, value }) => {
      const n = (count.get(page) ?? 0) + 1;
      count.set(page, n);
      return n <= OF_A_PAGE && value > best / 12;
    });
    return kept.slice(0, most).map(({ path, id, kind, title, heading, text, body }) => ({
      path,
      id,
      kind,
      title: pieces(title.text, matches(title, of)),
      heading: pieces(heading.text, matches(heading, of)),
      text: excerpt(text.text, body),
    }));
  };
}

interface Reading {
  key: string;
  terms: number[];
}

interface Text {
  text: string;
  words: ({ start: number; end: number } & Reading)[];
}

interface QueryWord {
  folded: string;
  written: string;
}

/** The words of a query; a compound with a part of one letter is one word ("e-mail"). */
function queryWords(text: string): QueryWord[] {
  const found: QueryWord[] = [];
  for (const compound of text.split(/[^\p{L}\p{N}\p{M}\u00ad\u2010\u2011-]+/u)) {
    const parts = words(compound).map((word) => ({ folded: fold(word.text), written: word.text }));
    if (parts.length > 1 && parts.some(({ folded }) => folded.length === 1)) {
      found.push({ folded: parts.map(({ folded }) => folded).join(""), written: compound });
    } else found.push(...parts);
  }
  return found.filter(({ folded }) => folded !== "");
}

interface Scored {
  passage: number;
  /** How many of the words the page has. */
  covered: number;
  value: number;
}

/** Every passage with one of the words, those of pages with the most of them first. */
function score(of: Wanted[], postings: string[], pageOf: number[], pages: number): Scored[] {
  const found = of.map(({ terms, optional }) => {
    const own = new Float32Array(pageOf.length);
    const page = new Float32Array(pages);
    let count = 0;
    for (const [term, weight] of terms) {
      decodePostings(postings[term] ?? "", (passage, level) => {
        const value = weight * (LEVELS[level] ?? 0);
        const on = pageOf[passage] ?? 0;
        if (own[passage] === 0) count++;
        if (value > (own[passage] ?? 0)) own[passage] = value;
        if (value > (page[on] ?? 0)) page[on] = value;
      });
    }
    return { own, page, optional, rare: Math.log(1 + pageOf.length / (count + 1)) };
  });
  const needed = of.filter(({ optional }) => !optional).length;
  const all: Scored[] = [];
  pageOf.forEach((on, passage) => {
    let covered = 0;
    let here = 0;
    let value = 0;
    for (const { own, page, optional, rare } of found) {
      const ours = own[passage] ?? 0;
      const whole = page[on] ?? 0;
      value += rare * (ours + 0.3 * (whole - ours)) * (optional ? 0.5 : 1);
      if (optional) continue;
      if (whole > 0) covered++;
      if (ours > 0) here++;
    }
    if (here > 0) all.push({ passage, covered, value: value * (0.5 + (0.5 * here) / needed) });
  });
  return all.sort((a, b) => b.covered - a.covered || b.value - a.value || a.passage - b.passage);
}

interface Match {
  start: number;
  end: number;
  /** The word of the query it stands for; −1 for none. */
  which: number;
}

/** How near the words of the query stand to each other: 1 where all of them are in a row. */
function closeness(text: Match[], wanted: number): number {
  let best = 0;
  text.forEach(({ which }, from) => {
    if (which < 0) return;
    const seen = new Set<number>();
    for (let to = from; to < text.length && to < from + 12; to++) {
      const other = text[to]?.which ?? -1;
      if (other < 0 || seen.has(other)) continue;
      seen.add(other);
      best = Math.max(best, (seen.size / wanted) * (seen.size / (to - from + 1)));
    }
  });
  return best;
}

/** Which share of a heading's words match. */
function share(text: Match[]): number {
  return text.length === 0 ? 0 : text.filter(({ which }) => which >= 0).length / text.length;
}

function pieces(text: string, of: Match[], from = 0, to = text.length): Pieces {
  const found: Pieces = [];
  let at = from;
  for (const { start, end, which } of of) {
    if (which < 0 || start < from || end > to) continue;
    // Words side by side are one mark.
    const between = text.slice(at, start);
    const before = found[found.length - 1];
    if (before?.[1] && /^\s$/.test(between)) before[0] += between + text.slice(start, end);
    else {
      if (between !== "") found.push([between, false]);
      found.push([text.slice(start, end), true]);
    }
    at = end;
  }
  if (at < to) found.push([text.slice(at, to), false]);
  return found;
}

/** The part of a text with the most different words of the query; its beginning where it has none. */
function excerpt(text: string, of: Match[]): Pieces {
  if (text.length <= EXCERPT) return pieces(text, of);
  let from = 0;
  let best = 0;
  of.forEach(({ start, which }, i) => {
    if (which < 0) return;
    const seen = new Set<number>();
    for (let k = i; k < of.length && (of[k]?.end ?? 0) <= start + EXCERPT - 40; k++) seen.add(of[k]?.which ?? -1);
    seen.delete(-1);
    if (seen.size > best) {
      best = seen.size;
      // Some words before, for the sense of it.
      from = start < 60 ? 0 : (of.find((word) => word.start >= start - 40)?.start ?? start);
    }
  });
  const last = of.filter((word) => word.end <= from + EXCERPT).pop();
  const to = Math.max(last?.end ?? 0, Math.min(text.length, from + EXCERPT / 2));
  const cut = pieces(text, of, from, to);
  if (from > 0) cut.unshift(["… ", false]);
  if (to < text.length && !text.slice(to).startsWith(" …")) cut.push([" …", false]);
  else if (to < text.length) cut.push([text.slice(to), false]);
  return cut;
}

/** Whether one of the variants of a word and a term begin alike and differ by their last letters only. */
function akin(all: string[], term: string): boolean {
  return all.some((one) => {
    const n = shared(one, term);
    return n > 3 && term.length - n <= 3 && n >= 0.6 * Math.max(one.length, term.length);
  });
}

function shared(a: string, b: string): number {
  let n = 0;
  while (n < a.length && a[n] === b[n]) n++;
  return n;
}

/** Whether two words differ by one typing error: a letter more, less or other, or two exchanged. `begun`: the term may go on. */
export function differ(word: string, term: string, begun: boolean): boolean {
  if (!begun && Math.abs(word.length - term.length) > 1) return false;
  const n = shared(word, term);
  const rest = (a: number, b: number) => {
    const tail = word.slice(a);
    return begun ? term.startsWith(tail, b) : term.slice(b) === tail;
  };
  if (rest(n + 1, n + 1) || rest(n, n + 1) || rest(n + 1, n)) return true;
  return word[n] === term[n + 1] && word[n + 1] === term[n] && n + 1 < word.length && rest(n + 2, n + 2);
}

/** The place of the first term that is not before the word. */
function lowest(terms: string[], word: string): number {
  let low = 0;
  let high = terms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((terms[middle] ?? "") < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

function exchange([wide, narrow]: [string, string]): (text: string) => string {
  const to = new Map<string, string>();
  const letters = Array.from(narrow);
  Array.from(wide).forEach((w, i) => {
    const n = letters[i] ?? w;
    to.set(w, n).set(n, w);
  });
  return (text) => {
    let out = "";
    for (const c of text) out += to.get(c) ?? c;
    return out;
  };
}

function decodeTerms(text: string): string[] {
  const terms: string[] = [];
  let before = "";
  for (const piece of text.match(/[^\p{L}\p{N}][\p{L}\p{N}]*/gu) ?? []) {
    before = Array.from(before).slice(0, MARKS.indexOf(piece.charAt(0))).join("") + piece.slice(1);
    terms.push(before);
  }
  return terms;
}

/** What a list of rules ("ce:k e:") may make of a word. */
function decodeRules(text: string): (word: string) => string[] {
  const of = new Map<string, string[]>();
  let longest = 0;
  for (const rule of text === "" ? [] : text.split(" ")) {
    const [cut = "", add = ""] = rule.split(":");
    const adds = of.get(cut);
    if (adds) adds.push(add);
    else of.set(cut, [add]);
    longest = Math.max(longest, cut.length);
  }
  return (word) => {
    const found: string[] = [];
    for (let at = word.length; at >= Math.max(1, word.length - longest); at--) {
      for (const add of of.get(word.slice(at)) ?? []) found.push(word.slice(0, at) + add);
    }
    return found;
  };
}

function decodePostings(text: string, each: (passage: number, level: number) => void): void {
  let passage = -1;
  let value = 0;
  let unit = 1;
  for (const c of text) {
    const digit = DIGITS.indexOf(c);
    if (digit >= LAST) {
      // A number that goes on is counted from LAST on.
      value += LAST * unit + (digit - LAST) * unit;
      unit *= DIGITS.length - LAST;
      continue;
    }
    value += digit * unit;
    passage += (value >> 2) + 1;
    each(passage, value & 3);
    value = 0;
    unit = 1;
  }
}
