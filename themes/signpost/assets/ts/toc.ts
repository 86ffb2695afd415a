/**
 * Marks the current section in the contents of the page, and keeps the list open beside the text and closed above it.
 * In: the contents and the headings they lead to. Out: aria-current on one link. Never: a change of what takes up room.
 */

/** How far below the line that a heading must have passed to be current the window goes on, in per cent of its height. */
const BELOW = 70;

export function contents(document: Document): void {
  const box = document.querySelector<HTMLDetailsElement>("[data-toc]");
  if (!box) return;
  const wide = window.matchMedia("(min-width: 76rem)");
  const summary = box.querySelector("summary");
  // Beside the text the list is always open: there its title is no control.
  const fit = () => {
    box.open = wide.matches;
    if (summary) summary.tabIndex = wide.matches ? -1 : 0;
  };
  wide.addEventListener("change", fit);
  fit();

  const links = new Map<Element, HTMLAnchorElement>();
  for (const link of box.querySelectorAll<HTMLAnchorElement>("a")) {
    const heading = document.getElementById((link.getAttribute("href") ?? "").slice(1));
    if (heading) links.set(heading, link);
    // On a phone the list would hide where it leads.
    link.addEventListener("click", () => void (box.open = wide.matches));
  }
  if (!("IntersectionObserver" in window)) return;

  const passed = new Set<Element>();
  const visible = new Set<Element>();
  /** The heading that the address names, as long as it can be seen: a short last section never passes the line. */
  let named: Element | null = null;
  const mark = () => {
    if (named && !visible.has(named)) named = null;
    let current = named;
    if (!current) for (const heading of links.keys()) if (passed.has(heading)) current = heading;
    for (const [heading, link] of links) {
      if (heading !== current) link.removeAttribute("aria-current");
      else if (!link.hasAttribute("aria-current")) {
        link.setAttribute("aria-current", "true");
        show(link);
      }
    }
  };
  const watch = (found: Set<Element>, rootMargin: string) => {
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) found.add(target);
          else found.delete(target);
        }
        mark();
      },
      { rootMargin },
    );
    for (const heading of links.keys()) observer.observe(heading);
  };
  // All above the line counts as seen, however far above: a jump over a heading is noticed too.
  watch(passed, `1000000px 0px -${BELOW}% 0px`);
  watch(visible, "0px");
  const name = () => {
    const target = document.getElementById(location.hash.slice(1));
    named = target && links.has(target) ? target : null;
    if (named) visible.add(named); // it is about to be
    mark();
  };
  window.addEventListener("hashchange", name);
  if (location.hash.length > 1) name();

  /** Scrolls the list alone, where it is longer than the window. */
  function show(link: HTMLElement): void {
    const list = box?.closest("nav");
    if (!list || list.scrollHeight <= list.clientHeight) return;
    const { top, bottom } = link.getBoundingClientRect();
    const frame = list.getBoundingClientRect();
    if (top < frame.top || bottom > frame.bottom) list.scrollTop += top - frame.top - frame.height / 2;
  }
}
