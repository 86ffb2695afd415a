/**
 * SCORM, both versions: the calls, the order in which they come, and what is said again after a pause.
 * In: a dialect, the object that the platform offers to the windows it opens. Out: a Platform. Never: the document, words of its own.
 *
 * Written to the SCORM 1.2 and the SCORM 2004 4th Edition Run-Time Environment.
 */
import type { Answered, Drilled, Grade, Open, Platform } from "./platform";
import { MAX_ANSWERS, plain } from "./platform";

export interface Dialect {
  /** Name of the object. */
  readonly api: string;
  readonly calls: Readonly<Record<"initialize" | "terminate" | "get" | "set" | "commit" | "error", string>>;
  readonly elements: Readonly<Record<"mode" | "state" | "place" | "language" | "exit" | "time" | "mastery", string>>;
  /** How long a place may be, in characters. */
  readonly place: number;
  /** Percent out of what the platform says of mastery. */
  percent(text: string): number | undefined;
  span(seconds: number): string;
  /** What is said when somebody is here for the first time. */
  begin(get: Get): Values;
  answered(answer: Answered, at: Date): Values;
  drilled(drill: Drilled): Values;
  graded(grade: Grade): Values;
}

/** Elements below what they are said of, with values, in order. */
export type Values = readonly (readonly [string, string])[];
export type Get = (element: string) => string;

type API = Record<string, (...args: string[]) => unknown>;

/** Platforms lie this deep at most (SCORM 1.2 RTE, 3.3: 500 parents). */
const DEPTH = 500;

/** Finds the platform's object: in this window, where readers that are no website put it, in the windows around it, then in those around the one that opened it. */
export function find(name: string, from: Window): API | undefined {
  const above = (start: Window | null): API | undefined => {
    for (let at = start, i = 0; at && i < DEPTH; i++) {
      try {
        const api = (at as unknown as Record<string, unknown>)[name];
        if (api) return api as API;
      } catch {
        return undefined; // a window of another origin
      }
      if (at.parent === at) return undefined;
      at = at.parent;
    }
    return undefined;
  };
  return above(from) ?? above(from.top?.opener ?? from.opener);
}

export const scorm =
  (dialect: Dialect): Open =>
  async (_, failed) => {
    const api = find(dialect.api, window);
    if (!api) return undefined;
    const { calls, elements } = dialect;
    const call = (name: keyof Dialect["calls"], ...args: string[]) => String(api[calls[name]]?.(...args) ?? "");
    const get: Get = (element) => call("get", element);
    const set = (element: string, value: string) => call("set", element, value) !== "false" || failed();
    const say = (under: string, values: Values) => values.forEach(([element, value]) => set(under + element, value));
    if (call("initialize", "") === "false") return undefined;
    const started = Date.now();
    const mode = get(elements.mode);
    // Some platforms leave the mode empty.
    const records = mode === "" || mode === "normal";
    const language = get(elements.language);
    const keepsLanguage = call("error") === "0";
    if (records) say("", dialect.begin(get));
    set(elements.exit, "suspend");
    const objectives = new Map<string, number>();
    for (let i = 0; i < Number(get("cmi.objectives._count")); i++) objectives.set(get(`cmi.objectives.${i}.id`), i);
    let answers = Number(get("cmi.interactions._count")) || 0;
    let left = false;
    const platform: Platform = {
      state: get(elements.state),
      place: get(elements.place),
      language,
      mastery: dialect.percent(get(elements.mastery)),
      after: "",
      records,
      keep: (state) => void set(elements.state, state),
      at: (place) => void (place.length <= dialect.place && set(elements.place, place)),
      speak(tag) {
        if (keepsLanguage && records) call("set", elements.language, tag);
      },
      answered(answer) {
        if (answers >= MAX_ANSWERS) return;
        say(`cmi.interactions.${answers}.`, [["id", plain(answer.drill, answer.question)], ...dialect.answered(answer, new Date())]);
        answers++;
      },
      drilled(drill) {
        const id = plain(drill.drill);
        const known = objectives.get(id);
        const at = known ?? objectives.size;
        if (known === undefined) {
          objectives.set(id, at);
          set(`cmi.objectives.${at}.id`, id);
        }
        say(`cmi.objectives.${at}.`, dialect.drilled(drill));
      },
      graded: (grade) => say("", dialect.graded(grade)),
      save: () => void (call("commit", "") !== "false" || failed()),
      settled: () => Promise.resolve(), // calls have answered when they return
      async leave() {
        if (left) return;
        left = true;
        set(elements.time, dialect.span((Date.now() - started) / 1000));
        call("commit", "");
        call("terminate", "");
      },
    };
    return platform;
  };
