/**
 * "Why this result", below an outcome: the answers that decided, and where another one would have led.
 * In: reasons, the page, its words. Out: a closed <details> from the page's own templates. Never: words of its own.
 */
import type { Page, View } from "./table";
import { NONE, chosen } from "./walk";
import type { Instead, Reason } from "./why";
import { textOf, type Words } from "./words";

/** Nothing where nothing decided, or where the page has no words for it. */
export function explain(reasons: readonly Reason[], page: Page, words: Words): DocumentFragment | undefined {
  const box = words.copy("why");
  const list = box.querySelector("[data-why-list]");
  if (!list || reasons.length === 0) return undefined;
  for (const reason of reasons) {
    const view = page.views.get(reason.step.state);
    if (view) list.append(row(reason, view, page, words));
  }
  return box;
}

function row({ step, instead }: Reason, view: View, page: Page, words: Words): DocumentFragment {
  const copy = words.copy("why-reason");
  put(copy, "question", textOf(view.heading));
  put(copy, "given", words.answer(view, step.answer).join("; "));
  const list = copy.querySelector("[data-instead]");
  // What leads to the same words stands in one line.
  const lines = new Map<string, { how: string; to: string; labels: string[] }>();
  for (const other of instead) {
    const [how, label] = change(view, step.answer, other, words);
    const key = `${how} ${page.views.get(other.to)?.state.node ?? other.to}`;
    const line = lines.get(key) ?? { how, to: other.to, labels: [] };
    line.labels.push(label);
    lines.set(key, line);
  }
  for (const { how, to, labels } of lines.values()) {
    const line = words.copy("why-instead");
    const sentence = words.copy(how);
    put(sentence, "answers", join(labels, words));
    line.querySelector("[data-if]")?.replaceChildren(sentence);
    line.querySelector("[data-then]")?.replaceChildren(place(to, page, words));
    list?.append(line);
  }
  return copy;
}

/** How the other answer differs from the one given, as the name of a sentence, and what it is called. */
function change(view: View, given: string, { answer }: Instead, words: Words): [how: string, label: string] {
  const { type, edges } = view.state;
  if (type === "number") {
    const value = Number(answer);
    const edge = edges.find(({ min = NaN, max = NaN }) => value >= min && value <= max);
    return ["why-answered", words.label(view, edge?.answer ?? "")];
  }
  if (type !== "many" || given === NONE || answer === NONE) return ["why-answered", words.label(view, answer)];
  const [before, after] = [chosen(given), chosen(answer)];
  const more = after.find((id) => !before.includes(id));
  const less = before.find((id) => !after.includes(id));
  return more === undefined ? ["why-unchosen", words.label(view, less ?? "")] : ["why-chosen", words.label(view, more)];
}

/** The words for a place: the heading of an outcome as it is, a sentence about anything else. */
function place(to: string, page: Page, words: Words): Node {
  const view = page.views.get(to);
  const title = view ? textOf(view.heading) : (page.exits.get(to)?.title ?? "");
  if (view?.state.kind === "outcome") return document.createTextNode(title);
  const sentence = words.copy(`why-${view?.state.kind ?? "exit"}`);
  put(sentence, "title", title);
  return sentence;
}

/** "A", "A or B", "A, B or C", each in quotation marks. */
function join(labels: readonly string[], words: Words): string {
  const quoted = labels.map((label) => {
    const quote = words.copy("why-quote");
    put(quote, "text", label);
    return quote.textContent ?? "";
  });
  const last = quoted.pop() ?? "";
  return quoted.length === 0 ? last : `${quoted.join(", ")} ${words.text("why-or")} ${last}`;
}

function put(within: ParentNode, name: string, text: string): void {
  for (const slot of within.querySelectorAll(`[data-${name}]`)) slot.textContent = text;
}
