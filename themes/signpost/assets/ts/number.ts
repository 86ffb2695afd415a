/**
 * Whole numbers as people write and read them.
 * In: text from a field, or the digits of an answer. Out: digits, or text. Never: the document, a language by name.
 */

export type Fault = "empty" | "whole" | "small" | "large";

export interface Limits {
  /** Both included. */
  readonly min: number;
  readonly max: number;
  /** What the page's language puts between groups of three digits: a comma, a dot or a space of some kind. */
  readonly group: string;
}

/** What was typed, as the digits of an answer, or what is wrong with it. Spaces may stand where the language puts its sign. */
export function readNumber(typed: string, { min, max, group }: Limits): { value: string } | { fault: Fault } {
  const text = typed.trim().replace(/^\u2212/u, "-");
  if (text === "") return { fault: "empty" };
  const grouped = new RegExp(`^-?[0-9]{1,3}(?:[\\s${group}][0-9]{3})+$`, "u");
  const digits = grouped.test(text) ? text.replace(/[^-0-9]/gu, "") : text;
  if (!/^-?[0-9]+$/u.test(digits)) return { fault: "whole" };
  const value = Number(digits);
  if (value < min) return { fault: "small" };
  if (value > max) return { fault: "large" };
  return { value: value === 0 ? "0" : String(value) };
}

/** The digits of an answer with the language's sign between groups of three: "1 000 000". */
export function printNumber(digits: string, group: string): string {
  return digits.replace(/^-/u, "\u2212").replace(/\B(?=(?:\d{3})+$)/gu, group);
}
