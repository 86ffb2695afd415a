/**
 * The words of pages for those who train, as their templates hold them.
 * In: the module's element. Out: copies of templates with texts in their slots. Never: words of its own.
 */
import { writtenDay } from "./keep";
import type { Progress } from "./learner";

export interface Said {
  copy(name: string, slots?: Readonly<Record<string, string | Node>>): DocumentFragment;
}

export function saidIn(root: HTMLElement): Said {
  return {
    copy(name, slots = {}) {
      const template = root.querySelector<HTMLTemplateElement>(`template[data-${name}]`);
      const copy = template ? (template.content.cloneNode(true) as DocumentFragment) : new DocumentFragment();
      for (const [slot, what] of Object.entries(slots)) copy.querySelector(`[data-${slot}]`)?.replaceChildren(what);
      return copy;
    },
  };
}

/** How far a learner is with a drill: new; due; due on a day, with the best points so far. */
export function standing(said: Said, progress: Progress, today: number): DocumentFragment {
  const all = new DocumentFragment();
  if (progress.box === 0) all.append(said.copy("new"));
  else if (progress.due <= today) all.append(said.copy("due"));
  else all.append(said.copy("later", { day: writtenDay(progress.due) }));
  if (progress.rounds > 0) all.append(" · ", said.copy("points", { number: String(progress.best) }));
  return all;
}
