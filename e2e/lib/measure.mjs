/**
 * What does not fit on a page. In: runs in the page. Out: lines that say what and where. Never: a thing from outside the function,
 * which is sent to the page as text.
 */

/** Texts that lie on one another, each named by its words. */
export function overlaps() {
  const boxes = [];
  // What a box that scrolls does not show now lies on nothing.
  const clips = (element) => {
    const clip = { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflow === "visible") continue;
      const box = at.getBoundingClientRect();
      clip.left = Math.max(clip.left, box.left);
      clip.right = Math.min(clip.right, box.right);
      clip.top = Math.max(clip.top, box.top);
      clip.bottom = Math.min(clip.bottom, box.bottom);
    }
    return clip;
  };
  // The states of a flow that are not shown have no boxes, and are most of the page.
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node.hidden ? NodeFilter.FILTER_REJECT : node.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP,
  );
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.data.trim() === "" || !node.parentElement.checkVisibility({ visibilityProperty: true }) || node.parentElement.closest("svg, [aria-hidden=true]")) continue;
    if (node.parentElement.closest(".visually-hidden, .skip-link")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const clip = clips(node.parentElement);
    for (const rect of range.getClientRects()) {
      const [left, right] = [Math.max(rect.left, clip.left), Math.min(rect.right, clip.right)];
      const [top, bottom] = [Math.max(rect.top, clip.top), Math.min(rect.bottom, clip.bottom)];
      if (right - left > 2 && bottom > top) boxes.push({ node, left, right, top, bottom });
    }
  }
  boxes.sort((a, b) => a.top - b.top);
  const found = new Set();
  for (const [i, a] of boxes.entries()) {
    for (let j = i + 1; j < boxes.length && boxes[j].top < a.bottom; j++) {
      const b = boxes[j];
      const [wide, high] = [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - b.top];
      // Boxes of lines may touch: letters do where a third of a line is shared.
      if (a.node !== b.node && wide > 2 && high > (a.bottom - a.top) / 3) found.add(`"${a.node.data.trim().slice(0, 40)}" and "${b.node.data.trim().slice(0, 40)}"`);
    }
  }
  return Array.from(found, (pair) => `${location.pathname}${location.hash}: ${pair}`);
}

/** What is wider than the window, or cut off by its own box, at each of `hashes`, also with the styles in `spacing`. */
export async function misfits({ hashes = [""], spacing = "" }) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(spacing);
  const width = () => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth);
  const found = [];
  const look = (where) => {
    if (width() > window.innerWidth) {
      const wide = Array.from(document.querySelectorAll("body *")).filter((e) => e.getBoundingClientRect().right > window.innerWidth + 0.5);
      found.push(`${where}: ${width()} px wide, such as ${wide[0]?.outerHTML.slice(0, 120)}`);
    }
    // The states of a flow that are not shown have no boxes, and are most of the page.
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT, (node) => (node.hidden ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
    for (let element = walker.nextNode(); element; element = walker.nextNode()) {
      if (!element.checkVisibility()) continue;
      const { overflowX, overflowY, clipPath, textOverflow } = getComputedStyle(element);
      if (clipPath !== "none" || element.clientWidth <= 1) continue;
      const hides = (overflow) => overflow === "hidden" || overflow === "clip";
      const wide = hides(overflowX) && element.scrollWidth > element.clientWidth + 1;
      const high = hides(overflowY) && element.clientHeight > 1 && element.scrollHeight > element.clientHeight + 1;
      if ((wide || high) && (element.innerText ?? "").trim() !== "") found.push(`${where}: cut off in ${element.outerHTML.slice(0, 120)}`);
      if (textOverflow === "ellipsis" && element.scrollWidth > element.clientWidth) found.push(`${where}: shortened in ${element.outerHTML.slice(0, 120)}`);
    }
  };
  for (const hash of hashes) {
    if (location.hash !== hash) {
      const moved = new Promise((done) => window.addEventListener("hashchange", done, { once: true }));
      location.hash = hash;
      await moved;
    }
    const where = `${location.pathname}${hash}`;
    look(where);
    if (spacing) {
      document.adoptedStyleSheets = [sheet];
      look(`${where} (text spacing)`);
      document.adoptedStyleSheets = [];
    }
  }
  return found;
}
