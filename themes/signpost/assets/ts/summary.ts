/**
 * The list "Your answers": question, answer, a link that asks it again.
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

export interface Summary {
  show(rows: readonly Row[]): void;
}

/** Throws where the article lacks the summary or its template. */
export function summaryIn(article: HTMLElement): Summary {
  const box = article.querySelector<HTMLElement>("[data-summary]");
  const list = article.querySelector<HTMLElement>("[data-summary-list]");
  const template = article.querySelector<HTMLTemplateElement>("template[data-summary-row]");
  if (!box || !list || !template) throw new Error("flow: the summary is missing");
  return {
    show(rows) {
      list.replaceChildren(...rows.map((row, i) => fill(template, row, rows[i - 1]?.part ?? "")));
      box.hidden = rows.length === 0;
    },
  };
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
