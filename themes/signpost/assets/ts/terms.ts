/**
 * Shows the definition of a term beside it, on hover and on focus, after WCAG 1.4.13: Escape puts it away, the pointer may move
 * onto it, and it stays until the reader leaves.
 * In: links marked data-term, the definitions that stand in the page. Out: one box. Never: words of its own.
 */

/** How long the pointer may be on its way between term and box, and must rest on a term first, in milliseconds. */
const LEAVE = 300;
const REST = 150;

/** Between box and edge of the window, in pixels. */
const EDGE = 16;

export function terms(document: Document): void {
  const links = document.querySelectorAll<HTMLAnchorElement>("a[data-term]");
  if (links.length === 0) return;
  const box = document.createElement("div");
  box.className = "term-box";
  box.id = "signpost-term";
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  document.body.append(box);
  let shown: HTMLAnchorElement | null = null;
  let touched = false;
  let timer = 0;

  const show = (link: HTMLAnchorElement) => {
    clearTimeout(timer);
    if (shown === link) return;
    put();
    const definition = document.querySelector(`[data-definition="${CSS.escape(link.dataset.term ?? "")}"]`);
    if (!definition) return;
    const title = document.createElement("b");
    title.textContent = definition.querySelector("dt")?.textContent ?? "";
    box.replaceChildren(title, ...Array.from(definition.querySelectorAll("dd > *"), (part) => part.cloneNode(true)));
    box.hidden = false;
    link.setAttribute("aria-describedby", box.id);
    shown = link;
    place(link);
  };
  const put = () => {
    clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    box.hidden = true;
  };
  const later = (work: () => void, delay: number) => {
    clearTimeout(timer);
    timer = window.setTimeout(work, delay);
  };
  /** Below the term, or above it where there is no room; within the window. */
  const place = (link: HTMLAnchorElement) => {
    const around = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    box.style.left = "0";
    box.style.top = "0";
    const { width, height } = box.getBoundingClientRect();
    const left = Math.max(EDGE, Math.min(around.left, clientWidth - width - EDGE));
    const last = Array.from(link.getClientRects()).pop() ?? around;
    const below = last.bottom + height <= clientHeight || around.top < height;
    box.style.left = `${left + window.scrollX}px`;
    box.style.top = `${(below ? last.bottom : around.top - height) + window.scrollY}px`;
  };

  for (const link of links) {
    link.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "touch") later(() => show(link), shown ? 0 : REST);
    });
    link.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "touch") later(leave, LEAVE);
    });
    link.addEventListener("pointerdown", (event) => void (touched = event.pointerType === "touch"));
    link.addEventListener("focus", () => {
      if (!touched) show(link);
    });
    link.addEventListener("blur", () => later(leave, 0));
    // A finger has no hover: the first touch shows the definition, the second follows the link.
    link.addEventListener("click", (event) => {
      if (!touched || shown === link) return;
      show(link);
      if (shown === link) event.preventDefault();
    });
  }
  /** Puts the box away unless the focus or the pointer holds it. */
  const leave = () => {
    if (shown && (document.activeElement === shown || shown.matches(":hover") || box.matches(":hover"))) return;
    put();
  };
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", () => later(leave, LEAVE));
  document.addEventListener("keydown", (event) => {
    touched = false;
    if (event.key === "Escape") put();
  });
  document.addEventListener("pointerdown", (event) => {
    if (shown && event.target instanceof Node && !box.contains(event.target) && !shown.contains(event.target)) put();
  });
  window.addEventListener("resize", put);
}
