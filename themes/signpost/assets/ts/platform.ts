/**
 * What a course tells a learning platform, and what it gets from it, whatever the platform speaks.
 * In: the course as its page describes it. Out: types, and small conversions that all of them need. Never: the document.
 */

/** The course, without words but the names of cases and questions, for reports. */
export interface Course {
  /** An absolute address that names the course; nothing is there. */
  readonly iri: string;
  /** Percent of the points that it takes to pass; a platform may say another number. */
  readonly mastery: number;
  /** Paths of the pages: by language, then by flow; "" for the page of all cases. */
  readonly pages: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly drills: readonly CourseDrill[];
  /** By "flow/question", then by language. */
  readonly questions: Readonly<Record<string, Names>>;
}

export interface CourseDrill {
  /** "flow/example". */
  readonly key: string;
  readonly way: readonly (readonly [string, string])[];
  /** Titles by language: a case is not told in all of them. */
  readonly names: Names;
}

export type Names = Readonly<Record<string, string>>;

/** An answer that was given. */
export interface Answered {
  /** "flow/example". */
  readonly drill: string;
  readonly question: string;
  readonly answer: string;
  /** What fits; undefined where the case does not ask the question. */
  readonly right: string | undefined;
  readonly seconds: number;
  /** The question as the learner reads it; "" where the course does not name it. */
  readonly name: string;
  readonly language: string;
}

/** A case that was finished. */
export interface Drilled {
  readonly drill: string;
  /** The best points so far, 0 to 100. */
  readonly best: number;
  readonly passed: boolean;
  readonly name: string;
  readonly language: string;
}

/** How the course went, once all cases were finished. */
export interface Grade {
  /** 0 to 100, a whole number. */
  readonly points: number;
  readonly passed: boolean;
}

export interface Platform {
  /** What it kept of the learner: state as learner.ts writes it, and the page the learner was on; "" for nothing. */
  readonly state: string;
  readonly place: string;
  /** Language tags with commas between, the liked one first; "" for none. */
  readonly language: string;
  /** Percent it takes to pass; undefined where the platform does not say. */
  readonly mastery: number | undefined;
  /** Where to go when the learner leaves; "" where that is not for the course. */
  readonly after: string;
  /** Where nothing is to be recorded, only leave is called. */
  readonly records: boolean;
  keep(state: string): void;
  /** Says on which page the learner is: a path without query. */
  at(place: string): void;
  speak(language: string): void;
  answered(answer: Answered): void;
  drilled(drill: Drilled): void;
  graded(grade: Grade): void;
  /** Sends what the platform holds back. */
  save(): void;
  /** Resolves when what was sent has arrived, or is too long on its way to wait for. */
  settled(): Promise<void>;
  /** Ends the session; resolves when nothing is under way any more. */
  leave(): Promise<void>;
}

/** Opens a platform; undefined where there is none. `failed` is called when it does not take something. */
export type Open = (course: Course, failed: () => void) => Promise<Platform | undefined>;

/** Reports take so many answers at least; what is beyond that a platform may refuse (SCORM 2004 4th RTE 4.2.9: 250). */
export const MAX_ANSWERS = 250;

/** ids of ASCII letters, digits, dots and hyphens: some platforms take nothing else. */
export const plain = (...parts: string[]): string => parts.join(".").replace(/[^A-Za-z0-9.-]/g, ".");

/** Whether an answer is a number: all other ids begin with a letter. */
export const isNumber = (answer: string): boolean => /^-?[0-9]+$/.test(answer);

/** A share from 0 to 1 with four decimals at most, in percent. */
export const percent = (share: number): number => Math.round(share * 1e6) / 1e4;

/** Percent out of a text; undefined for what is none. */
export function within(text: string, toPercent: (value: number) => number = (value) => value): number | undefined {
  const value = toPercent(Number(text));
  return text.trim() !== "" && value >= 0 && value <= 100 ? value : undefined;
}
