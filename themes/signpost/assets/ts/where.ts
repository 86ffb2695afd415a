/**
 * The address under which others find a result.
 * In: the page. Out: an address with the answers, or "". Never: one that only this computer knows.
 */

/** path and root as the page has them: from the root of the site, and the way there. A page from a folder has its canonical address alone. */
export function addressFor(path: string, root: string, hash: string): string {
  if (location.protocol !== "file:") return new URL(root + path, location.href).href + hash;
  const canonical = document.querySelector<HTMLLinkElement>("link[rel=canonical]")?.href;
  // The canonical page of a flow, in a frame too, lies two folders below the root.
  return canonical ? new URL(`../../${path}`, canonical).href + hash : "";
}
