/**
 * Shows the zones of one audience and hides those of others.
 * In: the control and the zones of a page, the query of the address. Out: which zones are hidden. Never: a zone hidden where the
 * page has none for the audience.
 */
import { choiceIn, hide, remember } from "./choice";

/** The value of the control for all audiences. */
const ALL = "all";

export function audience(document: Document): void {
  const control = document.querySelector<HTMLFieldSetElement>("[data-audience]");
  if (!control) return;
  const zones = Array.from(document.querySelectorAll<HTMLElement>("[data-for]"));
  const choices = Array.from(control.querySelectorAll<HTMLInputElement>("input"));
  const note = control.querySelector("[data-audience-note]");
  const words = control.querySelector<HTMLTemplateElement>("template[data-audience-hidden]");

  const show = () => {
    const wanted = choiceIn(location.search).audience;
    const chosen = choices.find((choice) => choice.value === wanted) ?? choices[0];
    if (!chosen) return;
    chosen.checked = true;
    const all = chosen.value === ALL;
    for (const zone of zones) hide(zone, !all && zone.dataset.for !== chosen.value);
    const hidden = zones.some((zone) => zone.hasAttribute("hidden"));
    note?.replaceChildren(...(hidden && words ? [words.content.cloneNode(true)] : []));
  };
  control.addEventListener("change", () => {
    const value = choices.find((choice) => choice.checked)?.value ?? ALL;
    remember({ audience: value === ALL ? "" : value });
    show();
  });
  for (const zone of zones) zone.addEventListener("beforematch", () => hide(zone, false));
  window.addEventListener("popstate", show);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) show();
  });
  show();
  control.hidden = false;
}
