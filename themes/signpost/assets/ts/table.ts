/**
 * Reads the table of states from the page itself: sections, their data attributes, the fragments of their links.
 * In: the article of a flow. Out: a Table, and the elements that belong to each state. Never: changes to the page.
 */
import { DONE, type Kind, type State, type Table } from "./walk";

export interface View {
  readonly state: State;
  readonly section: HTMLElement;
  readonly heading: HTMLElement;
  /** Answer id (DONE for a step) to its link. */
  readonly links: ReadonlyMap<string, HTMLAnchorElement>;
  /** Answer id to the address the link came with. */
  readonly hrefs: ReadonlyMap<string, string>;
}

export interface Page {
  readonly table: Table;
  readonly views: ReadonlyMap<string, View>;
}

/** Throws an Error that says what is missing where the page is not as the templates make it. */
export function read(article: HTMLElement): Page {
  const views = new Map<string, View>();
  for (const section of article.querySelectorAll<HTMLElement>("[data-state]")) {
    const view = readState(section);
    views.set(view.state.id, view);
  }
  const start = views.keys().next();
  if (start.done) throw new Error("flow: no states in the page");
  const states = new Map<string, State>();
  for (const [id, view] of views) states.set(id, view.state);
  return { table: { start: start.value, states }, views };
}

function readState(section: HTMLElement): View {
  const id = section.dataset.state ?? "";
  const heading = section.querySelector<HTMLElement>("h2");
  if (!heading) throw new Error(`flow: state ${id} has no heading`);
  const links = new Map<string, HTMLAnchorElement>();
  const hrefs = new Map<string, string>();
  const next = new Map<string, string | null>();
  for (const link of section.querySelectorAll<HTMLAnchorElement>("a[data-answer], a[data-next]")) {
    const answer = link.dataset.answer ?? DONE;
    const href = link.getAttribute("href") ?? "";
    links.set(answer, link);
    hrefs.set(answer, href);
    next.set(answer, href.startsWith("#") ? href.slice(1) : null);
  }
  const kind = (section.dataset.kind ?? "question") as Kind;
  return { state: { id, node: section.dataset.node ?? id, kind, next }, section, heading, links, hrefs };
}
