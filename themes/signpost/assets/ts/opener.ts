/**
 * The search control of the header. In: its element, with templates of the button, the box and the two scripts of the search.
 * Out: the box, in a dialog or, on the search page, in its place, and the scripts, loaded once it is wanted. Never: a search of its own.
 */

/** Where a reader's wish to have no key for it is kept, on the device. */
export const KEPT = "signpost-search-key";

export function search(element: HTMLElement): void {
  const copy = (name: string) => element.querySelector<HTMLTemplateElement>(`template[data-search-${name}]`)?.content.cloneNode(true) as DocumentFragment | undefined;
  const link = element.querySelector("[data-search-link]");
  const button = copy("button")?.querySelector("button");
  if (!link || !button) return;
  const here = document.querySelector<HTMLElement>("[data-search-here]");
  let box: HTMLElement | null | undefined;
  let dialog: HTMLDialogElement | null | undefined;
  let from: HTMLElement | null = null;

  const make = () => {
    const content = copy("box");
    dialog = here ? undefined : content?.querySelector("dialog");
    box = content?.querySelector<HTMLElement>("[data-search-box]");
    if (!box) return;
    if (here) here.replaceChildren(box);
    else if (dialog) document.body.append(dialog);
    box.querySelector("[data-search-close]")?.addEventListener("click", () => dialog?.close());
    dialog?.addEventListener("click", ({ target }) => {
      if (target === dialog) dialog?.close();
    });
    dialog?.addEventListener("close", () => {
      // A field that was left is no place to go back to.
      if (document.activeElement === document.body || dialog?.contains(document.activeElement)) (from?.isConnected ? from : button).focus();
    });
    load(box);
  };

  const load = (into: HTMLElement) => {
    const status = into.querySelector("[data-search-status]");
    const say = (name: string) => {
      const words = into.querySelector<HTMLTemplateElement>(`template[data-search-${name}]`)?.content.cloneNode(true);
      status?.replaceChildren(...(words ? [words] : []));
    };
    const scripts = copy("scripts");
    let missing = scripts?.childElementCount ?? 0;
    const failed = () => say("failed");
    say("loading");
    for (const script of Array.from(scripts?.children ?? [])) {
      script.addEventListener("error", failed);
      script.addEventListener("load", () => {
        missing--;
        if (missing > 0) return;
        status?.replaceChildren();
        if (!window.signpostSearch?.(into)) failed();
      });
    }
    if (scripts) document.head.append(scripts);
  };

  const open = () => {
    if (!box) make();
    const field = box?.querySelector<HTMLInputElement>("[data-search-field]");
    if (!field) return;
    if (dialog && !dialog.open) {
      from = document.activeElement instanceof HTMLElement && document.activeElement !== document.body ? document.activeElement : button;
      dialog.showModal();
    }
    field.focus();
    field.select();
  };

  link.replaceWith(button);
  button.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (typing(event.target) || document.querySelector("dialog[open]") || !keyWanted()) return;
    event.preventDefault();
    open();
  });
  if (here) make();
}

/** Whether `/` opens the search: a key of one sign must be possible to turn off (WCAG 2.1.4), which search.ts lets a reader do. */
export function keyWanted(): boolean {
  try {
    return window.localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
