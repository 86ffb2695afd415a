/**
 * Why a walk ends where it does: the answers that decided, and where another one in their place would have led.
 * In: a table and the steps of a walk. Out: plain values. Never: the document, words.
 *
 * The work is one walk for each other answer to each question of the way.
 */
import { NONE, advance, chosen, next, options, type State, type Step, type Table } from "./walk";

export interface Reason {
  readonly step: Step;
  /** Other answers that lead elsewhere; never empty. */
  readonly instead: readonly Instead[];
}

export interface Instead {
  readonly answer: string;
  /** The state the reader would stand in: an outcome, a question not asked yet, an exit to another flow. */
  readonly to: string;
}

/** The reasons in the order of the steps, for a walk that stands in `current`. */
export function why(table: Table, steps: readonly Step[], current: string): Reason[] {
  const given = new Map(steps.map((step) => [step.node, step.answer]));
  const reasons: Reason[] = [];
  for (const step of steps) {
    const state = table.states.get(step.state);
    if (!state) continue;
    const instead: Instead[] = [];
    for (const answer of others(table, state, step.answer)) {
      const on = next(table, state, answer);
      if (!on) continue;
      const left = new Map(given);
      left.delete(step.node);
      const to = advance(table, on.to, left).current;
      if (to !== current) instead.push({ answer, to });
    }
    if (instead.length > 0) reasons.push({ step, instead });
  }
  return reasons;
}

/** Of one: the other answers. Of many: each option changed alone. Of a number: the nearest one of each other interval. */
function others(table: Table, state: State, answer: string): string[] {
  if (state.kind !== "question") return [];
  if (state.type === "number") {
    const value = Number(answer);
    const away = state.edges.filter(({ min = value, max = value }) => value < min || value > max);
    return away.map(({ min = value, max = value }) => String(Math.max(min, Math.min(max, value))));
  }
  if (state.type !== "many") return state.edges.map((edge) => edge.answer).filter((other) => other !== answer);
  const all = options(table, state);
  const now = new Set(chosen(answer));
  return all.map((option) => all.filter((o) => (o === option) !== now.has(o)).join(",") || NONE);
}
