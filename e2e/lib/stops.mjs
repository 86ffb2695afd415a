/**
 * The way of the Tab key through a page, with what can be seen of the focus at each stop.
 * In: a page, on screen, with reduced motion. Out: facts of each stop, in order. Never: a judgement.
 */

/** Runs in the page: remembers what everything looks like without the focus, then tells of each stop. */
function prepare() {
  const tabbable = Array.from(document.querySelectorAll("a[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls], [tabindex], [contenteditable]"))
    .filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }) && !e.closest("[inert]"));
  // A radio group is one stop.
  const single = (e) => e.type !== "radio" || e === (tabbable.find((o) => o.name === e.name && o.checked) ?? tabbable.find((o) => o.name === e.name));
  const order = tabbable.filter(single);
  const looks = (e) => {
    const of = (part) => {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor, content } = getComputedStyle(e, part);
      const ring = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && (part === null || content !== "none");
      return { ring, outlineColor, boxShadow, rest: `${borderColor} ${backgroundColor}` };
    };
    return [of(null), of("::before"), of("::after")];
  };
  const before = new Map(order.map((e) => [e, looks(e)]));
  const ground = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (!/rgba\(.*, 0\)|transparent/.test(color)) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const light = (color) => {
    const [r, g, b] = (/^color\(srgb/.test(color) ? color.match(/[\d.]+/g).map((v) => v * 255) : color.match(/[\d.]+/g).map(Number)).map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  window.stops = {
    order,
    /** Where the focus is now: its place in the order (-1: nowhere), what is seen of it, and of its ring. */
    now() {
      const e = document.activeElement;
      const at = order.indexOf(e);
      if (e === document.body || e === document.documentElement || e === null) return { at: -1, out: true };
      const name = e.outerHTML.slice(0, 120);
      // A control of which one point in nine can be reached by a pointer is not covered; a label stands for its field.
      const inside = (box) => ({ left: Math.max(0, box.left), top: Math.max(0, box.top), right: Math.min(innerWidth, box.right), bottom: Math.min(innerHeight, box.bottom) });
      const boxes = [e, ...(e.labels ?? [])].flatMap((one) => Array.from(one.getClientRects())).map(inside).filter(({ left, top, right, bottom }) => right > left && bottom > top);
      const own = (hit) => hit && (e.contains(hit) || Array.from(e.labels ?? []).some((label) => label.contains(hit)));
      const seen = boxes.some(({ left, top, right, bottom }) =>
        [0.1, 0.5, 0.9].some((x) => [0.1, 0.5, 0.9].some((y) => own(document.elementFromPoint(left + x * (right - left), top + y * (bottom - top))))));
      const after = looks(e);
      const was = before.get(e);
      const changed = after.some((part, i) => part.ring || (was && (part.boxShadow !== was[i].boxShadow || part.rest !== was[i].rest)));
      const rings = after.filter((part) => part.ring).map((part) => contrast(part.outlineColor, ground(e.parentElement)));
      return { at, name, seen, ring: changed && after.some((part) => part.ring || part.boxShadow !== "none"), contrast: rings.length > 0 ? Math.max(...rings) : null, y: scrollY };
    },
  };
  return { count: order.length, positive: Array.from(document.querySelectorAll("[tabindex]")).filter((e) => e.tabIndex > 0).map((e) => e.outerHTML.slice(0, 120)) };
}

/**
 * Presses `key` ("Tab" or "Shift+Tab") from the top (or bottom) until the focus has left the page, or a few times more than the page has
 * stops. Gives `{count, positive, stops, left}`.
 */
export async function walkStops(page, { key = "Tab" } = {}) {
  const { count, positive } = await page.evaluate(prepare);
  const stops = [];
  for (let i = 0; i < count + 3; i++) {
    await page.keyboard.press(key);
    const stop = await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(window.stops.now())))));
    // Without a window around it the page may begin again at once.
    if (stop.out || (i >= count && stop.at === stops[0].at)) return { count, positive, stops, left: true };
    stops.push(stop);
  }
  return { count, positive, stops, left: false };
}

/** The same without the key: each stop is given the focus as the key gives it, in the order of the page, all in one call. Tells nothing of the key's way. */
export async function focusStops(page) {
  const { count, positive } = await page.evaluate(prepare);
  const stops = await page.evaluate(async () => {
    const all = [];
    for (const stop of window.stops.order) {
      stop.focus();
      // What the page does when the focus leaves a place may take a task of its own.
      await new Promise((done) => setTimeout(done));
      all.push(window.stops.now());
    }
    return all;
  });
  return { count, positive, stops };
}
