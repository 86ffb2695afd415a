/**
 * How a drill went: points, where it ended, and the learner's way beside the right one.
 * In: the solution of the case as it stands in the page, answers, their score. Out: copies of templates. Never: words of its own.
 */
import type { Said } from "./said";
import { points, type Case, type Score } from "./score";
import { textOf } from "./words";

export interface Went {
  readonly said: Said;
  readonly solution: HTMLElement;
  readonly drill: Case;
  readonly answers: ReadonlyMap<string, string>;
  readonly score: Score;
  /** A question and an answer as readers know them. */
  label(question: string, answer: string): { question: string; answer: string };
}

export function resultOf({ said, solution, drill, answers, score, label }: Went): DocumentFragment {
  const copy = said.copy("result-box", {
    "points-of": said.copy("points", { number: String(points(score)) }),
    verdict: said.copy(`verdict-${score.verdict}`),
  });
  const box = copy.querySelector<HTMLElement>("[data-verdict]");
  if (box) box.dataset.verdict = score.verdict;
  const part = (question: string, name: string) => solution.querySelector(`[data-question="${CSS.escape(question)}"] [data-${name}]`);
  const rows = drill.way.map(([question, right]) => {
    const given = answers.get(question);
    const fits = given === right;
    return said.copy("row", {
      mark: said.copy(fits ? "mark-fits" : "mark-misfits"),
      question: label(question, right).question,
      why: fits ? "" : (part(question, "why")?.cloneNode(true) ?? ""),
      yours: given === undefined ? said.copy("unasked") : label(question, given).answer,
      wanted: textOf(part(question, "right")),
    });
  });
  const asked = new Set(drill.way.map(([question]) => question));
  for (const [question, answer] of answers) {
    if (asked.has(question)) continue;
    const words = label(question, answer);
    rows.push(said.copy("row", { mark: said.copy("mark-misfits"), question: words.question, yours: words.answer, wanted: said.copy("off-way") }));
  }
  copy.querySelector("[data-rows]")?.replaceChildren(...rows);
  const end = solution.querySelector("[data-end]")?.cloneNode(true);
  if (end) copy.querySelector("[data-result-end]")?.append(end);
  return copy;
}
