/**
 * Keeps the reader's place when the language changes: links to the same page in another language carry the fragment.
 * In: the links marked in the page and the address. Out: their href. Never: a fragment longer than an address needs.
 */
import { LONGEST } from "./address";

/** Dispatched on the document by whoever changes the address without a hashchange. */
export const MOVED = "signpost:moved";

export function keepPlace(document: Document): void {
  const links = document.querySelectorAll<HTMLAnchorElement>("[data-languages] a[hreflang], a[data-source], a[data-keep]");
  const bases = Array.from(links, (link) => link.getAttribute("href") ?? "");
  const update = () => {
    const { hash } = document.location;
    const fragment = hash.length > LONGEST ? "" : hash;
    links.forEach((link, i) => link.setAttribute("href", (bases[i] ?? "") + fragment));
  };
  for (const event of ["hashchange", "popstate", "pageshow"]) window.addEventListener(event, update);
  document.addEventListener(MOVED, update);
  update();
}
