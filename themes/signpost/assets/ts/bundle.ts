/**
 * Says on a page of an offline copy that the copy has expired.
 * In: what bundle.js says of the copy, or in a single file its island of data; the clock of the device. Out: the line of the page, shown; signpostBundle.
 * Never: a page that is closed for it.
 */
declare global {
  interface Window {
    /** What the copy says of itself; days as 2026-11-26, "" for none. hash is that of the tree. */
    signpostBundle?: { readonly id: string; readonly version: string; readonly made: string; readonly expires: string; readonly hash: string };
  }
}

const facts = document.querySelector("[data-bundle-facts]")?.textContent;
if (facts) window.signpostBundle = JSON.parse(facts) as NonNullable<Window["signpostBundle"]>;
const { expires = "" } = window.signpostBundle ?? {};
const now = new Date();
const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
const line = document.querySelector<HTMLElement>("[data-bundle-expired]");
if (line && expires !== "" && today > expires) line.hidden = false;

export {};
