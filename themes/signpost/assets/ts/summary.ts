/**
 * The list "Your answers": question, answer, a link that asks it again; below it earlier answers that do not count.
 * In: rows of finished words and addresses. Out: nodes cloned from the page's own template. Never: words of its own.
 */

export interface Row {
  readonly node: string;
  /** What the question is part of, where another flow asks it; "" else. */
  readonly part: string;
  readonly question: string;
  /** Several where several options were chosen. */
  readonly answer: readonly string[];
  /** Where "change" leads. */
  readonly href: string;
}

/** An answer that does not count. */
export interface Idle {
  readonly question: string;
  readonly answer: readonly string[];
  /** waiting: it counts once its question is asked; off: its question is not asked on this way. */
  readonly why: "waiting" | "off";
}

export interface Summary {
  show(rows: readonly Row[], idle: readonly Idle[]): void;
}

/** Throws where the article lacks the summary or its template. */
export function summaryIn(article: HTMLElement): Summary {
  const box = article.querySelector<HTMLElement>("[data-summary]");
  const list = article.querySelector<HTMLElement>("[data-summary-list]");
  const template = article.querySelector<HTMLTemplateElement>("template[data-summary-row]");
  if (!box || !list || !template) throw new Error("flow: the summary is missing");
  const rest = box.querySelector<HTMLElement>("[data-idle]");
  const restList = box.querySelector<HTMLElement>("[data-idle-list]");
  const counted = box.querySelectorAll<HTMLElement>("[data-counted]");
  return {
    show(rows, idle) {
      list.replaceChildren(...rows.map((row, i) => fill(template, row, rows[i - 1]?.part ?? "")));
      restList?.replaceChildren(...idle.map((one) => fillIdle(article, one)));
      if (rest) rest.hidden = idle.length === 0;
      for (const part of counted) part.hidden = rows.length === 0;
      box.hidden = rows.length + idle.length === 0;
    },
  };
}

function fillIdle(article: HTMLElement, { question, answer, why }: Idle): DocumentFragment {
  const copy = (name: string) => article.querySelector<HTMLTemplateElement>(`template[data-${name}]`)?.content.cloneNode(true) ?? "";
  const row = copy("idle-row") as DocumentFragment;
  const put = (name: string, what: Node | string) => row.querySelector(`[data-${name}]`)?.replaceChildren(what);
  put("question", question);
  put("given", given(answer));
  put("why", copy(`idle-${why}`));
  return row;
}

/** before: the part of the row above, which need not be named again. */
function fill(template: HTMLTemplateElement, row: Row, before: string): DocumentFragment {
  const copy = template.content.cloneNode(true) as DocumentFragment;
  for (const place of copy.querySelectorAll("[data-part]")) {
    if (row.part === "" || row.part === before) place.remove();
    else place.textContent = row.part;
  }
  for (const place of copy.querySelectorAll("[data-question]")) place.textContent = row.question;
  for (const place of copy.querySelectorAll("[data-given]")) place.replaceChildren(given(row.answer));
  for (const link of copy.querySelectorAll<HTMLAnchorElement>("[data-change]")) {
    link.href = row.href;
    link.dataset.change = row.node;
  }
  return copy;
}

function given(answer: readonly string[]): Node {
  if (answer.length === 1) return document.createTextNode(answer[0] ?? "");
  const list = document.createElement("ul");
  list.append(
    ...answer.map((text) => {
      const item = document.createElement("li");
      item.textContent = text;
      return item;
    }),
  );
  return list;
}
