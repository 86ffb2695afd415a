/**
 * Drills a case with the flow of the page: practice tells after each answer whether it fits, a test tells at the end.
 * In: the cases, the flow as the templates make it, the query "?drill=…&mode=…". Out: what of the page is shown, what the device keeps.
 * Never: words of its own, a rule to evaluate. flow.ts walks; this listens to where it went. It starts before flow.ts, which changes links.
 */
import { parse, print } from "./address";
import { dayOf, keepFor, KEPT, type Under } from "./keep";
import { MOVED } from "./languages";
import { counted, finish, markOf, progressOf, withProgress, type Mode } from "./learner";
import { later, MAX_GIVEN, moment, type Step } from "./record";
import { resultOf } from "./result";
import { saidIn, standing } from "./said";
import { points, score, type Drills } from "./score";
import { read, type Page, type View } from "./table";
import { DONE, answersOf, walk } from "./walk";
import { modern } from "./was";
import { textOf, wordsIn } from "./words";

export function drills(root: HTMLElement): void {
  const article = root.querySelector<HTMLElement>("[data-module=flow]");
  if (!article) throw new Error("drills: no flow in the page");
  const keep = keepFor(root.dataset.site ?? "");
  const said = saidIn(root);
  const data = JSON.parse(root.dataset.drills ?? "{}") as Drills;
  const sections = Array.from(root.querySelectorAll<HTMLElement>("[data-drill]"));
  const query = new URLSearchParams(location.search);
  const mode: Mode = query.get("mode") === "test" ? "test" : "practice";
  const section = sections.find((one) => one.dataset.drill === query.get("drill"));
  const drill = data.drills[section?.dataset.drill ?? ""];
  for (const one of sections) {
    const start = one.querySelector<HTMLElement>("[data-drill-start]");
    const sheet = one.querySelector<HTMLElement>("[data-drill-sheet]");
    if (sheet) sheet.hidden = true;
    if (start) start.hidden = drill !== undefined;
    one.hidden = drill !== undefined && one !== section;
  }
  const standings = () => {
    for (const one of sections) {
      const progress = progressOf(keep.learner(), markOf(one.dataset.key ?? ""));
      one.querySelector("[data-state-of]")?.replaceChildren(standing(said, progress, dayOf(new Date())));
    }
  };
  standings();
  document.addEventListener(KEPT, standings);
  carry();
  if (!section || !drill) return;

  root.toggleAttribute("data-running", true);
  article.hidden = false;
  const page = read(article);
  const words = wordsIn(article, page);
  const solution = root.querySelector<HTMLElement>(`[data-solution="${CSS.escape(section.dataset.drill ?? "")}"]`);
  const feedback = article.querySelector<HTMLElement>("[data-feedback]");
  const key = section.dataset.key ?? "";
  const kept = keep.under();
  const mine = kept !== undefined && kept.drill === key && kept.mode === mode;
  if (mine && query.has("resume")) resume(kept, page, query);
  const again = mine && location.hash !== "";
  const under: Under = again ? kept : { drill: key, mode, started: moment(new Date()), steps: [] };
  const known = new Map<string, string>();
  for (const { question, answers } of under.steps) known.set(question, answers[answers.length - 1] ?? "");
  let since = Date.now();
  let done = false;
  // An address that was copied with all its answers shows a result, which nobody came to here.
  let counts = again || location.hash === "";

  const part = (question: string) => solution?.querySelector(`[data-question="${CSS.escape(question)}"]`);
  const viewOf = (node: string): View | undefined => Array.from(page.views.values()).find((view) => view.state.node === node);
  const step = (question: string): Step => {
    let found = under.steps.find((one) => one.question === question);
    if (!found) under.steps.push((found = { question, answers: [], seconds: 0, hints: 0 }));
    return found;
  };
  const asked = () => {
    const { answers } = modern(page.was, answersIn(location.hash));
    return walk(page.table, answers);
  };

  /** Notes what was answered since the last time, and says in practice what it is worth. */
  function moved(): void {
    if (done) return;
    const at = asked();
    const now = answersOf(at.steps);
    const fresh = at.steps.filter(({ node, answer }) => viewOf(node)?.state.kind === "question" && known.get(node) !== answer);
    note(fresh.map(({ node, answer }): [string, string] => [node, answer]));
    for (const node of Array.from(known.keys())) if (!now.has(node)) known.delete(node);
    const last = fresh[fresh.length - 1];
    feedback?.replaceChildren(...(mode === "practice" && last ? [judge(last.node, last.answer)] : []));
    const view = page.views.get(at.current);
    if (view?.state.kind === "outcome") end();
    else if (view && mode === "practice") offer(view);
  }

  function note(answers: readonly [string, string][]): void {
    if (answers.length === 0) return;
    // A clock may be set back while somebody thinks.
    const seconds = Math.min(Math.max(Math.round((Date.now() - since) / 1000), 0), 86_400);
    since = Date.now();
    answers.forEach(([node, answer], i) => {
      const one = step(node);
      // The last one counts in a test.
      if (one.answers.length === MAX_GIVEN) one.answers.pop();
      one.answers.push(answer);
      if (i === answers.length - 1) one.seconds = Math.min(one.seconds + seconds, 86_400);
      known.set(node, answer);
    });
    if (!counts) return;
    keep.setUnder(under);
    const given = under.steps.filter((one) => one.answers.length > 0);
    keep.setLearner({ ...keep.learner(), run: { mark: markOf(key), mode, answers: given } });
  }

  /** What practice says of an answer. */
  function judge(node: string, answer: string): DocumentFragment {
    const right = drill?.way.find(([question]) => question === node);
    if (!right) return said.copy("off-way");
    const why = part(node)?.querySelector("[data-why]")?.cloneNode(true) ?? "";
    if (right[1] === answer) return said.copy("fits", { why });
    const copy = said.copy("misfits", { right: textOf(part(node)?.querySelector("[data-right]")), why });
    const link = copy.querySelector<HTMLAnchorElement>("[data-change]");
    const back = article?.querySelector<HTMLAnchorElement>("[data-back] a");
    if (link && back) {
      link.setAttribute("href", back.getAttribute("href") ?? "#");
      link.dataset.change = node;
    }
    return copy;
  }

  /** Puts the hint of a question below it, if the case has one. */
  function offer(view: View): void {
    const hint = section?.querySelector(`[data-question="${CSS.escape(view.state.node)}"] [data-hint] p`);
    if (!hint || view.section.querySelector(".drill-hint")) return;
    const copy = said.copy("hint-box");
    copy.querySelector("[data-hint-text]")?.append(...Array.from(hint.cloneNode(true).childNodes));
    copy.querySelector("details")?.addEventListener("toggle", (event) => {
      if ((event.target as HTMLDetailsElement).open && !done) step(view.state.node).hints = 1;
    });
    view.section.querySelector(".state-body")?.append(copy);
  }

  function end(): void {
    if (done || !drill) return;
    done = true;
    root.toggleAttribute("data-done", true);
    const given = under.steps.filter((one) => one.answers.length > 0);
    const answers = counted(mode, given);
    const is = score(page.table, data.ranks, drill, answers);
    if (counts) {
      const ended = new Date();
      keep.add({ ...under, mode, steps: given, ended: later(under.started, moment(ended)), end: is.end, verdict: is.verdict, points: points(is) });
      keep.setLearner(withProgress(keep.learner(), finish(progressOf(keep.learner(), markOf(key)), dayOf(ended), points(is))));
      keep.setUnder(undefined);
      document.dispatchEvent(new Event(KEPT));
    }
    const label = (node: string, answer: string) => {
      const view = viewOf(node);
      return view ? { question: textOf(view.heading), answer: words.answer(view, answer).join(said.copy("semicolon").textContent ?? "") } : { question: node, answer };
    };
    const box = root.querySelector<HTMLElement>("[data-drill-result]");
    root.querySelector("[data-result]")?.replaceChildren(resultOf({ said, solution: solution ?? root, drill, answers, score: is, label }));
    links();
    if (box) box.hidden = false;
    // After the heading of the outcome was given the focus.
    setTimeout(() => {
      box?.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
      box?.scrollIntoView({ block: "start" });
    });
  }

  /** Again, or on to the next case that is due: here, or on the page of all cases. */
  function links(): void {
    const again = root.querySelector<HTMLAnchorElement>("[data-result] [data-again]");
    const onwards = root.querySelector<HTMLAnchorElement>("[data-result] [data-onwards]");
    again?.setAttribute("href", location.search);
    const learner = keep.learner();
    const today = dayOf(new Date());
    const open = sections.find((one) => one !== section && progressOf(learner, markOf(one.dataset.key ?? "")).due <= today);
    const index = root.querySelector("[data-index]")?.getAttribute("href") ?? "";
    onwards?.setAttribute("href", open ? `?drill=${open.dataset.drill ?? ""}&mode=${mode}` : index);
  }

  // A case that ends at another flow ends here.
  article.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-flow]");
    if (!link) return;
    event.preventDefault();
    if (done) return;
    const state = page.table.states.get(asked().current);
    const answer = article.dataset.leaving ?? link.dataset.answer;
    delete article.dataset.leaving;
    if (state && answer !== undefined && state.kind === "question") note([[state.node, answer]]);
    end();
  });

  document.addEventListener(MOVED, moved);
  if (!again && asked().steps.length > 0) counts = page.views.get(asked().current)?.state.kind !== "outcome";
  moved();
}

/** Puts the answers of a run into the address, as if the learner had not been away: the last one to each question that is still asked. */
function resume({ steps }: Under, page: Page, query: URLSearchParams): void {
  const last = new Map(steps.map(({ question, answers }) => [question, answers[answers.length - 1] ?? ""]));
  for (const { node, kind } of page.table.states.values()) if (kind === "step" || kind === "result") last.set(node, DONE);
  query.delete("resume");
  history.replaceState(history.state, "", `?${query.toString()}${print(answersOf(walk(page.table, last).steps))}`);
}

function answersIn(hash: string): ReadonlyMap<string, string> {
  const address = parse(hash);
  return address.kind === "answers" ? address.answers : new Map();
}

/** Links to the same page in another language go on with the same case. */
function carry(): void {
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("[data-languages] a[hreflang], a[data-source]") : null;
      const href = link?.getAttribute("href") ?? "";
      if (!link || href === "" || href.includes("?")) return;
      const at = href.indexOf("#");
      link.setAttribute("href", at < 0 ? href + location.search : href.slice(0, at) + location.search + href.slice(at));
    },
    true,
  );
}
