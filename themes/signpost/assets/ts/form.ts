/**
 * The forms of questions with several answers, or with a number: they take the place of the links.
 * In: a section with a form in its template. Out: the answer as addresses have it, once it is one. Never: words of its own.
 */
import { readNumber, printNumber, type Fault } from "./number";
import { NONE, chosen } from "./walk";

export interface Form {
  /** Shows an earlier answer, or none, and no error. */
  fill(value: string | undefined): void;
}

export interface Answered {
  answer(value: string): void;
  /** An error came into view. */
  failed(): void;
}

/** Puts the form in its place; undefined where the section has none. */
export function formIn(section: HTMLElement, group: string, on: Answered): Form | undefined {
  const template = section.querySelector<HTMLTemplateElement>("template[data-form]");
  const form = template?.content.querySelector("form")?.cloneNode(true) as HTMLFormElement | undefined;
  if (!template || !form) return undefined;
  template.before(form);
  section.toggleAttribute("data-has-form", true);
  const field = form.querySelector<HTMLInputElement>("input[type=text]");
  const parts = field ? number(field, group) : many(form);
  const summary = form.querySelector<HTMLElement>("[data-error-summary]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const read = parts.read();
    if ("value" in read) {
      fault(form, parts.about, undefined);
      on.answer(read.value);
      return;
    }
    fault(form, parts.about, read.fault);
    on.failed();
    if (summary) summary.focus();
    else parts.focus();
  });
  // The address holds the answers: the way to the field must not change it.
  summary?.addEventListener("click", (event) => {
    if (!(event.target as Element).closest("a")) return;
    event.preventDefault();
    parts.focus();
  });
  return {
    fill(value) {
      fault(form, parts.about, undefined);
      parts.write(value);
    },
  };
}

interface Parts {
  /** The elements that an error is about. */
  readonly about: readonly HTMLElement[];
  read(): { value: string } | { fault: Fault };
  write(value: string | undefined): void;
  focus(): void;
}

function number(field: HTMLInputElement, group: string): Parts {
  const limits = { min: Number(field.dataset.min), max: Number(field.dataset.max), group };
  return {
    about: [field],
    read: () => readNumber(field.value, limits),
    write: (value) => void (field.value = value === undefined ? "" : printNumber(value, group)),
    focus: () => field.focus(),
  };
}

function many(form: HTMLFormElement): Parts {
  const boxes = Array.from(form.querySelectorAll<HTMLInputElement>("input[type=checkbox]"));
  const set = form.querySelector<HTMLElement>("fieldset");
  const [first] = boxes;
  if (!set || !first) throw new Error("flow: a form has no options");
  // "None of these" stands alone.
  form.addEventListener("change", ({ target }) => {
    const { value, checked } = target as HTMLInputElement;
    if (checked) for (const box of boxes) if ((box.value === NONE) !== (value === NONE)) box.checked = false;
  });
  return {
    about: [set, first],
    read() {
      const value = boxes.filter((box) => box.checked).map((box) => box.value);
      return value.length === 0 ? { fault: "empty" } : { value: value.join(",") };
    },
    write(value) {
      const now = value === undefined ? [] : value === NONE ? [NONE] : chosen(value);
      for (const box of boxes) box.checked = now.includes(box.value);
    },
    focus: () => first.focus(),
  };
}

/** Shows one error, or none, and ties it to what it is about. */
function fault(form: HTMLFormElement, about: readonly HTMLElement[], name: Fault | undefined): void {
  form.toggleAttribute("data-failed", name !== undefined);
  const errors = Array.from(form.querySelectorAll<HTMLElement>("[data-error]"));
  for (const error of errors) error.hidden = error.dataset.error !== name;
  const shown = errors.find((error) => !error.hidden);
  const summary = form.querySelector<HTMLElement>("[data-error-summary]");
  const link = summary?.querySelector<HTMLAnchorElement>("[data-error-link]");
  if (summary) summary.hidden = !shown;
  if (link) {
    link.textContent = (shown?.lastChild?.textContent ?? "").trim();
    link.href = `#${about[about.length - 1]?.id ?? ""}`;
  }
  for (const element of about) {
    const others = (element.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => !errors.some((error) => error.id === id));
    const ids = [shown?.id, ...others].filter((id) => id).join(" ");
    if (ids) element.setAttribute("aria-describedby", ids);
    else element.removeAttribute("aria-describedby");
    if (element instanceof HTMLInputElement && element.type === "text") {
      if (shown) element.setAttribute("aria-invalid", "true");
      else element.removeAttribute("aria-invalid");
    }
  }
}
