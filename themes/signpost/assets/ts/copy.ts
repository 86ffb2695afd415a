/**
 * Buttons that copy code and addresses.
 * In: elements marked data-copy, the button and the words in templates. Out: a button in or behind each. Never: words of its own, anything sent.
 */
import { textOf } from "./words";

/** How long a button says what came of it, in milliseconds. */
const SAID = 4000;

export function copyButtons(document: Document): void {
  const copy = (name: string) => document.querySelector<HTMLTemplateElement>(`template[data-copy-${name}]`)?.content.cloneNode(true);
  const status = document.querySelector("[data-copy-status]");
  for (const place of document.querySelectorAll<HTMLElement>("[data-copy]")) {
    const fragment = copy("button") as DocumentFragment | undefined;
    const button = fragment?.querySelector("button");
    const label = fragment?.querySelector(".copy-label");
    if (!fragment || !button || !label) return;
    const source = place.querySelector("code") ?? place;
    const first = textOf(label);
    const inline = place.matches("a, code");
    const show = (text: string, said: boolean) => {
      label.textContent = text;
      label.classList.toggle("visually-hidden", inline && !said);
      if (status) status.textContent = said ? text : "";
      button.toggleAttribute("data-said", said);
    };
    show(first, false);
    if (inline) {
      button.classList.add("copy-inline");
      button.setAttribute("aria-label", `${first} ${textOf(source)}`);
      place.after(fragment);
    } else {
      place.prepend(fragment);
    }
    let timer = 0;
    button.addEventListener("click", async () => {
      const done = await copyText(source.textContent ?? "");
      if (!done) getSelection()?.selectAllChildren(source);
      show(textOf(copy(done ? "done" : "failed")), true);
      clearTimeout(timer);
      timer = window.setTimeout(() => show(first, false), SAID);
    });
  }
}

/** Puts a text on the clipboard; false where the browser does not let it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

/** The older way, for pages that are not served by https. */
function copySelected(text: string): boolean {
  const field = document.createElement("textarea");
  const focus = document.activeElement;
  field.value = text;
  field.readOnly = true;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  let done = false;
  try {
    done = document.execCommand("copy");
  } catch {
    // then it is not done
  }
  field.remove();
  if (focus instanceof HTMLElement) focus.focus();
  return done;
}
