/**
 * The training record: what was finished, as JSON and as a table for spreadsheets.
 * In: plain values. Out: text. Never: the document, storage, a clock. Its form is that of training-record.schema.json.
 */
import type { Mode } from "./learner";
import type { Verdict } from "./score";

export const FORMAT = "signpost-training-record";

/** Limits of a record; the command that reads them refuses more. */
export const MAX_RUNS = 500;
export const MAX_GIVEN = 20; // answers to a question

export interface Step {
  readonly question: string;
  /** In the order in which they were given. */
  readonly answers: string[];
  /** How long the learner had the question before them, all times together. */
  seconds: number;
  /** 1 where the hint was opened. */
  hints: number;
}

export interface Finished {
  /** "flow/example". */
  readonly drill: string;
  readonly mode: Mode;
  /** Moments in UTC: "2026-11-26T20:07:00Z". */
  readonly started: string;
  readonly ended: string;
  readonly steps: readonly Step[];
  readonly end: string;
  readonly verdict: Verdict;
  readonly points: number;
}

export interface Record {
  /** The hash of the bundle, or "unbundled". */
  readonly bundle: string;
  readonly language: string;
  /** "" unless the learner typed one. */
  readonly learner: string;
  readonly made: string;
  readonly runs: readonly Finished[];
}

export function asJSON(record: Record): string {
  return `${JSON.stringify({ format: FORMAT, version: 1, ...record }, null, 1)}\n`;
}

const HEAD = ["learner", "bundle", "drill", "mode", "started", "ended", "question", "answers", "seconds", "hints", "end", "verdict", "points"];

/** A line for each question of each run. */
export function asCSV({ bundle, learner, runs }: Record): string {
  const rows: (string | number)[][] = [HEAD];
  for (const { drill, mode, started, ended, steps, end, verdict, points } of runs) {
    for (const { question, answers, seconds, hints } of steps) {
      rows.push([learner, bundle, drill, mode, started, ended, question, answers.join(" > "), seconds, hints, end, verdict, points]);
    }
  }
  return rows.map((row) => row.map((value) => cell(String(value))).join(",")).join("\r\n") + "\r\n";
}

/**
 * A cell that no spreadsheet runs: what begins like a formula, also in full-width signs, gets an apostrophe before it. A semicolon begins a cell of its
 * own where lists are written with it, as in most of our languages.
 */
export function cell(text: string): string {
  const safe = /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",;\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** A moment without fractions of a second. */
export const moment = (at: Date): string => at.toISOString().replace(/\.\d+Z$/, "Z");

/** The later of two moments: a clock that was set back ends nothing before it began. */
export const later = (a: string, b: string): string => (a > b ? a : b);

/** A name as a record takes it: without signs that cannot be seen, such as come with copied text. */
export const nameOf = (typed: string): string => typed.replace(/\p{Z}/gu, " ").replace(/\p{C}/gu, "").trim();
