/**
 * The page that a worker gives in the place of one that is not on the device. In: the pages that are. Out: links to them, a button to try again. Never: a
 * title made into HTML.
 */
import type { KeptPage } from "../worker/said";
import { ask } from "./device";

export function unavailable(element: HTMLElement): void {
  const again = element.querySelector<HTMLElement>("[data-again]");
  again?.removeAttribute("hidden");
  again?.addEventListener("click", () => location.reload());
  window.addEventListener("online", () => location.reload());
  const { controller } = navigator.serviceWorker ?? {};
  if (controller) ask<KeptPage[]>(controller, { ask: "pages", folder: element.dataset.folder ?? "" }).then((pages) => list(element, pages), () => undefined);
}

function list(element: HTMLElement, pages: readonly KeptPage[]): void {
  const links = pages.map(({ path, title }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = (element.dataset.root ?? "") + path;
    link.textContent = title;
    item.append(link);
    return item;
  });
  element.querySelector("[data-pages] ul")?.replaceChildren(...links);
  element.querySelector("[data-pages]")?.toggleAttribute("hidden", links.length === 0);
}
