/**
 * The words that stand in the page, for the script to repeat.
 * In: the article of a flow and its views. Out: text, and copies of templates. Never: words of its own.
 */
import { printNumber } from "./number";
import type { Page, View } from "./table";
import { NONE, chosen } from "./walk";

export interface Words {
  /** A copy of what a template holds; empty where the page has none of that name. */
  copy(name: string): DocumentFragment;
  /** The text of a template. */
  text(name: string): string;
  /** An answer to a state as the reader knows it; several labels where several options were chosen. */
  answer(view: View, value: string): string[];
  /** The label of one answer: of an option, of an interval of a number. */
  label(view: View, id: string): string;
}

export function wordsIn(article: HTMLElement, page: Page): Words {
  const copy = (name: string) => {
    const template = article.querySelector<HTMLTemplateElement>(`template[data-${name}]`);
    return template ? (template.content.cloneNode(true) as DocumentFragment) : new DocumentFragment();
  };
  const text = (name: string) => textOf(copy(name));
  const label = (view: View, id: string) => {
    if (id === NONE && view.state.type === "many") return text("none");
    if (view.state.type === "many") return textOf(view.section.querySelector(`[data-option-label="${CSS.escape(id)}"]`));
    return textOf(view.links.get(id)?.querySelector(".answer-label"));
  };
  return {
    copy,
    text,
    label,
    answer(view, value) {
      const { kind, type } = view.state;
      if (kind === "step") return [text("done")];
      if (kind === "result") return [text("noted")];
      if (type === "number") return [printNumber(value, page.group)];
      if (type === "many" && value !== NONE) return chosen(value).map((id) => label(view, id));
      return [label(view, value)];
    },
  };
}

export function textOf(node: Node | null | undefined): string {
  return (node?.textContent ?? "").trim();
}
