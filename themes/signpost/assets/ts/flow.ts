/**
 * One question at a time: joins the address, the walker and the sections of the page.
 * In: the article of a flow as the templates make it. Out: which section is shown, the title, the focus, the summary.
 * Never: words of its own, HTML from text, a rule to evaluate.
 */
import { parse, print } from "./address";
import { MOVED } from "./languages";
import { summaryIn, type Row } from "./summary";
import { read, type View } from "./table";
import { answersOf, give, reopen, walk, type Walk } from "./walk";

type Notice = "unknown" | "dropped";

/** Kept in history.state: the answer that "change" took away, and what to tell the reader. */
interface Memory {
  readonly node?: string;
  readonly answer?: string;
  readonly notice?: Notice;
}

export function flow(article: HTMLElement): void {
  const { table, views } = read(article);
  const summary = summaryIn(article);
  const part = (name: string) => article.querySelector<HTMLElement>(`[data-${name}]`);
  const copyOf = (name: string) =>
    article.querySelector<HTMLTemplateElement>(`template[data-${name}]`)?.content.cloneNode(true) as DocumentFragment | undefined;
  const siteTitle = document.title;
  const notice = part("notice");
  const back = part("back");
  const backLink = back?.querySelector("a");
  let shown = "";
  /** Where the answers lead; null where the address names a state alone and plain links carry on. */
  let at: Walk | null = null;

  /** Reads the address and shows what it says. Gives false where it names another place on the page. */
  function readAddress(): boolean {
    const address = parse(location.hash);
    if (address.kind === "name") {
      const target = document.getElementById(address.name);
      const state = views.has(address.name) ? address.name : target?.closest<HTMLElement>("[data-state]")?.dataset.state;
      if (target && state === undefined && at !== null) return false;
      if (state !== undefined && state !== table.start) {
        at = null;
        show(state, {});
        return true;
      }
      at = walk(table, new Map());
      show(at.current, target ? {} : { notice: "unknown" });
      return true;
    }
    at = walk(table, address.kind === "answers" ? address.answers : new Map());
    const strange = at.dropped.some((d) => d.why === "unknown") || (address.kind === "answers" && address.broken);
    const memory = (history.state ?? {}) as Memory;
    if (strange) show(at.current, { ...memory, notice: "unknown" });
    else show(at.current, at.dropped.length > 0 ? { ...memory, notice: "dropped" } : memory);
    return true;
  }

  function show(id: string, memory: Memory): void {
    for (const [other, view] of views) {
      view.section.hidden = other !== id;
      dress(view, other === id ? memory : {}, other === id);
    }
    const view = views.get(id);
    article.toggleAttribute("data-under-way", id !== table.start);
    document.title = view && (id !== table.start || shown !== "") ? `${words(view.heading)} – ${siteTitle}` : siteTitle;
    notice?.replaceChildren(...(memory.notice ? [copyOf(memory.notice) ?? ""] : []));
    const rows = at ? at.steps.map((step) => row(at as Walk, step.state, step.answer)) : [];
    summary.show(rows);
    const last = rows[rows.length - 1];
    if (back) back.hidden = !last;
    if (backLink && last) {
      backLink.href = last.href;
      backLink.dataset.change = last.node;
    }
    shown = location.hash || "#";
    document.dispatchEvent(new Event(MOVED));
  }

  /** Gives the links of a state the addresses they lead to now, and marks the earlier answer. */
  function dress(view: View, memory: Memory, current: boolean): void {
    for (const [answer, link] of view.links) {
      const plain = view.hrefs.get(answer) ?? "";
      const inside = current && at !== null && plain.startsWith("#");
      link.setAttribute("href", inside ? print(give(table, at as Walk, answer).answers) : plain);
      link.querySelector(".answer-earlier")?.remove();
      link.removeAttribute("aria-current");
      if (current && memory.node === view.state.node && memory.answer === answer && link.dataset.answer) {
        link.setAttribute("aria-current", "true");
        link.append(copyOf("earlier") ?? "");
      }
    }
  }

  function row(from: Walk, state: string, answer: string): Row {
    const view = views.get(state);
    const link = view?.links.get(answer);
    const label = link?.dataset.answer ? words(link.querySelector<HTMLElement>(".answer-label")) : (copyOf("done")?.textContent ?? "");
    const node = view?.state.node ?? "";
    return { node, question: words(view?.heading ?? null), answer: label, href: print(reopen(from, node)) || `#${table.start}` };
  }

  function go(href: string, memory: Memory): void {
    if (href !== location.hash) history.pushState(memory, "", href);
    readAddress();
    moveFocus();
  }

  function moveFocus(): void {
    const heading = Array.from(views.values()).find((view) => !view.section.hidden)?.heading;
    heading?.focus({ preventScroll: true });
    article.scrollIntoView({ block: "start" });
  }

  article.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href^='#']");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const href = link.getAttribute("href") ?? "";
    const answer = link.dataset.answer ?? (link.hasAttribute("data-next") ? "done" : undefined);
    const node = link.dataset.change;
    if (answer === undefined && node === undefined && !link.hasAttribute("data-restart")) return;
    event.preventDefault();
    if (answer !== undefined && at) go(href, give(table, at, answer).dropped.length > 0 ? { notice: "dropped" } : {});
    else if (node && at) go(href, { node, answer: answersOf(at.steps).get(node) ?? "" });
    else go(href, {});
  });

  // The skip link must not take the answers out of the address.
  document.querySelector<HTMLAnchorElement>(".skip-link")?.addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("signpost-main")?.focus();
  });

  const follow = () => {
    if ((location.hash || "#") !== shown && readAddress()) moveFocus();
  };
  window.addEventListener("popstate", follow);
  window.addEventListener("hashchange", follow);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) follow();
  });

  article.toggleAttribute("data-script", true);
  readAddress();
  if (article.hasAttribute("data-under-way")) moveFocus();
}

function words(element: HTMLElement | null): string {
  return (element?.textContent ?? "").trim();
}
