/**
 * Older ids: what an address of another time says, in today's names.
 * In: answers as an address has them, and the names that changed. Out: answers. Never: the document.
 */
import type { Answers } from "./walk";

export interface Was {
  /** Older id to id of a node. */
  readonly nodes: ReadonlyMap<string, string>;
  /** Node id to older id to id of its answers. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** The answers in today's names. clash: two names of one node had two answers; the first one stays. */
export function modern(was: Was, answers: Answers): { answers: Map<string, string>; clash: boolean } {
  const out = new Map<string, string>();
  let clash = false;
  for (const [old, text] of answers) {
    const node = was.nodes.get(old) ?? old;
    const names = was.answers.get(node);
    const answer = names ? text.split(",").map((id) => names.get(id) ?? id).join(",") : text;
    if (!out.has(node)) out.set(node, answer);
    else if (out.get(node) !== answer) clash = true;
  }
  return { answers: out, clash };
}
