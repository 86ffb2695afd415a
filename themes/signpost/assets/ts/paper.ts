/**
 * On paper a link is of use with its address: those within the site are written out when the page is printed.
 * In: the links in the text of a page. Out: data-address, for the style sheet to print. Never: an address on this computer.
 */
export function writeOut(): void {
  window.addEventListener("beforeprint", () => {
    // The canonical page of one for frames lies elsewhere.
    const own = document.body.dataset.embed === undefined;
    const canonical = own ? document.querySelector<HTMLLinkElement>("link[rel=canonical]")?.href : undefined;
    const base = canonical ?? (location.protocol === "file:" ? undefined : location.href);
    if (base === undefined) return;
    for (const link of document.querySelectorAll<HTMLAnchorElement>(".prose a[href]")) {
      const href = link.getAttribute("href") ?? "";
      if (/^(#|[a-z]+:)/u.test(href)) continue;
      link.dataset.address = new URL(href, base).href;
    }
  });
}
