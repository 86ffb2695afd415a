/**
 * The one script of all pages: starts each module the page names. A module that fails leaves the page as it was without script.
 */
import { audience } from "./audience";
import { carry } from "./choice";
import { copyButtons } from "./copy";
import { flow } from "./flow";
import { keepPlace } from "./languages";
import { reveal } from "./reveal";
import { tabs } from "./tabs";
import { terms } from "./terms";
import { contents } from "./toc";

const modules: ReadonlyMap<string, (element: HTMLElement) => void> = new Map([["flow", flow]]);

function attempt(work: () => void): void {
  try {
    work();
  } catch (error) {
    console.error(error);
  }
}

attempt(() => keepPlace(document));
// Reading: reveal comes last, when it is known what is hidden.
for (const part of [carry, contents, audience, tabs, copyButtons, terms, reveal]) attempt(() => part(document));
for (const element of document.querySelectorAll<HTMLElement>("[data-module]")) {
  const start = modules.get(element.dataset.module ?? "");
  if (start) attempt(() => start(element));
}
