/**
 * Opens what hides the place that an address names: a zone of another audience, a tab that is not chosen.
 * In: the fragment of the address. Out: "beforematch" on each part that hides it, as browsers dispatch it when they search.
 */
export function reveal(document: Document): void {
  const open = () => {
    const target = document.getElementById(decoded(location.hash.slice(1)));
    let opened = false;
    for (let part = target?.closest("[hidden]"); part; part = part.parentElement?.closest("[hidden]")) {
      part.dispatchEvent(new Event("beforematch", { bubbles: true }));
      opened = opened || !part.hasAttribute("hidden");
    }
    if (opened) target?.scrollIntoView();
  };
  window.addEventListener("hashchange", open);
  // The same address once more: there is no hashchange.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
    if (link && link.getAttribute("href") === location.hash) open();
  });
  if (location.hash.length > 1) open();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
