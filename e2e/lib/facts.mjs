/**
 * What the checks of tests/behaviour look at in a page. In: a page, or runs in one. Out: plain facts. Never: a judgement of a kind of page.
 */

/** Regions that speak by themselves. */
export const live = (page) =>
  page.locator("[aria-live], [role=status], [role=alert], [role=log], output").evaluateAll((all) =>
    all.map((e) => ({ html: e.outerHTML.slice(0, 100), words: e.innerText.trim(), pushy: e.getAttribute("aria-live") === "assertive" || e.getAttribute("role") === "alert", holds: e.querySelectorAll("h1, h2, form, nav").length })));

/** Targets that are too small, each named. WCAG 2.5.8: 24 by 24, but for links in a sentence, and for what stands so far apart that circles of 24 px do not meet. Runs in the page. */
export function small(min) {
  const all = Array.from(document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=button], [role=tab]")).filter((e) => e.checkVisibility({ visibilityProperty: true }) && getComputedStyle(e).clipPath === "none");
  const box = (e) => {
    const boxes = [e, ...(e.labels ?? [])].map((one) => one.getBoundingClientRect());
    const reach = getComputedStyle(e, "::after");
    const row = reach.position === "absolute" && reach.content !== "none" ? e.offsetParent?.getBoundingClientRect() : undefined;
    return [...boxes, ...(row ? [row] : [])].reduce((best, one) => (one.width * one.height > best.width * best.height ? one : best));
  };
  const shape = all.map((e) => ({ e, box: box(e) })).filter(({ box }) => box.width > 0);
  const sentence = (e) => e.matches("a") && getComputedStyle(e).display === "inline" && e.closest("p, li, dd, td, dt, th, figcaption, caption, label")?.innerText.trim() !== e.innerText.trim();
  const centre = ({ box }) => [box.left + box.width / 2, box.top + box.height / 2];
  const alone = (one) => shape.every((other) => {
    if (other.e === one.e) return true;
    const [[x, y], { left, right, top, bottom, width, height }] = [centre(one), other.box];
    const [dx, dy] = [Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)];
    const gap = width < 24 || height < 24 ? Math.hypot(centre(other)[0] - x, centre(other)[1] - y) - 12 : Math.hypot(dx, dy);
    return gap >= 12;
  });
  return shape.filter((one) => (one.box.width < min - 0.01 || one.box.height < min - 0.01) && !(min === 24 && (sentence(one.e) || alone(one))))
    .map(({ e, box }) => `${Math.round(box.width)}×${Math.round(box.height)} ${e.outerHTML.slice(0, 120)}`);
}

/** Answers, fields and buttons of a flow, and those below 44 px. Runs in the page. */
export function answers() {
  const all = Array.from(document.querySelectorAll("[data-state] :is(a[data-answer], a[data-none], a[data-next], button, input[type=text], input[type=radio], input[type=checkbox])")).filter((e) => e.checkVisibility());
  const height = (e) => Math.max(...[e, ...(e.labels ?? [])].map((one) => one.getBoundingClientRect().height));
  const width = (e) => Math.max(...[e, ...(e.labels ?? [])].map((one) => one.getBoundingClientRect().width));
  return { count: all.length, small: all.filter((e) => height(e) < 44 || width(e) < 44).map((e) => `${Math.round(width(e))}×${Math.round(height(e))} ${e.outerHTML.slice(0, 120)}`) };
}

/** What repeats: the parts of the frame in their order, with the links in each that lead to the same place from everywhere. Runs in the page. */
export function frame() {
  const parts = Array.from(document.querySelectorAll("body > header, body > footer, body > nav, body > header nav, body > header form, body > header [role=search], main")).map((e) => `${e.tagName} ${e.getAttribute("aria-label") ?? ""}`.trim());
  const help = Array.from(document.querySelectorAll("[data-help], [data-report], body > header a[href], body > footer a[href]"))
    .filter((e) => !e.closest("[data-languages]"))
    .map((e) => [e.closest("header, main, footer")?.tagName, e.matches("[data-report]") ? "report" : (e.textContent.trim() || e.getAttribute("aria-label"))].join(": "));
  return { parts, help };
}

const usable = new Set(["button", "link", "checkbox", "radio", "textbox", "searchbox", "combobox", "listbox", "option", "tab", "slider", "switch", "menuitem", "spinbutton", "DisclosureTriangle"]);
const landmarks = new Set(["banner", "navigation", "main", "contentinfo", "complementary", "search", "region", "form"]);
/** Faults in the accessibility tree of the browser, and how much it holds. */
export async function unnamed(cdp) {
  const { nodes } = await cdp.send("Accessibility.getFullAXTree");
  const seen = nodes.filter(({ ignored, role }) => !ignored && role);
  const faults = [];
  const places = new Map();
  for (const node of seen) {
    const role = node.role.value;
    const label = node.name?.value?.trim() ?? "";
    const focusable = node.properties?.some(({ name, value }) => name === "focusable" && value.value) ?? false;
    const where = `${role} "${label}" #${node.backendDOMNodeId}`;
    if ((usable.has(role) || role === "image" || role === "img" || role === "table" || role === "group" || role === "dialog") && label === "" && !(role === "group" && !focusable) && !(role === "table" && !focusable)) faults.push(`no name: ${where}`);
    if (/\{\{|%!|undefined|\[object|^[a-z]+-[a-z-]+$/.test(label) && (usable.has(role) || landmarks.has(role))) faults.push(`a name for programs: ${where}`);
    if (focusable && ["generic", "none", "paragraph", "StaticText"].includes(role)) faults.push(`a stop without a role: ${where}`);
    if (landmarks.has(role)) places.set(`${role} "${label}"`, (places.get(`${role} "${label}"`) ?? 0) + 1);
  }
  for (const [place, times] of places) if (times > 1) faults.push(`${times} landmarks alike: ${place}`);
  for (const one of ["main"]) if (!Array.from(places.keys()).some((place) => place.startsWith(one))) faults.push(`no ${one}`);
  return { faults, count: seen.length };
}

/** Letters that only some of the languages write. */
const letters = { ru: "\\p{Script=Cyrillic}", cs: "[ěščřžůťďňĚŠČŘŽŮŤĎŇ]", fr: "[œŒ]|[àèêâîûç]\\b" };

/** What is in another language than it says. Runs in the page. */
function foreign({ letters, lang }) {
  const found = [];
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  const langOf = (e) => e.closest("[lang]")?.getAttribute("lang")?.split("-")[0] ?? "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("script, style")) continue;
    const at = langOf(node.parentElement);
    const owner = Object.entries(letters).find(([own, of]) => own !== at && new RegExp(of, "u").test(node.data) && !(at in letters && new RegExp(letters[at], "u").test(node.data)));
    if (owner && owner[0] !== "fr") found.push(`${owner[0]} in ${at}: ${node.data.trim().slice(0, 80)}`);
  }
  for (const link of document.querySelectorAll("a[hreflang]")) {
    const [to] = link.getAttribute("hreflang").split("-");
    const words = link.textContent.trim();
    if (to !== lang && words !== "" && link.closest("[data-languages]") && langOf(link) !== to) found.push(`a link in ${to} without lang: ${words}`);
  }
  for (const e of document.querySelectorAll("[aria-label], [title], [alt]")) {
    const words = ["aria-label", "title", "alt"].map((key) => e.getAttribute(key) ?? "").join(" ");
    if (langOf(e) !== "ru" && /\p{Script=Cyrillic}/u.test(words)) found.push(`an attribute in Russian: ${words}`);
    if (langOf(e) === "ru" && /[a-z]{4}/.test(words) && !/\p{Script=Cyrillic}/u.test(words)) found.push(`an attribute not in Russian: ${words}`);
  }
  return found;
}

/** Words of another language than that of the page, or than they are marked with. */
export const strange = (page, lang) => page.evaluate(foreign, { letters, lang });
