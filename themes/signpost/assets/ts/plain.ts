/**
 * Text that leaves the page: copied, mailed, kept as a file.
 * In: words of the page or of their authors. Out: the same with plain spaces between them. Never: what a reader typed.
 */

/** Spaces that hold a line of the page together, and what joins words without one, are not for programs that compare or fold lines. */
export function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, " ").replace(/\u2060/g, "");
}
