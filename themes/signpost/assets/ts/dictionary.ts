/**
 * Reads the index of a language. In: the index (its form stands in the generator's package search). Out: its terms, the terms a word stands
 * for, where a term stands, and the stored texts as they read. Never: a query.
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

/** A word of a text: where it stands, its folded form, and its terms. */
export interface Read {
  start: number;
  end: number;
  key: string;
  terms: number[];
}

export interface Text {
  text: string;
  words: Read[];
}

export interface Dictionary {
  /** Sorted. */
  terms: string[];
  /** Words without a meaning of their own, folded. */
  stop: Set<string>;
  /** The page of each passage, and the first passage of each page, by number. */
  pageOf: number[];
  firstOf: number[];
  /** What the stemmer may have made of a folded word; the word itself first. */
  variants(word: string): string[];
  /** The terms that a folded word stands for. */
  termsOf(word: string): number[];
  /** The first term that is not before the word. */
  from(word: string): number;
  /** Calls `each` with every passage that holds the term. */
  places(term: number, each: (passage: number, level: number) => void): void;
  /** A stored text; read once, kept: a reader types letter by letter. */
  read(stored: string): Text;
}

/** The form of the index this reads. */
export const VERSION = 1;

const MARKS = "!#$%&'()*+,-./:;<=>?@[]^_`{|}~";
const DIGITS = "#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";
const LAST = 64;

export function dictionary(index: Index): Dictionary {
  const plain = exchange(index.swap);
  const terms = decodeTerms(plain(index.terms));
  const numbers = new Map(terms.map((term, i) => [term, i]));
  const postings = index.postings.split(" ");
  const endings = decodeRules(index.endings);
  const turns = decodeRules(index.turns);
  const firstOf: number[] = [];
  const pageOf: number[] = [];
  index.pages.forEach(([, , , passages], page) => {
    firstOf.push(pageOf.length);
    for (let i = 0; i < passages.length; i += 3) pageOf.push(page);
  });

  const variants = (word: string) => {
    const bases = [word, ...endings(word)];
    return bases.concat(...bases.map(turns));
  };
  const termsOf = (word: string) => {
    const found = new Set<number>();
    for (const one of variants(word)) {
      const term = numbers.get(one);
      if (term !== undefined) found.add(term);
    }
    return Array.from(found);
  };
  const reading = once((written: string) => {
    const key = fold(written);
    return { key, terms: termsOf(key) };
  });

  return {
    terms,
    stop: new Set(index.stop.split(" ")),
    pageOf,
    firstOf,
    variants,
    termsOf,
    from: (word) => lowest(terms, word),
    places: (term, each) => decodePostings(postings[term] ?? "", each),
    read: once((stored: string) => {
      const text = plain(stored);
      return { text, words: words(text).map(({ text: written, start, end }) => ({ start, end, ...reading(written) })) };
    }),
  };
}

/** A function that works out each answer once. */
function once<T>(work: (key: string) => T): (key: string) => T {
  const kept = new Map<string, T>();
  return (key) => {
    let found = kept.get(key);
    if (found === undefined) kept.set(key, (found = work(key)));
    return found;
  };
}

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
    value += digit * unit;
    if (digit >= LAST) {
      unit *= DIGITS.length - LAST;
      continue;
    }
    passage += (value >> 2) + 1;
    each(passage, value & 3);
    value = 0;
    unit = 1;
  }
}
