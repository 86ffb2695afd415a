/**
 * Reads the table of states from the page itself: sections, their data attributes, the fragments of their links.
 * In: the article of a flow. Out: a Table, and the elements that belong to each state. Never: changes to the page.
 */
import { DONE, type Edge, type Kind, type State, type Table, type Type } from "./walk";
import type { Was } from "./was";

export interface View {
  readonly state: State;
  readonly section: HTMLElement;
  readonly heading: HTMLElement;
  /** Answer id (DONE for a step) to its link; an interval, of a number; "yes" and "no", of an option. */
  readonly links: ReadonlyMap<string, HTMLAnchorElement>;
  /** Answer id to the address the link came with. */
  readonly hrefs: ReadonlyMap<string, string>;
}

/** Another flow, where some answer leads. */
export interface Exit {
  readonly title: string;
  /** One of the links there: following it opens the window that it names. */
  readonly link: HTMLAnchorElement;
}

export interface Page {
  readonly table: Table;
  readonly views: ReadonlyMap<string, View>;
  /** By the id of the state: "flow:contact". */
  readonly exits: ReadonlyMap<string, Exit>;
  readonly was: Was;
  /** What the language puts between groups of three digits. */
  readonly group: string;
  /** What stands between two parts of a line, with its spaces. */
  readonly between: string;
}

/** Throws an Error that says what is missing where the page is not as the templates make it. */
export function read(article: HTMLElement): Page {
  const views = new Map<string, View>();
  const exits = new Map<string, Exit>();
  const nodes = new Map<string, string>();
  const answers = new Map<string, ReadonlyMap<string, string>>();
  for (const section of article.querySelectorAll<HTMLElement>("[data-state]")) {
    const view = readState(section, exits);
    views.set(view.state.id, view);
    for (const old of list(section.dataset.was)) nodes.set(old, view.state.node);
    const renamed = list(section.dataset.answersWas).map((pair): [string, string] => {
      const [old = "", now = ""] = pair.split(":");
      return [old, now];
    });
    if (renamed.length > 0) answers.set(view.state.node, new Map(renamed));
  }
  const start = views.keys().next();
  if (start.done) throw new Error("flow: no states in the page");
  const states = new Map<string, State>();
  for (const [id, view] of views) states.set(id, view.state);
  for (const id of exits.keys()) states.set(id, { id, node: id, kind: "exit", edges: [] });
  return { table: { start: start.value, states }, views, exits, was: { nodes, answers }, group: article.dataset.group ?? "", between: ` ${article.dataset.dash ?? "–"} ` };
}

function readState(section: HTMLElement, exits: Map<string, Exit>): View {
  const { state: id = "", node = id, kind = "question", type, option } = section.dataset;
  const heading = section.querySelector<HTMLElement>("h2");
  if (!heading) throw new Error(`flow: state ${id} has no heading`);
  const links = new Map<string, HTMLAnchorElement>();
  const hrefs = new Map<string, string>();
  const edges: Edge[] = [];
  for (const link of section.querySelectorAll<HTMLAnchorElement>("a[data-answer], a[data-next]")) {
    const answer = link.dataset.answer ?? DONE;
    const href = link.getAttribute("href") ?? "";
    const to = link.dataset.flow === undefined ? href.slice(1) : `flow:${link.dataset.flow}`;
    if (link.dataset.flow !== undefined) {
      exits.set(to, { link, title: link.parentElement?.querySelector("[data-exit]")?.textContent ?? "" });
    }
    links.set(answer, link);
    hrefs.set(answer, href);
    edges.push({ answer, to, ...(type === "number" ? interval(answer) : {}) });
  }
  const state: State = {
    id,
    node,
    kind: kind as Kind,
    edges,
    ...(type === undefined ? {} : { type: type as Type }),
    ...(option === undefined ? {} : { option }),
  };
  return { state, section, heading, links, hrefs };
}

/** "0..49" or "7". */
function interval(answer: string): { min: number; max: number } {
  const [min, max = min] = answer.split("..").map(Number);
  return { min: min ?? NaN, max: max ?? NaN };
}

function list(text: string | undefined): string[] {
  return (text ?? "").split(" ").filter((word) => word !== "");
}
