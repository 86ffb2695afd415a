/**
 * Walking a compiled flow: a table of states and the answers given lead to the state the reader stands in.
 * In: plain values. Out: plain values. Never: the document, the address, a rule to evaluate.
 *
 * The generator walks the same table (automaton.Follow); both are held against the same vectors.
 */

export type Kind = "question" | "step" | "result" | "outcome" | "exit";
export type Type = "one" | "many" | "number";

/** What passing a step, or a result on the way, is called among the answers. */
export const DONE = "done";

/** The answer to a question of type many where nothing was chosen. */
export const NONE = "none";

export interface Edge {
  /** Id of an answer; "yes" or "no" to an option; "0..49" or "7" of a number; of no importance after a step. */
  readonly answer: string;
  /** Of a number: the least and the greatest that go this way. */
  readonly min?: number;
  readonly max?: number;
  readonly to: string;
}

export interface State {
  readonly id: string;
  readonly node: string;
  readonly kind: Kind;
  readonly type?: Type;
  /** Of type many: the option asked about here. Its question is a chain of states, the first with the id of the node. */
  readonly option?: string;
  /** Empty for an outcome, and for an exit to another flow. */
  readonly edges: readonly Edge[];
}

export interface Table {
  readonly start: string;
  readonly states: ReadonlyMap<string, State>;
}

/** Node id to value: an id; ids with commas between or "none", of type many; the digits of a number; DONE. */
export type Answers = ReadonlyMap<string, string>;

export interface Step {
  readonly state: string;
  readonly node: string;
  /** In the form of the flow: options in its order. */
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

/** Where an answer leads from a state, and the answer as the flow writes it; null where it is none. */
export interface Next {
  readonly to: string;
  readonly value: string;
}

/** Walks the table from its start as far as the answers carry. Ends for any input: each answer is used at most once. */
export function walk(table: Table, answers: Answers): Walk {
  const left = new Map(answers);
  const { steps, current, refused } = advance(table, table.start, left);
  const dropped: Dropped[] = refused === undefined ? [] : [{ ...refused, why: "unknown" }];
  const all = byNode(table.states.values());
  const ahead = byNode(reachable(table, current));
  const waiting = new Map<string, string>();
  for (const [node, answer] of left) {
    if (leads(table, ahead.get(node), answer)) waiting.set(node, answer);
    else dropped.push({ node, answer, why: leads(table, all.get(node), answer) ? "off" : "unknown" });
  }
  return { steps, current, waiting, dropped };
}

/** Goes on from a state as far as answers carry, and takes those it uses out of `left`. Never enters another flow. */
export function advance(
  table: Table,
  from: string,
  left: Map<string, string>,
): { steps: Step[]; current: string; refused?: { node: string; answer: string } } {
  const steps: Step[] = [];
  let current = from;
  for (;;) {
    const state = table.states.get(current);
    const answer = state && left.get(state.node);
    if (!state || answer === undefined) return { steps, current };
    left.delete(state.node);
    const on = next(table, state, answer);
    if (!on || leaves(table, on.to)) return { steps, current, refused: { node: state.node, answer } };
    steps.push({ state: current, node: state.node, answer: on.value });
    current = on.to;
  }
}

/** One answer further. Of type many a value goes through the whole chain of options, from its first state only. */
export function next(table: Table, state: State, answer: string): Next | null {
  if (state.kind === "step" || state.kind === "result") {
    const edge = answer === DONE ? state.edges[0] : undefined;
    return edge ? { to: edge.to, value: DONE } : null;
  }
  if (state.type === "many") return choose(table, state, answer);
  const edge = state.edges.find((e) => (state.type === "number" ? holds(e, answer) : e.answer === answer));
  return edge ? { to: edge.to, value: answer } : null;
}

/** The options of a question of type many, from one of its states on, in the order of the flow. */
export function options(table: Table, state: State): string[] {
  const found: string[] = [];
  for (let at: State | undefined = state; at?.option !== undefined && at.node === state.node; ) {
    found.push(at.option);
    at = table.states.get(at.edges[0]?.to ?? "");
  }
  return found;
}

/** The ids in a value of type many. */
export const chosen = (value: string): string[] => (value === NONE ? [] : value.split(","));

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

function choose(table: Table, first: State, answer: string): Next | null {
  if (first.id !== first.node && !first.id.startsWith(`${first.node}~`)) return null;
  const wanted = new Set(chosen(answer));
  const value: string[] = [];
  let to = first.id;
  for (const option of options(table, first)) {
    const yes = wanted.delete(option);
    if (yes) value.push(option);
    const edge = table.states.get(to)?.edges.find((e) => e.answer === (yes ? "yes" : "no"));
    if (!edge) return null;
    to = edge.to;
  }
  return wanted.size === 0 ? { to, value: value.join(",") || NONE } : null;
}

/** Whether a text is a number of the edge: digits alone, as few as it takes. */
function holds({ min = NaN, max = NaN }: Edge, text: string): boolean {
  const value = Number(text);
  return String(value) === text && Number.isSafeInteger(value) && value >= min && value <= max;
}

/** Whether an id is that of no state of this flow. */
function leaves(table: Table, id: string): boolean {
  const kind = table.states.get(id)?.kind;
  return kind === undefined || kind === "exit";
}

/** Whether an answer leads on, within the flow, from one of the states. */
function leads(table: Table, states: readonly State[] | undefined, answer: string): boolean {
  return (states ?? []).some((state) => {
    const on = next(table, state, answer);
    return on !== null && !leaves(table, on.to);
  });
}

/** The states after `from` on any way, `from` itself left out. */
function reachable(table: Table, from: string): State[] {
  const seen = new Set<string>([from]);
  const found: State[] = [];
  const todo = [from];
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    for (const { to } of table.states.get(id)?.edges ?? []) {
      const state = table.states.get(to);
      if (!state || seen.has(state.id)) continue;
      seen.add(state.id);
      found.push(state);
      todo.push(state.id);
    }
  }
  return found;
}

function byNode(states: Iterable<State>): Map<string, State[]> {
  const all = new Map<string, State[]>();
  for (const state of states) {
    const same = all.get(state.node);
    if (same) same.push(state);
    else all.set(state.node, [state]);
  }
  return all;
}
