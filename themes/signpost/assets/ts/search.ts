/**
 * The search itself, a script of its own that is loaded, with the index of the language, when a reader first wants it (opener.ts).
 * In: the box of the page with its field, its list and its templates; the index. Out: the box at work. Never: words of its own, a request.
 */
import type { Index } from "./dictionary";
import type { Pieces } from "./excerpt";
import { type Result, finder } from "./match";
import { KEPT, keyWanted } from "./opener";

declare global {
  interface Window {
    /** What the index says of itself. */
    signpostIndex?: Index;
    /** Sets a box to work; false where index and script are not of one time. */
    signpostSearch?: (box: HTMLElement) => boolean;
  }
}

/** Characters of a query. */
const LONGEST = 200;
/** Results shown at most. */
const MOST = 20;
/** Milliseconds without a key before the number of results is said. */
const QUIET = 400;
/** Milliseconds of reading texts between two keys. */
const SLICE = 5;

window.signpostSearch = (box) => {
  const find = window.signpostIndex && finder(window.signpostIndex);
  const field = box.querySelector<HTMLInputElement>("[data-search-field]");
  const list = box.querySelector<HTMLElement>("[data-search-results]");
  const status = box.querySelector<HTMLElement>("[data-search-status]");
  const page = box.querySelector<HTMLAnchorElement>("[data-search-page]");
  if (!find || !field || !list || !status) return false;
  const here = box.closest("[data-search-here]") !== null;
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const pageAddress = page?.getAttribute("href") ?? "";
  let active = -1;
  let timer = 0;

  const text = (name: string) => template(box, name).textContent?.trim() ?? "";

  const say = (count: number) => {
    const form = box.querySelector(`template[data-search-count="${plural.select(count)}"]`) ? plural.select(count) : "other";
    return count === 0 ? text("none") : text(`count="${form}"`).replace("#", String(count));
  };

  const options = () => Array.from(list.querySelectorAll<HTMLAnchorElement>("[role=option]"));

  const choose = (to: number) => {
    active = to;
    options().forEach((option, i) => {
      option.setAttribute("aria-selected", String(i === to));
      if (i !== to) return;
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    });
    if (to < 0) field.removeAttribute("aria-activedescendant");
  };

  const row = (result: Result, i: number) => {
    // A link that is an option: the pointer has a link, the combobox its option.
    const option = document.createElement("a");
    option.append(template(box, "row"));
    option.className = "search-result";
    option.setAttribute("role", "option");
    option.tabIndex = -1;
    option.id = `${list.id}_${i}`;
    option.href = address(box.dataset.root ?? "", result);
    const section = result.heading.length > 0;
    const kind = section && result.kind === "p" ? "section" : result.kind;
    option.dataset.kind = kind;
    fill(option, "name", section ? result.heading : result.title);
    fill(option, "kind", [[text(`kind="${kind}"`), false]]);
    fill(option, "within", section ? result.title : []);
    fill(option, "text", result.text);
    return option;
  };

  const update = () => {
    const query = field.value.trim();
    const results = query === "" ? [] : find(field.value, MOST);
    list.replaceChildren(...results.map(row));
    list.hidden = results.length === 0;
    list.scrollTop = 0;
    field.setAttribute("aria-expanded", String(results.length > 0));
    box.toggleAttribute("data-searching", query !== "");
    choose(-1);
    window.clearTimeout(timer);
    if (query === "") status.textContent = "";
    else timer = window.setTimeout(() => (status.textContent = say(results.length)), QUIET);
    const fragment = query === "" ? "" : `#q=${encodeURIComponent(query.slice(0, LONGEST))}`;
    if (here && document.location.hash !== fragment) window.history.replaceState(null, "", fragment || document.location.pathname + document.location.search);
    page?.setAttribute("href", pageAddress + fragment);
  };

  field.addEventListener("input", update);
  field.addEventListener("keydown", (event) => {
    const all = options();
    if (event.isComposing || all.length === 0) return;
    if (event.key === "ArrowDown") choose((active + 1) % all.length);
    else if (event.key === "ArrowUp") choose(active > 0 ? active - 1 : all.length - 1);
    else if (event.key === "Enter") all[Math.max(active, 0)]?.click();
    else return;
    event.preventDefault();
  });
  // The page may be the one that is open: then nothing but the dialog is in the way.
  list.addEventListener("click", () => box.closest("dialog")?.close());
  setting(box);
  // On a page of its own the query stands in the address.
  const asked = () => {
    const { hash, search } = document.location;
    const query = new URLSearchParams(hash.slice(1)).get("q") ?? new URLSearchParams(search).get("q") ?? "";
    if (query !== field.value.trim()) field.value = query.slice(0, LONGEST);
    update();
  };
  if (here && field.value === "") asked();
  else update();
  if (here) window.addEventListener("hashchange", asked);
  const ahead = () => void (find.ahead(SLICE) && window.setTimeout(ahead));
  ahead();
  return true;
};

/** The wish to have no key for the search, kept on the device if it keeps anything. */
function setting(box: HTMLElement): void {
  const wish = box.querySelector<HTMLInputElement>("[data-search-key]");
  if (!wish) return;
  wish.checked = keyWanted();
  wish.addEventListener("change", () => {
    try {
      if (wish.checked) window.localStorage.removeItem(KEPT);
      else window.localStorage.setItem(KEPT, "off");
    } catch {
      wish.checked = true;
    }
  });
}

/** A copy of what a template of the box holds. */
function template(box: HTMLElement, name: string): DocumentFragment {
  const found = box.querySelector<HTMLTemplateElement>(`template[data-search-${name}]`);
  return found ? (found.content.cloneNode(true) as DocumentFragment) : document.createDocumentFragment();
}

/** From a folder on disk, and in an offline copy wherever it lies, a page has the name of its file. */
function address(root: string, { path, id }: Result): string {
  const named = document.location.protocol === "file:" || document.documentElement.dataset.files !== undefined;
  return root + path + (named ? "index.html" : "") + (id === "" ? "" : `#${id}`);
}

function fill(option: HTMLElement, name: string, pieces: Pieces): void {
  const place = option.querySelector<HTMLElement>(`[data-${name}]`);
  if (!place) return;
  place.hidden = pieces.length === 0;
  place.replaceChildren(
    ...pieces.map(([text, found]) => {
      if (!found) return text;
      const mark = document.createElement("mark");
      mark.textContent = text;
      return mark;
    }),
  );
}
