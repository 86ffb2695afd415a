/**
 * The one script of all pages: starts each module the page names. A module that fails leaves the page as it was without script.
 */
import { flow } from "./flow";
import { keepPlace } from "./languages";
import { search } from "./opener";

const modules: ReadonlyMap<string, (element: HTMLElement) => void> = new Map([
  ["flow", flow],
  ["search", search],
]);

function attempt(work: () => void): void {
  try {
    work();
  } catch (error) {
    console.error(error);
  }
}

attempt(() => keepPlace(document));
for (const element of document.querySelectorAll<HTMLElement>("[data-module]")) {
  const start = modules.get(element.dataset.module ?? "");
  if (start) attempt(() => start(element));
}
