/**
 * One question at a time: joins the address, the walker and the sections of the page.
 * In: the article of a flow as the templates make it. Out: which section is shown, the title, the focus, the summary.
 * Never: words of its own, HTML from text, a rule to evaluate.
 */
import { parse, print } from "./address";
import { along } from "./choice";
import { formIn, type Form } from "./form";
import { MOVED } from "./languages";
import { explain } from "./reasons";
import { summaryIn, type Row } from "./summary";
import { read, type View } from "./table";
import { answersOf, give, next, reopen, walk, type Walk } from "./walk";
import { modern } from "./was";
import { textOf, wordsIn } from "./words";
import { why } from "./why";

type Notice = "unknown" | "dropped";

/** Kept in history.state: the answer that was given here before, and what to tell the reader. */
interface Memory {
  readonly node?: string;
  readonly answer?: string;
  readonly notice?: Notice;
}

export function flow(article: HTMLElement): void {
  const page = read(article);
  const { table, views } = page;
  const words = wordsIn(article, page);
  const summary = summaryIn(article);
  const forms = new Map<string, Form>();
  const part = (name: string) => article.querySelector<HTMLElement>(`[data-${name}]`);
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
    const memory = (history.state ?? {}) as Memory;
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
      show(at.current, target ? memory : { notice: "unknown" });
      return true;
    }
    const { answers, clash } = modern(page.was, address.kind === "answers" ? address.answers : new Map());
    at = walk(table, answers);
    const strange = clash || at.dropped.some((d) => d.why === "unknown") || (address.kind === "answers" && address.broken);
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
    document.title = view && (id !== table.start || shown !== "") ? `${textOf(view.heading)} – ${siteTitle}` : siteTitle;
    notice?.replaceChildren(...(memory.notice ? [words.copy(memory.notice)] : []));
    const rows = at ? at.steps.map((step) => row(at as Walk, step.state, step.answer)) : [];
    summary.show(rows);
    reason(view);
    const last = rows[rows.length - 1];
    if (back) back.hidden = !last;
    if (backLink && last) {
      backLink.href = last.href;
      backLink.dataset.change = last.node;
    }
    shown = location.hash || "#";
    document.dispatchEvent(new Event(MOVED));
  }

  /** Gives the links of a state the addresses they lead to now, and marks the earlier answer; fills a form with it. */
  function dress(view: View, memory: Memory, current: boolean): void {
    const earlier = current && memory.node === view.state.node ? memory.answer : undefined;
    const form = forms.get(view.state.id);
    if (form) return form.fill(earlier);
    for (const [answer, link] of view.links) {
      const plain = view.hrefs.get(answer) ?? "";
      const inside = current && at !== null && plain.startsWith("#");
      link.setAttribute("href", inside ? print(give(table, at as Walk, answer).answers) : plain);
      link.querySelector(".answer-earlier")?.remove();
      link.removeAttribute("aria-current");
      if (earlier === answer && link.dataset.answer) {
        link.setAttribute("aria-current", "true");
        link.append(words.copy("earlier"));
      }
    }
  }

  /** Says below an outcome why the answers lead there. */
  function reason(view: View | undefined): void {
    article.querySelector(".why")?.remove();
    if (!view || !at || view.state.kind !== "outcome") return;
    const box = explain(why(table, at.steps, at.current), page, words);
    if (box) view.section.querySelector(".state-body")?.after(box);
  }

  function row(from: Walk, state: string, answer: string): Row {
    const view = views.get(state);
    const node = view?.state.node ?? "";
    return {
      node,
      part: textOf(view?.section.querySelector("[data-part]")),
      question: textOf(view?.heading),
      answer: view ? words.answer(view, answer) : [],
      href: print(reopen(from, node)) || `#${table.start}`,
    };
  }

  /** Follows an answer to the current question. Back leads here again and finds it marked. */
  function answered(href: string, answer: string): void {
    if (!at) return go(href, {});
    const node = table.states.get(at.current)?.node ?? "";
    history.replaceState({ node, answer }, "");
    go(href, give(table, at, answer).dropped.length > 0 ? { notice: "dropped" } : {});
  }

  /** Follows what a form says. */
  function submitted(view: View, answer: string): void {
    const on = next(table, view.state, answer);
    if (!on) return;
    const exit = page.exits.get(on.to);
    if (exit) location.assign(along(exit.href, location.search));
    else answered(at ? print(give(table, at, on.value).answers) : `#${on.to}`, on.value);
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
    if (answer !== undefined) answered(href, answer);
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

  for (const [id, view] of views) {
    const form = formIn(view.section, page.group, {
      answer: (value) => submitted(view, value),
      failed: () => void (document.title = `${words.text("error-prefix")} ${textOf(view.heading)} – ${siteTitle}`),
    });
    if (form) forms.set(id, form);
  }
  article.toggleAttribute("data-script", true);
  readAddress();
  if (article.hasAttribute("data-under-way")) moveFocus();
}
