/**
 * When somebody is there. In: the data of a schedule (its form stands in the generator's package hours, as Data) and a minute after 1970 in
 * UTC. Out: whether somebody is there, when that changes, by when an answer may be expected; the same as the generator says, case for case.
 * Never: a clock, the page, a list of time zones.
 */

/** The form of the data that is understood here. */
export const VERSION = 1;

export interface Data {
  v: number;
  /** The name of the zone. */
  zone: string;
  /** The span that is known, in minutes after 1970 in UTC; `to` is not part of it. */
  from: number;
  to: number;
  /** The first day, counted from 1970-01-01. */
  first: number;
  /** Patterns of a day: minutes after 00:00 at which somebody comes and goes, in turn. */
  days: number[][];
  /** A pattern, and for how many days it holds, in turn. */
  runs: number[];
  /** Minutes after `from`, and how many minutes the clock is ahead of UTC from there on, in turn. */
  shifts: number[];
}

/** From a minute on to another, which is not part of it. */
export type Interval = readonly [from: number, to: number];

/** From a minute on, the clock is so many minutes ahead of UTC. */
type Shift = readonly [at: number, ahead: number];

export interface Timeline {
  from: number;
  to: number;
  /** In their order; neither touching nor overlapping. */
  open: readonly Interval[];
  shifts: readonly Shift[];
}

/** Whether somebody is there; `until` is missing where the timeline ends before that changes. */
export interface State {
  open: boolean;
  until?: number;
}

export interface Target {
  /** Days, with minutes 0; or minutes. */
  days: number;
  minutes: number;
  clock: "business" | "wall";
}

const DAY = 24 * 60;

/** The timeline of a schedule; undefined where the data have a form of another time. */
export function timeline(data: Data): Timeline | undefined {
  if (data.v !== VERSION) return undefined;
  const { from, to } = data;
  const shifts = pairs(data.shifts).map(([at, ahead]) => [from + at, ahead] as const);
  const local: Interval[] = [];
  let midnight = data.first * DAY;
  for (const [pattern, days] of pairs(data.runs)) {
    for (let n = days; n > 0; n--, midnight += DAY) {
      for (const [come, go] of pairs(data.days[pattern] ?? [])) local.push([midnight + come, midnight + go]);
    }
  }
  const hours = merge(local);
  const open: Interval[] = [];
  shifts.forEach(([at, ahead], i) => {
    const end = shifts[i + 1]?.[0] ?? to;
    for (const [come, go] of hours) {
      const [a, b] = [Math.max(come - ahead, at), Math.min(go - ahead, end)];
      if (a < b) open.push([a, b]);
    }
  });
  return { from, to, open: merge(open), shifts };
}

/** Several schedules together: somebody is there where one of them is open. Their spans are the same; days are those of the first. */
export function join(first: Timeline, ...others: readonly Timeline[]): Timeline {
  return { ...first, open: merge([first, ...others].flatMap(({ open }) => open)) };
}

/** Undefined outside of the timeline. */
export function state(line: Timeline, minute: number): State | undefined {
  if (minute < line.from || minute >= line.to) return undefined;
  const next = line.open[after(line, minute)];
  if (!next) return { open: false };
  const [come, go] = next;
  if (minute < come) return { open: false, until: come };
  return go >= line.to ? { open: true } : { open: true, until: go };
}

/** The minute at which a request that comes at a minute is answered at the latest; undefined where the timeline ends before. */
export function due(line: Timeline, minute: number, { days, minutes, clock }: Target): number | undefined {
  if (minute < line.from || minute >= line.to) return undefined;
  if (clock === "wall") {
    const at = minute + days * DAY + minutes;
    return at <= line.to ? at : undefined;
  }
  if (days > 0) return dueDay(line, minute, days);
  let left = minutes;
  for (const [come, go] of line.open.slice(after(line, minute))) {
    const from = Math.max(come, minute);
    if (left <= go - from) return from + left;
    left -= go - from;
  }
  return undefined;
}

/** The last closing of the n-th business day after the one on which a request counts as come. */
function dueDay(line: Timeline, minute: number, n: number): number | undefined {
  const next = line.open[after(line, minute)];
  if (!next) return undefined;
  let day: number | undefined = dayOf(line, Math.max(next[0], minute));
  for (; n > 0 && day !== undefined; n--) day = nextDay(line, day);
  if (day === undefined) return undefined;
  const end = begin(line, day + 1);
  if (end >= line.to) return undefined;
  const before = line.open.filter(([come]) => come < end).pop();
  return before && Math.min(before[1], end);
}

/** The day that the clock shows, counted from 1970-01-01. */
export function dayOf({ shifts }: Timeline, minute: number): number {
  let ahead = shifts[0]?.[1] ?? 0;
  for (const [at, then] of shifts) if (at <= minute) ahead = then;
  return Math.floor((minute + ahead) / DAY);
}

/** The first minute of a day. Where clocks change at midnight a day may begin late, or twice: then it is the first time. */
function begin({ shifts, to }: Timeline, day: number): number {
  for (const [i, [start, ahead]] of shifts.entries()) {
    const at = Math.max(day * DAY - ahead, start);
    if (at < (shifts[i + 1]?.[0] ?? Infinity)) return at;
  }
  return to;
}

/** The first day after another on which somebody is there. */
function nextDay(line: Timeline, day: number): number | undefined {
  const from = begin(line, day + 1);
  const next = line.open[after(line, from)];
  return next && Math.max(dayOf(line, Math.max(next[0], from)), day + 1);
}

/** The number of the first interval that ends after a minute. */
function after({ open }: Timeline, minute: number): number {
  let [low, high] = [0, open.length];
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((open[mid]?.[1] ?? 0) > minute) high = mid;
    else low = mid + 1;
  }
  return low;
}

/** Sorts intervals and joins those that touch. */
function merge(list: readonly Interval[]): Interval[] {
  const out: [number, number][] = [];
  for (const [from, to] of [...list].sort(([a], [b]) => a - b)) {
    const last = out[out.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}

function pairs(list: readonly number[]): (readonly [number, number])[] {
  const out: (readonly [number, number])[] = [];
  for (let i = 0; i + 1 < list.length; i += 2) out.push([list[i] ?? 0, list[i + 1] ?? 0]);
  return out;
}

const DURATION = /^P(?:(\d+)D|T(?:(\d+)H)?(?:(\d+)M)?)$/;

/** Reads P1D, PT4H, PT1H30M; undefined for anything else. */
export function readTarget(duration: string, clock: string): Target | undefined {
  const found = DURATION.exec(duration);
  if (!found || (clock !== "business" && clock !== "wall")) return undefined;
  const [, days = "0", hours = "0", minutes = "0"] = found;
  return { days: Number(days), minutes: Number(hours) * 60 + Number(minutes), clock };
}
