/**
 * A second reading of flow.yaml, so that the browser is held against the author's file and not against the compiler.
 * In: a flow as parsed (lib/site.mjs), answers by question. Out: the way through. Never: the page.
 *
 * A flow that is used keeps its place: its questions have the id of the question that uses it before their own, with a
 * dot between. Values are those of addresses: "bug,network", "none", "30".
 */

/** The nodes passed, with the answer given ("done" for a step or a result that is shown), and where the way stops: an outcome, flow:NAME or an open question. */
export function route(flow, given) {
  const passed = [];
  const { end, open } = run(flow, given, "", new Map(), passed);
  return { passed, end: end ?? open };
}

/** Walks one flow. `known`: answers taken over from the flow that uses it. */
function run(flow, given, prefix, known, passed) {
  const answers = new Map();
  let node = flow.start;
  for (;;) {
    if (node.startsWith("flow:")) return { end: node, left: true };
    const question = flow.questions?.[node];
    const step = flow.steps?.[node];
    const table = flow.tables?.[node];
    if (question?.use) {
      const taken = new Map((question.given ?? []).filter((id) => answers.has(id)).map((id) => [id, answers.get(id)]));
      const inner = run(flow.all.get(question.use), given, `${prefix}${node}.`, taken, passed);
      if (inner.open || inner.left) return inner;
      if (!question.next) return { end: `${node}.${inner.end}` };
      if (question.show === "yes") passed.push([`${prefix}${node}.${inner.end}`, "done"]);
      answers.set(node, inner.end);
    } else if (question) {
      const answer = known.get(node) ?? value(question, given[prefix + node]);
      if (answer === undefined) return { open: prefix + node };
      if (!known.has(node)) passed.push([prefix + node, answer]);
      answers.set(node, answer);
    } else if (step) {
      passed.push([prefix + node, "done"]);
    } else if (!table) {
      return { end: node };
    }
    node = table ? rows(table.rows, flow, answers) : target((question ?? step).next, node, flow, answers);
  }
}

/** An answer of an example as addresses have it: the options of `many` in the order of the flow. */
export function value(question, given) {
  if (given === undefined || question.type !== "many") return given;
  const chosen = [given].flat().flatMap((id) => id.split(","));
  return question.answers.filter((id) => chosen.includes(id)).join(",") || "none";
}

/** The flow a node is written in, its id there, and the questions that lead to that flow, outermost first. */
function place(flow, id) {
  const parts = id.split(".");
  const uses = [];
  let at = flow;
  for (; parts.length > 1; ) {
    const question = parts.shift();
    uses.push({ flow: at, question });
    at = at.all.get(at.questions[question].use);
  }
  return { at, node: parts[0], uses };
}

/** The question with this id, of the flow or of one it uses; undefined for a step, a result or an outcome. */
export function questionOf(flow, id) {
  const { at, node } = place(flow, id);
  return at.questions?.[node];
}

/** The node a reader meets first. */
export function startOf(flow) {
  const { use } = flow.questions?.[flow.start] ?? {};
  return use ? `${flow.start}.${startOf(flow.all.get(use))}` : flow.start;
}

/** Answers worth trying: all; each option alone, none and all; the ends of a number and what the examples name. */
export function alternatives(flow, id) {
  const question = questionOf(flow, id);
  if (question.type === "many") return ["none", ...question.answers, question.answers.join(",")];
  if (question.type !== "number") return question.answers;
  const named = Object.values(flow.examples).flatMap(({ given }) => given[id] ?? []);
  return [...new Set([question.min, question.max, ...named])];
}

/** The outcomes, questions and steps after a node on any way, whatever was answered. */
export function after(flow, node) {
  const seen = new Set();
  const todo = [node];
  while (todo.length > 0) {
    for (const to of following(flow, todo.shift())) {
      if (!seen.has(to)) todo.push(to);
      seen.add(to);
    }
  }
  return seen;
}

function following(flow, id) {
  if (id.startsWith("flow:")) return [];
  const { at, node, uses } = place(flow, id);
  const prefixed = (names, depth) => {
    const prefix = uses.slice(0, depth).map(({ question }) => `${question}.`).join("");
    return names.map((name) => (name.startsWith("flow:") ? name : prefix + name));
  };
  const { use, next, rows: table } = at.questions?.[node] ?? at.steps?.[node] ?? at.tables?.[node] ?? {};
  if (use) return prefixed([`${node}.${at.all.get(use).start}`], uses.length);
  if (next ?? table) return prefixed(targets(next ?? table), uses.length);
  // An outcome of a used flow answers the question that uses it, or, without a next, is an outcome there.
  for (let depth = uses.length - 1; depth >= 0; depth--) {
    const outer = uses[depth].flow.questions[uses[depth].question];
    if (outer.next) return prefixed(targets(outer.next), depth);
  }
  return [];
}

/** The fragment that says these answers. */
export const fragment = (passed) => (passed.length === 0 ? "" : `#${passed.map((pair) => pair.join("=")).join("&")}`);

/** The example with the longest way through: the best one to stop in the middle of. */
export function longest(flow) {
  const length = (name) => route(flow, flow.examples[name].given).passed.length;
  return Object.keys(flow.examples).reduce((best, name) => (length(name) > length(best) ? name : best));
}

/** Examples that together give every answer that any of them gives, longest ways first: enough where only words differ. */
export function covering(flow) {
  const ways = Object.entries(flow.examples).map(([name, { given }]) => {
    const { passed, end } = route(flow, given);
    return { name, marks: [...passed.map((pair) => pair.join("=")), end] };
  });
  ways.sort((a, b) => b.marks.length - a.marks.length);
  const seen = new Set();
  const fresh = ({ marks }) => marks.some((mark) => !seen.has(mark));
  return ways.filter((way) => fresh(way) && way.marks.forEach((mark) => seen.add(mark)) === undefined).map(({ name }) => name);
}

function target(next, node, flow, answers) {
  if (typeof next === "string") return next;
  return Array.isArray(next) ? rows(next, flow, answers) : (next[answers.get(node)] ?? next.else);
}

function rows(list, flow, answers) {
  for (const row of list) {
    if ("else" in row) return row.else;
    const { then, when, ...entries } = row;
    if ([when ?? entries].flat().some((clause) => clauseHolds(clause, flow, answers))) return then;
  }
  throw new Error("flow.yaml: no row holds");
}

function targets(next) {
  if (typeof next === "string") return [next];
  return Array.isArray(next) ? next.map((row) => row.then ?? row.else) : Object.values(next);
}

function clauseHolds(clause, flow, answers) {
  return Object.entries(clause).every(([node, test]) => answers.has(node) && holds(test, flow.questions[node], answers.get(node)));
}

function holds(test, question, answer) {
  if (Array.isArray(test)) return test.some((one) => holds(one, question, answer));
  if (typeof test === "object") {
    if ("not" in test) return !holds(test.not, question, answer);
    if ("all" in test) return test.all.every((id) => holds(id, question, answer));
    if ("any" in test) return holds(test.any, question, answer);
    return Number(answer) >= Number(test.min ?? -Infinity) && Number(answer) <= Number(test.max ?? Infinity);
  }
  return question.type === "many" ? answer.split(",").includes(test) : answer === test;
}
