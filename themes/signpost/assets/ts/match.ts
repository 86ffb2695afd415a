/**
 * Finds pages and their sections in the index of a language. In: the index (its form stands in the generator's package search) and what a
 * reader typed. Out: results, best first, their texts cut into pieces that match and pieces that do not. Never: the page.
 */
import { type Dictionary, type Index, type Text, VERSION, dictionary } from "./dictionary";
import { type Match, type Pieces, closeness, excerpt, pieces, share } from "./excerpt";
import { fold, words } from "./fold";

export interface Result {
  path: string;
  /** The fragment; empty for the page itself. */
  id: string;
  /** The letter of its kind: page, flow, question, step, result, outcome, drill. */
  kind: string;
  title: Pieces;
  /** Empty for the page itself. */
  heading: Pieces;
  text: Pieces;
}

export interface Finder {
  /** Finds at most `most` results. */
  (query: string, most: number): Result[];
  /** Reads texts before a query needs them, for about so many milliseconds; false once there are none left. */
  ahead(time: number): boolean;
}

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
/** Letters of an ending that may be mistyped beyond what the list of endings knows. */
const MOST_ENDING = 6;
/** How many of the best are looked at closely, and how many a page may have among the results. */
const CLOSELY = 40;
const OF_A_PAGE = 2;
/**
 * Cases to train with tell of troubles as readers do. Who is in trouble wants what to do about it, not a case like theirs: a case counts as if it had
 * a word less of the query, and half.
 */
const CASE = "d";
const CASE_WORDS = 1;
const CASE_SHARE = 0.5;
/** How many of them are looked at closely, beside the others. */
const CASES = 4;

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
  const known = dictionary(index);
  const { read } = known;
  const unread = index.pages.flatMap(([, title, , passages]) => [title, ...passages.filter((_, i) => i % 3 > 0)]);
  const ahead = (time: number) => {
    for (const end = performance.now() + time; unread.length > 0 && performance.now() < end; ) read(unread.pop() ?? "");
    return unread.length > 0;
  };
  const find = (query: string, most: number) => {
    const of = parse(known, query);
    const meant = of.filter(({ optional }) => !optional);
    const all = score(of, known, index.pages.map(([, , kinds]) => kinds.startsWith(CASE)));
    const near = [...all.filter(({ drill }) => !drill).slice(0, CLOSELY), ...all.filter(({ drill }) => drill).slice(0, CASES)];
    const shown = near.map(({ passage, covered, value }) => {
      const page = known.pageOf[passage] ?? 0;
      const [path = "", stored = "", kinds = "", passages = []] = index.pages[page] ?? [];
      const at = passage - (known.firstOf[page] ?? 0);
      const id = passages[3 * at] ?? "";
      const [title, heading, text] = [read(stored), read(passages[3 * at + 1] ?? ""), read(passages[3 * at + 2] ?? "")];
      const head = matches(at === 0 ? title : heading, of);
      const body = matches(text, meant);
      const close = 1 + 0.6 * closeness(head, of.length) + 0.2 * closeness(body, meant.length) + 0.4 * share(head);
      return { page, path, id, kind: kinds[at] ?? kinds[0] ?? "", title, heading, text, body, covered, value: value * close };
    });
    shown.sort((a, b) => b.covered - a.covered || b.value - a.value);
    const best = shown[0]?.value ?? 0;
    const count = new Map<number, number>();
    const kept = shown.filter(({ page, value, kind }) => {
      const n = (count.get(page) ?? 0) + 1;
      count.set(page, n);
      return n <= OF_A_PAGE && value / (kind === CASE ? CASE_SHARE : 1) > best / 12;
    });
    return kept.slice(0, most).map(({ path, id, kind, title, heading, text, body }) => ({
      path,
      id,
      kind,
      title: pieces(title.text, matches(title, meant)),
      heading: pieces(heading.text, matches(heading, meant)),
      text: excerpt(text.text, body),
    }));
  };
  return Object.assign(find, { ahead });
}

/** The words of a text, each with the place in the query of what it stands for. */
function matches(text: Text, of: Wanted[]): Match[] {
  return text.words.map(({ start, end, key, terms }) => ({
    start,
    end,
    which: of.findIndex((one) => (one.open && one.word.length > 1 && key.startsWith(one.word)) || terms.some((term) => one.terms.has(term))),
  }));
}

function parse(known: Dictionary, query: string): Wanted[] {
  const text = query.slice(0, LONGEST);
  const open = !/\s$/.test(text);
  const all = queryWords(text);
  const last = all[all.length - 1];
  // A capital alone has a meaning: "severity A".
  const slight = ({ folded, written }: QueryWord) => known.stop.has(folded) && !(/^\p{Lu}$/u.test(written) && all.length > 1);
  const meant = all.some((word) => !slight(word));
  const kept = new Map<string, Wanted>();
  for (const word of all) {
    if (kept.has(word.folded) || kept.size === MOST_WORDS) continue;
    kept.set(word.folded, wanted(known, word.folded, open && word === last, meant && slight(word)));
  }
  return Array.from(kept.values());
}

interface QueryWord {
  folded: string;
  written: string;
}

/** The words of a query; a compound with a part of one letter is one word ("e-mail"). */
function queryWords(text: string): QueryWord[] {
  const found: QueryWord[] = [];
  for (const compound of text.split(/[^\p{L}\p{N}\p{M}\u00ad\u2060\u2010\u2011-]+/u)) {
    const parts = words(compound).map((word) => ({ folded: fold(word.text), written: word.text }));
    if (parts.length > 1 && parts.some(({ folded }) => folded.length === 1)) {
      found.push({ folded: parts.map(({ folded }) => folded).join(""), written: compound });
    } else found.push(...parts);
  }
  return found.filter(({ folded }) => folded !== "");
}

function wanted(known: Dictionary, word: string, open: boolean, optional: boolean): Wanted {
  const found = new Map<number, number>();
  const add = (term: number, weight: number) => {
    if (weight > (found.get(term) ?? 0)) found.set(term, weight);
  };
  const begin = (root: string, each: (term: string, i: number) => void) => {
    for (let i = known.from(root), term = known.terms[i]; term?.startsWith(root); term = known.terms[++i]) each(term, i);
  };
  for (const term of known.termsOf(word)) add(term, SAME);
  if (optional) return { word, open: false, optional, terms: found };
  if (open && word.length > 1) begin(word, (_, i) => add(i, BEGINS));
  if (word.length > 3) {
    const sure = found.size > 0;
    const all = Array.from(new Set(known.variants(word))).filter((one) => one.length > 3);
    begin(word.slice(0, 4), (term, i) => {
      if (akin(all, term)) add(i, AKIN);
    });
    if (!sure) {
      // Of the many variants, few are as long as a term, give or take a letter.
      const near: string[][] = [];
      known.terms.forEach((term, i) => {
        const alike = (near[term.length] ??= all.filter((one) => Math.abs(one.length - term.length) < 2));
        if ((open && differ(word, term, true)) || alike.some((one) => differ(one, term, false))) add(i, TYPO);
        else if (term.length > 4 && word.length - term.length <= MOST_ENDING && differ(term, word, true)) add(i, WORN);
        else if (word.length > 4 && term.includes(word)) add(i, HOLDS);
      });
    }
  }
  return { word, open, optional, terms: found };
}

interface Scored {
  passage: number;
  /** How many of the words the page has. */
  covered: number;
  value: number;
  /** Whether it is a case to train with. */
  drill: boolean;
}

/** Every passage with one of the words, those of pages with the most of them first; `cases` tells which pages are of cases to train with. */
function score(of: Wanted[], known: Dictionary, cases: boolean[]): Scored[] {
  const { pageOf } = known;
  const found = of.map(({ terms, optional }) => {
    const own = new Float32Array(pageOf.length);
    const page = new Float32Array(cases.length);
    let count = 0;
    for (const [term, weight] of terms) {
      known.places(term, (passage, level) => {
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
      // The cases of a page have nothing to do with each other.
      const whole = cases[on] ? ours : (page[on] ?? 0);
      value += rare * (ours + 0.3 * (whole - ours)) * (optional ? 0.5 : 1);
      if (optional) continue;
      if (whole > 0) covered++;
      if (ours > 0) here++;
    }
    if (here === 0) return;
    value *= 0.5 + (0.5 * here) / needed;
    const drill = cases[on] ?? false;
    all.push(drill ? { passage, covered: covered - CASE_WORDS, value: value * CASE_SHARE, drill } : { passage, covered, value, drill });
  });
  return all.sort((a, b) => b.covered - a.covered || b.value - a.value || a.passage - b.passage);
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

