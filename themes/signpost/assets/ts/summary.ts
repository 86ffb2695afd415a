/**
 * The list "Your answers": question, answer, a link that asks it again.
 * In: rows of finished words and addresses. Out: nodes cloned from the page's own template. Never: words of its own.
 */

export interface Row {
  readonly node: string;
  readonly question: string;
  readonly answer: string;
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
      list.replaceChildren(...rows.map((row) => fill(template, row)));
      box.hidden = rows.length === 0;
    },
  };
}

function fill(template: HTMLTemplateElement, row: Row): DocumentFragment {
  const copy = template.content.cloneNode(true) as DocumentFragment;
  for (const place of copy.querySelectorAll("[data-question]")) place.textContent = row.question;
  for (const place of copy.querySelectorAll("[data-given]")) place.textContent = row.answer;
  for (const link of copy.querySelectorAll<HTMLAnchorElement>("[data-change]")) {
    link.href = row.href;
    link.dataset.change = row.node;
  }
  return copy;
}
