/**
 * A second reading of flow.yaml, so that the browser is held against the author's file and not against the compiler.
 * In: a flow as parsed, answers by question. Out: the way through. Never: the page.
 */

/** The nodes passed, with the answer given ("done" for a step), and where the way stops: an outcome, flow:NAME or an open question. */
export function route(flow, given) {
  const passed = [];
  const answers = new Map();
  let node = flow.start;
  for (;;) {
    const question = flow.questions?.[node];
    const step = flow.steps?.[node];
    if (!question && !step) return { passed, end: node };
    const answer = step ? "done" : given[node];
    if (answer === undefined) return { passed, end: node };
    passed.push([node, answer]);
    if (question) answers.set(node, answer);
    node = target((question ?? step).next, answer, answers);
  }
}

/** The outcomes, questions and steps after a node on any way, whatever was answered. */
export function after(flow, node) {
  const seen = new Set();
  const todo = [node];
  while (todo.length > 0) {
    const { next } = flow.questions?.[todo[0]] ?? flow.steps?.[todo[0]] ?? {};
    todo.shift();
    for (const to of targets(next)) {
      if (!seen.has(to)) todo.push(to);
      seen.add(to);
    }
  }
  return seen;
}

/** The fragment that says these answers. */
export const fragment = (passed) => (passed.length === 0 ? "" : `#${passed.map((pair) => pair.join("=")).join("&")}`);

/** The example with the longest way through: the best one to stop in the middle of. */
export function longest(flow) {
  const length = (name) => route(flow, flow.examples[name].given).passed.length;
  return Object.keys(flow.examples).reduce((best, name) => (length(name) > length(best) ? name : best));
}

function target(next, answer, answers) {
  if (typeof next === "string") return next;
  if (!Array.isArray(next)) return next[answer] ?? next.else;
  for (const row of next) {
    if ("else" in row) return row.else;
    if ([row.when].flat().some((entries) => holds(entries, answers))) return row.then;
  }
  throw new Error("flow.yaml: no row of next holds");
}

function targets(next) {
  if (next === undefined) return [];
  if (typeof next === "string") return [next];
  return Array.isArray(next) ? next.map((row) => row.then ?? row.else) : Object.values(next);
}

function holds(entries, answers) {
  return Object.entries(entries).every(([node, want]) => {
    const answer = answers.get(node);
    if (answer === undefined) return false;
    if (typeof want === "object" && !Array.isArray(want)) return ![want.not].flat().includes(answer);
    return [want].flat().includes(answer);
  });
}
