/**
 * What answers to a drill are worth: 60 points for the outcome, 40 for the way, whatever way a learner takes.
 * In: the table of a flow, the right way of a case, answers. Out: plain values. Never: the document, a clock.
 *
 * The generator's package drill does the same; both are held to its testdata/score.json.
 */
import { DONE, next, walk, type Answers, type Table } from "./walk";

export const OUTCOME_POINTS = 60;
export const WAY_POINTS = 40;
export const MAX_POINTS = OUTCOME_POINTS + WAY_POINTS;

export interface Case {
  /** Questions and their right answers, in order. */
  readonly way: readonly (readonly [string, string])[];
  /** The id of an outcome, or "flow:" and a name. */
  readonly end: string;
}

/** What the page says of the drills of a flow. */
export interface Drills {
  readonly flow: string;
  /** How far up the ends take a case; other flows have no rank. */
  readonly ranks: Readonly<Record<string, number>>;
  readonly drills: Readonly<Record<string, Case>>;
}

/** right; over and under: further up or down than the case needs; aside: elsewhere; open: at no end. */
export type Verdict = "right" | "over" | "under" | "aside" | "open";

export interface Score {
  /** "" where the way is open. */
  readonly end: string;
  readonly verdict: Verdict;
  readonly outcome: number;
  readonly way: number;
}

/** Where answers end; "" where they lead to no end. Steps are passed by themselves. */
export function endOf(table: Table, answers: Answers): string {
  const all = new Map(answers);
  for (const { node, kind } of table.states.values()) if (kind === "step" || kind === "result") all.set(node, DONE);
  const state = table.states.get(walk(table, all).current);
  if (!state) return "";
  if (state.kind === "outcome") return state.node;
  const answer = all.get(state.node);
  const to = answer === undefined ? undefined : next(table, state, answer)?.to;
  return to !== undefined && table.states.get(to)?.kind === "exit" ? to : "";
}

export function score(table: Table, ranks: Drills["ranks"], drill: Case, answers: Answers): Score {
  const right = drill.way.filter(([question, answer]) => answers.get(question) === answer).length;
  const way = Math.floor((WAY_POINTS * right) / drill.way.length);
  const end = endOf(table, answers);
  if (end === "") return { end, verdict: "open", outcome: 0, way };
  if (end === drill.end) return { end, verdict: "right", outcome: OUTCOME_POINTS, way };
  const [is, should] = [ranks[end], ranks[drill.end]];
  const verdict = is === undefined || should === undefined || is === should ? "aside" : is > should ? "over" : "under";
  return { end, verdict, outcome: 0, way };
}

export const points = ({ outcome, way }: Score): number => outcome + way;
