/**
 * The box below an outcome that says what to write: its list, and the button that has the text made.
 * In: the article of a flow. Out: what of the box is shown. Never: the text itself: that is request.ts, loaded when it is asked for.
 */
import type { Given } from "./compose";
import { load } from "./load";
import type { Write } from "./request";
import type { Words } from "./words";

export interface Ask {
  /** Shows the box for what was answered; the list alone where that is not known (null); nothing (undefined). */
  show(given: Given | null | undefined): void;
}

export function askIn(article: HTMLElement, words: Words): Ask {
  const box = article.querySelector<HTMLElement>("[data-request-box]");
  const program = article.querySelector<HTMLTemplateElement>("template[data-load-request]");
  if (!box || !program) return { show: () => undefined };
  const start = box.querySelector<HTMLElement>("[data-request-start]");
  const list = box.querySelector<HTMLElement>("[data-request-list]");
  const status = box.querySelector<HTMLElement>("[data-request-status]");
  let now: Given | null | undefined;
  let editor: HTMLElement | undefined;

  async function write(given: Given): Promise<void> {
    if (!box || !program) return;
    try {
      const made = await (await load<Write>(program))(article, box, given);
      if (now !== given || editor) return made.remove();
      editor = made;
      for (const part of [list, start]) if (part) part.hidden = true;
      status?.replaceChildren();
      editor.querySelector<HTMLElement>("input")?.focus();
    } catch {
      status?.replaceChildren(words.copy("request-failed"));
    }
  }
  start?.querySelector("button")?.addEventListener("click", () => now && void write(now));

  return {
    show(given) {
      editor?.remove();
      editor = undefined;
      now = given;
      box.hidden = given === undefined;
      status?.replaceChildren();
      if (list) list.hidden = false;
      if (start) start.hidden = !given;
      for (const item of box.querySelectorAll<HTMLElement>("[data-part]")) item.hidden = given?.told.has(item.dataset.part ?? "") ?? false;
    },
  };
}
