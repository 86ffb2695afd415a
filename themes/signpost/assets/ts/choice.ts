/**
 * What a reader chose to be shown, kept in the query of the address: "?for=partner&tab=azure".
 * In: a query, from anyone. Out: a choice, and addresses that carry it. Never: storage, a fragment (that is for sections and answers).
 */

/** The longest list of tabs that is kept; the newest come first. */
const TABS = 8;

const ID = /^[a-z][a-z0-9-]{0,63}$/;

export interface Choice {
  /** An audience, or "" for all. */
  readonly audience: string;
  /** Ids of tabs, the newest first. */
  readonly tabs: readonly string[];
}

/** Reads a query, with or without its "?". What is no id is passed over. */
export function choiceIn(query: string): Choice {
  const all = new URLSearchParams(query);
  const audience = all.get("for") ?? "";
  const tabs = (all.get("tab") ?? "").split(",").filter((id, i, ids) => ID.test(id) && ids.indexOf(id) === i);
  return { audience: ID.test(audience) ? audience : "", tabs: tabs.slice(0, TABS) };
}

/** Puts a choice into an address, relative or not, in the place of the one it has. All else stays as it is. */
export function withChoice(href: string, choice: Choice): string {
  const [, path = "", query = "", fragment = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(href) ?? [];
  const others = query.slice(1).split("&").filter((pair) => pair !== "" && !/^(for|tab)=/.test(pair));
  if (choice.audience !== "") others.push(`for=${choice.audience}`);
  if (choice.tabs.length > 0) others.push(`tab=${choice.tabs.join(",")}`);
  return path + (others.length > 0 ? `?${others.join("&")}` : "") + fragment;
}

/** An address of this site with the choice that the query holds; any other address as it is. */
export function along(href: string, query: string): string {
  return /^([a-z][a-z0-9+.-]*:|\/\/|#|$)/i.test(href) ? href : withChoice(href, choiceIn(query));
}

/** Remembers a choice in the address of the page. */
export function remember(change: Partial<Choice>): void {
  const choice = { ...choiceIn(location.search), ...change };
  history.replaceState(history.state, "", withChoice(location.pathname + location.search + location.hash, choice));
}

/** Gives links the choice just before they are followed, opened elsewhere or copied. */
export function carry(document: Document): void {
  const update = (event: Event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    const href = link?.getAttribute("href") ?? "";
    const now = along(href, location.search);
    if (now !== href) link?.setAttribute("href", now);
  };
  for (const event of ["click", "auxclick", "contextmenu", "dragstart"]) document.addEventListener(event, update, true);
}

/** Hides a part of the page so that it can still be searched; browsers that cannot search it hide it all the same. */
export function hide(element: HTMLElement, hidden: boolean): void {
  if (hidden) element.setAttribute("hidden", "until-found");
  else element.removeAttribute("hidden");
}
