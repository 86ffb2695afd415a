/**
 * What a device keeps for those who train: progress, the run under way, what was finished. No name.
 * In: the name of the site. Out: values as they were put. Where a browser keeps nothing, the page does, as long as it is open.
 */
import { decode, encode, type Learner } from "./learner";
import { MAX_RUNS, type Finished, type Step } from "./record";

const NAMES = ["state", "runs", "run"] as const;
export type Name = (typeof NAMES)[number];

/** The run under way, with what the short state has no room for. */
export interface Under {
  readonly drill: string;
  readonly mode: string;
  readonly started: string;
  readonly steps: Step[];
}

/** Where texts are kept instead of on the device: by the page of a course, in the window around this one. */
export interface Storing {
  get(name: Name): string;
  set(name: Name, text: string): void;
}

/** The property of that window. */
export const COURSE = "signpostCourse";

function courseOf(): Storing | undefined {
  try {
    return window.parent === window ? undefined : (window.parent as Window & { [COURSE]?: Storing })[COURSE];
  } catch {
    return undefined; // a window of another origin
  }
}

/** What a record says where the pages are in no bundle. */
export const UNBUNDLED = "unbundled";

/** The hash of the bundle, which the script of an offline copy holds: no page does. */
export const bundleOf = (): string => window.signpostBundle?.hash || UNBUNDLED;

/** A run as it is kept. Versions of the same site on a disk keep theirs in one place. */
type Kept = Finished & { readonly bundle?: string };

/** Dispatched on the document by whoever finished a run, or deleted what was kept. */
export const KEPT = "signpost:kept";

export interface Keep {
  /** Whether a learning platform keeps it, and not the device. */
  readonly course: boolean;
  /** Whether the device keeps it beyond the page. */
  readonly lasts: boolean;
  learner(): Learner;
  setLearner(learner: Learner): void;
  /** Those of this bundle: a record names one, and an older version of the site may have had other flows. */
  runs(): Finished[];
  add(run: Finished): void;
  under(): Under | undefined;
  setUnder(under: Under | undefined): void;
  clear(): void;
}

export function keepFor(site: string): Keep {
  const course = courseOf();
  const memory = new Map<Name, string>();
  const key = (name: Name) => `signpost-training:1:${site}:${name}`;
  const get = (name: Name): string => {
    if (course) return course.get(name);
    try {
      return memory.get(name) ?? localStorage.getItem(key(name)) ?? "";
    } catch {
      return "";
    }
  };
  const set = (name: Name, text: string) => {
    if (course) return course.set(name, text);
    try {
      localStorage.setItem(key(name), text);
      memory.delete(name);
    } catch {
      // The page keeps it: a device that is full still holds what was there before.
      memory.set(name, text);
    }
  };
  const json = <T>(name: Name, fits: (value: unknown) => value is T, or: T): T => {
    try {
      const value: unknown = JSON.parse(get(name));
      return fits(value) ? value : or;
    } catch {
      return or;
    }
  };
  const isList = (value: unknown): value is Kept[] => Array.isArray(value) && value.every(isRun);
  const isUnder = (value: unknown): value is Under | undefined => Array.isArray((value as Under | null)?.steps);
  return {
    course: course !== undefined,
    lasts: course !== undefined || lasts(key("state")),
    learner: () => decode(get("state")) ?? { drills: [], run: null },
    setLearner: (learner) => set("state", encode(learner)),
    runs: () => json("runs", isList, []).flatMap(({ bundle = bundleOf(), ...run }) => (bundle === bundleOf() ? [run] : [])),
    add: (run) => set("runs", JSON.stringify([...json("runs", isList, []), { ...run, bundle: bundleOf() }].slice(-MAX_RUNS))),
    under: () => json("run", isUnder, undefined),
    setUnder: (under) => set("run", under ? JSON.stringify(under) : ""),
    clear() {
      memory.clear();
      if (course) return; // it is not the page's to delete
      for (const name of NAMES) {
        try {
          localStorage.removeItem(key(name));
        } catch {
          // Nothing was kept.
        }
      }
    },
  };
}

/** Whether what was kept is a run: other pages of a disk may write to the same place. */
function isRun(value: Partial<Finished> | null): boolean {
  return typeof value?.drill === "string" && Array.isArray(value.steps) && !Number.isNaN(Date.parse(String(value.ended)));
}

function lasts(key: string): boolean {
  try {
    const before = localStorage.getItem(key);
    localStorage.setItem(key, before ?? "");
    if (before === null) localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

/** The reader's own day, counted from 1 January 1970. */
export function dayOf(at: Date): number {
  return Math.floor((at.getTime() - at.getTimezoneOffset() * 60_000) / 86_400_000);
}

/** A day as the language of the page writes it. */
export function writtenDay(day: number): string {
  const { lang } = document.documentElement;
  return new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" } as Intl.DateTimeFormatOptions).format(day * 86_400_000).replace(/ /g, "\u00a0"); // a date stays on its line
}
