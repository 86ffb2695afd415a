/**
 * What is known of a learner, as a text of 4,096 characters at most: learning platforms keep no more.
 * In: plain values, or a text from anyone. Out: the same. Never: the document, storage, a clock, a name.
 *
 * The generator's package drill reads and writes the same text (state.go says its form); both are held to its testdata/state.json.
 */
import { MAX_POINTS } from "./score";

export const MAX_STATE = 4096;
export const MAX_DRILLS = 180;
export const MAX_RUN = 1500;

/** After how many days a drill in a box comes again. Box 0 is for what was never finished. */
const BOXES = [0, 1, 3, 7, 21];
const LINE = 14;
const MAX_DAY = 36 ** 3 - 1;
const MAX_ROUNDS = 35;

/** practice: told after each answer, the first answers count; test: told at the end, the last answers count. */
export type Mode = "practice" | "test";

export interface Progress {
  readonly mark: string;
  readonly box: number;
  /** Day counted from 1 January 1970. */
  readonly due: number;
  readonly best: number;
  readonly rounds: number;
}

export interface Given {
  readonly question: string;
  /** In the order in which they were given. */
  readonly answers: readonly string[];
}

export interface Run {
  readonly mark: string;
  readonly mode: Mode;
  readonly answers: readonly Given[];
}

export interface Learner {
  readonly drills: readonly Progress[];
  readonly run: Run | null;
}

/** A short name of a drill, from its key "flow/example": FNV-1a, 32 bits, in base 36. */
export function markOf(key: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36).padStart(7, "0");
}

/** The answers of a run that count. */
export function counted(mode: Mode, all: readonly Given[]): Map<string, string> {
  const out = new Map<string, string>();
  for (const { question, answers } of all) {
    const answer = mode === "test" ? answers[answers.length - 1] : answers[0];
    if (answer !== undefined) out.set(question, answer);
  }
  return out;
}

/** The progress after a drill was finished: all points put it into the next box, fewer into the first one. */
export function finish(before: Progress, day: number, points: number): Progress {
  const box = points < MAX_POINTS ? 1 : Math.min(before.box + 1, BOXES.length - 1);
  return {
    mark: before.mark,
    box,
    due: Math.min(day + (BOXES[box] ?? 0), MAX_DAY),
    best: Math.max(before.best, points),
    rounds: Math.min(before.rounds + 1, MAX_ROUNDS),
  };
}

export const progressOf = (learner: Learner, mark: string): Progress =>
  learner.drills.find((one) => one.mark === mark) ?? { mark, box: 0, due: 0, best: 0, rounds: 0 };

/** The learner with new progress with a drill, and no run under way. */
export function withProgress({ drills }: Learner, progress: Progress): Learner {
  return { drills: [...drills.filter(({ mark }) => mark !== progress.mark), progress], run: null };
}

export function encode({ drills, run }: Learner): string {
  const lines = [...drills].sort((a, b) => (a.mark < b.mark ? -1 : 1)).slice(0, MAX_DRILLS);
  const text = lines.map(({ mark, box, due, best, rounds }) => mark + box + base36(due, 3) + base36(best, 2) + base36(rounds, 1));
  const under = run ? `${run.mark},${run.mode},${run.answers.map(part).join(":")}` : "";
  return `1;${text.join("")};${under.length <= MAX_RUN ? under : ""}`;
}

const part = ({ question, answers }: Given) => `${question}=${answers.join("~").replace(/,/g, ".")}`;

const base36 = (n: number, size: number) => n.toString(36).padStart(size, "0");

/** Gives undefined for what is no state. */
export function decode(text: string): Learner | undefined {
  if (text === "") return { drills: [], run: null };
  const [version, lines = "", under = "", ...more] = text.split(";");
  const fits = version === "1" && text.split(";").length === 3 && more.length === 0;
  if (!fits || text.length > MAX_STATE || lines.length % LINE !== 0 || lines.length > MAX_DRILLS * LINE) return undefined;
  const drills: Progress[] = [];
  for (let i = 0; i < lines.length; i += LINE) {
    const one = decodeLine(lines.slice(i, i + LINE));
    if (!one || (drills[drills.length - 1]?.mark ?? "") >= one.mark) return undefined;
    drills.push(one);
  }
  const run = decodeRun(under);
  return run === undefined ? undefined : { drills, run };
}

function decodeLine(line: string): Progress | undefined {
  if (!/^[0-9a-z]{14}$/.test(line)) return undefined;
  const number = (from: number, to: number) => parseInt(line.slice(from, to), 36);
  const [box, due, best, rounds] = [number(7, 8), number(8, 11), number(11, 13), number(13, 14)];
  return box < BOXES.length && best <= MAX_POINTS ? { mark: line.slice(0, 7), box, due, best, rounds } : undefined;
}

/** null for none, undefined for what is no run. */
function decodeRun(text: string): Run | null | undefined {
  if (text === "") return null;
  const [mark = "", mode = "", all = "", ...more] = text.split(",");
  if (text.length > MAX_RUN || text.split(",").length !== 3 || more.length > 0 || !/^[0-9a-z]{7}$/.test(mark)) return undefined;
  if (mode !== "practice" && mode !== "test") return undefined;
  const answers: Given[] = [];
  const seen = new Set<string>();
  for (const one of all === "" ? [] : all.split(":")) {
    const at = one.indexOf("=");
    const question = one.slice(0, Math.max(at, 0));
    const given = one.slice(at + 1).split("~");
    if (!/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*$/.test(question) || seen.has(question)) return undefined;
    if (!given.every((answer) => /^([a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*|-?[0-9]{1,16})$/.test(answer))) return undefined;
    seen.add(question);
    answers.push({ question, answers: given.map((answer) => answer.replace(/\./g, ",")) });
  }
  return { mark, mode, answers };
}
