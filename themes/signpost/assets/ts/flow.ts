/**
 * One question at a time: joins the address, the walker and the sections of the page.
 * In: the article of a flow as the templates make it. Out: which section is shown, the title, the focus, the summary.
 * Never: words of its own, HTML from text, a rule to evaluate.
 */
import { parse, print } from "./address";
import { askIn } from "./ask";
import type { Given } from "./compose";
import { copyText } from "./copy";
import { formIn, type Form } from "./form";
import { MOVED } from "./languages";
import { explain } from "./reasons";
import { plain } from "./plain";
import { summaryIn, type Idle, type Row } from "./summary";
import { read, type View } from "./table";
import { answersOf, give, next, reopen, walk, type Dropped, type Walk } from "./walk";
import { modern } from "./was";
import { addressFor } from "./where";
import { textOf, wordsIn } from "./words";
import { why } from "./why";

type Notice = "unknown" | "dropped";

/** Kept in history.state: the answer that was given here before, and what to tell the reader. */
interface Memory {
  readonly node?: string;
  readonly answer?: string;
  readonly notice?: Notice;
  /** Answers that a change put off the way, as node and answer: shown, never counted. */
  readonly off?: readonly (readonly [string, string])[];
}

export function flow(article: HTMLElement): void {
  const page = read(article);
  const { table, views } = page;
  const words = wordsIn(article, page);
  const summary = summaryIn(article);
  const ask = askIn(article, words);
  const forms = new Map<string, Form>();
  const part = (name: string) => article.querySelector<HTMLElement>(`[data-${name}]`);
  const siteTitle = document.title;
  const notice = part("notice");
  const back = part("back");
  const backLink = back?.querySelector("a");
  const status = part("answers-status");
  let shown = "";
  /** Where the answers lead; null where the address names a state alone and plain links carry on. */
  let at: Walk | null = null;
  let off: NonNullable<Memory["off"]> = [];

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
    const lost = { ...memory, off: put(memory.off, at.dropped) };
    if (strange) show(at.current, { ...lost, notice: "unknown" });
    else show(at.current, at.dropped.length > 0 ? { ...lost, notice: "dropped" } : lost);
    return true;
  }

  function show(id: string, memory: Memory): void {
    for (const [other, view] of views) {
      view.section.hidden = other !== id;
      dress(view, other === id ? memory : {}, other === id);
    }
    const view = views.get(id);
    off = memory.off ?? [];
    article.toggleAttribute("data-under-way", id !== table.start);
    document.title = view && (id !== table.start || shown !== "") ? textOf(view.heading) + page.between + siteTitle : siteTitle;
    notice?.replaceChildren(...(memory.notice ? [words.copy(memory.notice)] : []));
    const rows = at ? at.steps.map((step) => row(at as Walk, step.state, step.answer)) : [];
    status?.replaceChildren();
    summary.show(rows, idle());
    place(view);
    ask.show(view?.section.dataset.request === undefined ? undefined : given(view));
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

  /** Says how far the reader is: the place of what is shown, and how much may follow. */
  function place(view: View | undefined): void {
    const line = view?.section.querySelector<HTMLElement>("[data-progress]");
    if (!view || !line) return;
    line.dataset.more ??= textOf(line);
    const number = at ? words.copy(`place-${view.state.kind === "question" ? "question" : "step"}`) : new DocumentFragment();
    for (const slot of number.querySelectorAll("[data-number]")) slot.textContent = String((at?.steps.length ?? 0) + 1);
    line.replaceChildren(number, line.dataset.more);
  }

  /** Earlier answers that do not count: those that wait for their question, and those off the way. */
  function idle(): Idle[] {
    if (!at) return [];
    const rows: Idle[] = [];
    const add = (node: string, answer: string, why: Idle["why"]) => {
      const view = Array.from(views.values()).find((one) => one.state.node === node);
      if (view?.state.kind === "question") rows.push({ question: textOf(view.heading), answer: words.answer(view, answer), why });
    };
    for (const [node, answer] of at.waiting) add(node, answer, "waiting");
    const here = answersOf(at.steps, at.waiting);
    for (const [node, answer] of off) if (!here.has(node)) add(node, answer, "off");
    return rows;
  }

  /** What a request says of the answers; null where they are not known. */
  function given(view: View): Given | null {
    if (!at) return null;
    const told = new Set<string>();
    const facts = at.steps.map(({ state, node, answer }) => {
      const passed = views.get(state);
      for (const part of (passed?.section.dataset.tells ?? "").split(" ")) told.add(part);
      return { node, answer, kind: passed?.state.kind ?? "question", type: passed?.state.type };
    });
    return { flow: article.dataset.flow ?? "", facts, outcome: view.state.node, told, hash: location.hash };
  }

  /** The answers that count as lines of text, with the outcome if there is one and the address. */
  function answersAsText(): string {
    const rows = at ? at.steps.map((step) => row(at as Walk, step.state, step.answer)) : [];
    const lines = [textOf(article.querySelector("h1")), "", ...rows.map((one) => one.question + page.between + one.answer.join("; "))];
    const view = at ? views.get(at.current) : undefined;
    if (view?.state.kind === "outcome") lines.push("", textOf(view.section.querySelector(".state-label")) + page.between + textOf(view.heading));
    const { path = "", root = "" } = article.dataset;
    const address = addressFor(path, root, location.hash);
    return [plain(lines.join("\n")), ...(address ? ["", address] : [])].join("\n");
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
    history.replaceState({ node, answer, off }, "");
    const { dropped } = give(table, at, answer);
    go(href, { off: put(off, dropped), ...(dropped.length > 0 ? { notice: "dropped" as const } : {}) });
  }

  /** Follows what a form says. */
  function submitted(view: View, answer: string): void {
    const on = next(table, view.state, answer);
    if (!on) return;
    const exit = page.exits.get(on.to);
    if (exit) {
      article.dataset.leaving = on.value; // the link need not be that of this answer
      exit.link.click();
    } else answered(at ? print(give(table, at, on.value).answers) : `#${on.to}`, on.value);
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
    // In a low window what stands above a question would fill it.
    if (heading && heading.getBoundingClientRect().bottom > window.innerHeight / 2) heading.scrollIntoView({ block: "start" });
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
    else if (node && at) go(href, { node, answer: answersOf(at.steps).get(node) ?? "", off });
    else go(href, {});
  });

  part("copy-answers")?.addEventListener("click", () => {
    void copyText(answersAsText()).then((done) => {
      // Seen beside the button, and said by the one place of the page that says what was copied.
      for (const place of [status, document.querySelector("[data-copy-status]")]) {
        place?.replaceChildren(words.copy(done ? "answers-copied" : "answers-not-copied"));
      }
    });
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
      failed: () => void (document.title = `${words.text("error-prefix")} ${textOf(view.heading)}${page.between}${siteTitle}`),
    });
    if (form) forms.set(id, form);
  }
  article.toggleAttribute("data-script", true);
  readAddress();
  if (article.hasAttribute("data-under-way")) moveFocus();
}

/** The answers off the way with those that were dropped now; the later answer of a node stands. */
function put(off: Memory["off"], dropped: readonly Dropped[]): NonNullable<Memory["off"]> {
  const all = new Map(off);
  for (const { node, answer, why } of dropped) if (why === "off") all.set(node, answer);
  return Array.from(all);
}
