/**
 * Words as search compares them. In: text. Out: its words, and their folded forms. Never: a stem.
 * fold is the same function as Fold of the generator's package search; a test holds the two against each other.
 */

/** A word of a text and where it stands there, in UTF-16 units. */
export interface Word {
  text: string;
  start: number;
  end: number;
}

const APART: Readonly<Record<string, string>> = { æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ß: "ss", ς: "σ", ı: "i" };

/** Lower case, without diacritics, nothing but letters and digits. */
export function fold(word: string): string {
  if (/^[a-z0-9]*$/.test(word)) return word;
  return word
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[æœøłđßςı]/g, (c) => APART[c] ?? c)
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** The words of a text in order: letters, digits, marks on them, soft hyphens and word joiners. */
export function words(text: string): Word[] {
  const found: Word[] = [];
  const pattern = /[\p{L}\p{N}\p{M}\u00ad\u2060]+/gu;
  for (let m = pattern.exec(text); m; m = pattern.exec(text)) found.push({ text: m[0], start: m.index, end: pattern.lastIndex });
  return found;
}
