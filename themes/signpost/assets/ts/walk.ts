/**
 * Walking a compiled flow: a table of states and the answers given lead to the state the reader stands in.
 * In: plain values. Out: plain values. Never: the document, the address, a rule to evaluate.
 */

export type Kind = "question" | "step" | "outcome";

/** What passing a step is called among the answers. */
export const DONE = "done";

export interface State {
  readonly id: string;
  readonly node: string;
  readonly kind: Kind;
  /** Answer id (DONE for a step) to the state it leads to; null where it leaves this flow. Empty for an outcome. */
  readonly next: ReadonlyMap<string, string | null>;
}

export interface Table {
  readonly start: string;
  readonly states: ReadonlyMap<string, State>;
}

/** Node id to answer id. */
export type Answers = ReadonlyMap<string, string>;

export interface Step {
  readonly state: string;
  readonly node: string;
  readonly answer: string;
}

export interface Dropped {
  readonly node: string;
  readonly answer: string;
  /** unknown: no such node, or no such answer to it on this way; off: known, but not asked any more on this way. */
  readonly why: "unknown" | "off";
}

export interface Walk {
  /** The questions answered and steps passed, in the order they are asked. */
  readonly steps: readonly Step[];
  /** The id of the state the reader stands in: the first one without an answer, or an outcome. */
  readonly current: string;
  /** Answers to nodes that may still be asked after the current one: kept, not counted. */
  readonly waiting: Answers;
  readonly dropped: readonly Dropped[];
}

/** Walks the table from its start as far as the answers carry. Ends for any input: each answer is used at most once. */
export function walk(table: Table, answers: Answers): Walk {
  const left = new Map(answers);
  const steps: Step[] = [];
  const dropped: Dropped[] = [];
  let current = table.start;
  for (;;) {
    const state = table.states.get(current);
    if (!state) break;
    const answer = left.get(state.node);
    if (answer === undefined) break;
    left.delete(state.node);
    const to = state.next.get(answer);
    if (to === undefined || to === null || !table.states.has(to)) {
      dropped.push({ node: state.node, answer, why: "unknown" });
      break;
    }
    steps.push({ state: current, node: state.node, answer });
    current = to;
  }
  const known = answersByNode(table.states.values());
  const ahead = answersByNode(reachable(table, current));
  const waiting = new Map<string, string>();
  for (const [node, answer] of left) {
    if (ahead.get(node)?.has(answer)) waiting.set(node, answer);
    else dropped.push({ node, answer, why: known.get(node)?.has(answer) ? "off" : "unknown" });
  }
  return { steps, current, waiting, dropped };
}

/** The answers of a walk in the order of an address: those given, one more if there is one, then those that wait. */
export function answersOf(steps: readonly Step[], more: Answers = new Map()): Map<string, string> {
  const all = new Map<string, string>();
  for (const step of steps) all.set(step.node, step.answer);
  for (const [node, answer] of more) if (!all.has(node)) all.set(node, answer);
  return all;
}

/** The answers after `node` is asked again: those before and after it stay, its own goes. */
export function reopen(at: Walk, node: string): Map<string, string> {
  const all = answersOf(at.steps, at.waiting);
  all.delete(node);
  return all;
}

/** The answers after the current state is answered: what no longer applies is left out. */
export function give(table: Table, at: Walk, answer: string): { answers: Map<string, string>; dropped: readonly Dropped[] } {
  const node = table.states.get(at.current)?.node;
  const given = answersOf(at.steps);
  if (node !== undefined) given.set(node, answer);
  for (const [n, a] of at.waiting) if (!given.has(n)) given.set(n, a);
  const after = walk(table, given);
  return { answers: answersOf(after.steps, after.waiting), dropped: after.dropped };
}

/** The states after `from` on any way, `from` itself left out. */
function reachable(table: Table, from: string): State[] {
  const seen = new Set<string>([from]);
  const found: State[] = [];
  const todo = [from];
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    for (const to of table.states.get(id)?.next.values() ?? []) {
      const state = to === null ? undefined : table.states.get(to);
      if (!state || seen.has(state.id)) continue;
      seen.add(state.id);
      found.push(state);
      todo.push(state.id);
    }
  }
  return found;
}

/** Node id to the answers that lead somewhere within the flow from one of its states. */
function answersByNode(states: Iterable<State>): Map<string, Set<string>> {
  const all = new Map<string, Set<string>>();
  for (const state of states) {
    const set = all.get(state.node) ?? new Set<string>();
    for (const [answer, to] of state.next) if (to !== null) set.add(answer);
    all.set(state.node, set);
  }
  return all;
}
