/**
 * The fragment of an address and what it says about a flow.
 * In: the text after "#", from anyone, of any length. Out: answers by id, or a name. Never: the document.
 */

/** Fragments longer than this, in UTF-16 units, are not read; no flow writes one as long. */
export const LONGEST = 8192;

/** The question of a used flow has that of the outer one before it: "severity-check.impact". */
const NODE = /^[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)*$/;

/** An id, several with commas between, or a whole number. */
const ANSWER = /^(?:[a-z][a-z0-9-]*(?:,[a-z][a-z0-9-]*)*|-?[0-9]+)$/;

export type Address =
  | { readonly kind: "empty" }
  /** One name without answers: a state, a heading, or nothing we know. */
  | { readonly kind: "name"; readonly name: string }
  /** broken: something in it was no id with an answer, or named a node twice with two answers. */
  | { readonly kind: "answers"; readonly answers: ReadonlyMap<string, string>; readonly broken: boolean };

/** Reads a fragment, with or without its "#". Fails on nothing. */
export function parse(fragment: string): Address {
  const raw = fragment.startsWith("#") ? fragment.slice(1) : fragment;
  if (raw === "") return { kind: "empty" };
  if (raw.length > LONGEST) return { kind: "answers", answers: new Map(), broken: true };
  const text = decode(raw);
  if (!text.includes("=")) return { kind: "name", name: text };
  const answers = new Map<string, string>();
  let broken = false;
  for (const part of text.split("&")) {
    if (part === "") continue;
    const [node = "", answer = "", ...rest] = part.split("=");
    const fits = NODE.test(node) && ANSWER.test(answer) && rest.length === 0;
    if (!fits || (answers.has(node) && answers.get(node) !== answer)) broken = true;
    else answers.set(node, answer);
  }
  return { kind: "answers", answers, broken };
}

/** Writes answers as a fragment with its "#", in the order given; "" for none. */
export function print(answers: ReadonlyMap<string, string>): string {
  const parts = Array.from(answers, ([node, answer]) => `${node}=${answer}`);
  return parts.length === 0 ? "" : `#${parts.join("&")}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
