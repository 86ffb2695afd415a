/**
 * The text of a request, in one language.
 * In: a flow in the words of that language, what was answered, an address. Out: a subject and a text. Never: the document, words of its own.
 */
import { printNumber } from "./number";
import { plain } from "./plain";
import { NONE, chosen, type Kind, type Type } from "./walk";

/** A flow in one language, as the generator writes it (site/request.go). */
export interface Speech {
  readonly lang: string;
  readonly path: string;
  readonly group: string;
  readonly dash: string;
  readonly title: string;
  readonly colon: string;
  readonly nodes: Readonly<Record<string, { readonly t: string; readonly k?: string; readonly a?: Readonly<Record<string, string>> }>>;
  readonly words: Readonly<Record<string, string>>;
  /** Id and words of what a request says. */
  readonly blanks: readonly (readonly [string, string])[];
}

export interface Fact {
  readonly node: string;
  readonly kind: Kind;
  readonly type: Type | undefined;
  readonly answer: string;
}

export interface Given {
  readonly flow: string;
  /** In the order they were asked. */
  readonly facts: readonly Fact[];
  /** The node of the outcome. */
  readonly outcome: string;
  /** The parts of a request that an answer said: they are not asked for. */
  readonly told: ReadonlySet<string>;
  /** The fragment with the answers. */
  readonly hash: string;
}

export interface Text {
  readonly subject: string;
  /** Lines end with "\n". */
  readonly body: string;
}

/** What the reader has to fill in. */
const BLANK = "[…]";

/** address "" is left out. */
export function compose(speech: Speech, { facts, outcome, told }: Given, address: string): Text {
  const { words, nodes, blanks } = speech;
  const word = (name: string) => words[name] ?? "";
  const after = (text: string) => speech.colon.replace("%s", () => text);
  const ask = (text: string) => `${after(text)} ${BLANK}`;
  const result = nodes[outcome];
  const open = blanks.filter(([part]) => !told.has(part));
  const lines = [ask(word("what")), ""];
  if (open.length > 0) lines.push(after(word("details")), ...open.map(([, text]) => `- ${ask(text)}`), "");
  lines.push(after(word("facts")), ...facts.map((fact) => `- ${sentence(speech, fact)}`), "");
  lines.push(`${after(word("result"))} ${[result?.k, result?.t].filter((text) => text).join(` ${speech.dash} `)}`);
  if (address) lines.push(`${after(word("address"))} ${address}`);
  return { subject: plain(ask(word("subject"))), body: plain(`${lines.join("\n")}\n`) };
}

/** "Question – answer", with the dash of the language; a result on the way needs none. */
function sentence(speech: Speech, { node, kind, type, answer }: Fact): string {
  const { t = node, a = {} } = speech.nodes[node] ?? {};
  if (kind === "result") return t;
  const between = ` ${speech.dash} `;
  if (kind === "step") return `${t}${between}${speech.words["flow-done"] ?? ""}`;
  if (type === "number") return `${t}${between}${printNumber(answer, speech.group)}`;
  if (type === "many" && answer === NONE) return `${t}${between}${speech.words["flow-none"] ?? ""}`;
  return `${t}${between}${(type === "many" ? chosen(answer) : [answer]).map((id) => a[id] ?? id).join("; ")}`;
}
