/**
 * Texts with what matches in them. In: a text, and which of its words stand for which word of a query. Out: how near they stand, the text in
 * pieces, the best part of it. Never: a search.
 */

export interface Match {
  start: number;
  end: number;
  /** The word of the query it stands for; −1 for none. */
  which: number;
}

/** Pieces of a text in order, and whether each one matches. */
export type Pieces = [text: string, found: boolean][];

/** Characters of an excerpt, and of what stands before the first match. */
const LONGEST = 170;
const BEFORE = 40;
/** How many words may lie between words that belong together. */
const WINDOW = 12;

/** How near the words of the query stand to each other: 1 where all of them are in a row. */
export function closeness(text: Match[], wanted: number): number {
  let best = 0;
  text.forEach(({ which }, from) => {
    if (which < 0) return;
    const seen = new Set<number>();
    for (let to = from; to < text.length && to < from + WINDOW; to++) {
      const other = text[to]?.which ?? -1;
      if (other < 0 || seen.has(other)) continue;
      seen.add(other);
      best = Math.max(best, (seen.size / wanted) * (seen.size / (to - from + 1)));
    }
  });
  return best;
}

/** Which share of a heading's words match. */
export function share(text: Match[]): number {
  return text.length === 0 ? 0 : text.filter(({ which }) => which >= 0).length / text.length;
}

/** A text, or a part of it, cut into pieces; words side by side are one piece. */
export function pieces(text: string, of: Match[], from = 0, to = text.length): Pieces {
  const found: Pieces = [];
  let at = from;
  for (const { start, end, which } of of) {
    if (which < 0 || start < from || end > to) continue;
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
export function excerpt(text: string, of: Match[]): Pieces {
  if (text.length <= LONGEST) return pieces(text, of);
  let from = 0;
  let best = 0;
  of.forEach(({ start, which }, i) => {
    if (which < 0) return;
    const seen = new Set<number>();
    for (let k = i; k < of.length && (of[k]?.end ?? 0) <= start + LONGEST - BEFORE; k++) seen.add(of[k]?.which ?? -1);
    seen.delete(-1);
    if (seen.size <= best) return;
    best = seen.size;
    from = start < BEFORE + 20 ? 0 : (of.find((word) => word.start >= start - BEFORE)?.start ?? start);
  });
  const last = of.filter((word) => word.end <= from + LONGEST).pop();
  const to = Math.max(last?.end ?? 0, Math.min(text.length, from + LONGEST / 2));
  const found = pieces(text, of, from, to);
  if (from > 0) found.unshift(["… ", false]);
  // What the generator cut ends in such a sign already.
  const rest = text.slice(to);
  if (rest !== "") found.push([rest.length < 3 ? rest : " …", false]);
  return found;
}
