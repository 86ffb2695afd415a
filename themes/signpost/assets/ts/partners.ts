/**
 * Narrows the directory of partners down.
 *
 * In: an element data-module="partners" with a form data-partner-filter of selects named as data attributes of its items, and a box "always"; items
 * data-partner in groups data-partners-group. Out: items and groups that do not fit are hidden, and data-partner-count says how many are left. Never: an address, words.
 */
import { start } from "./start";

start("partners", (module) => {
  const form = module.querySelector<HTMLFormElement>("[data-partner-filter]");
  if (!form) return;
  const show = () => {
    const wanted = new FormData(form);
    let shown = 0;
    for (const item of module.querySelectorAll<HTMLElement>("[data-partner]")) {
      const fits = Array.from(wanted).every(([name, value]) =>
        name === "always" ? item.dataset.always !== undefined : value === "" || (item.dataset[name] ?? "").split(" ").includes(String(value)),
      );
      item.hidden = !fits;
      if (fits) shown++;
    }
    for (const group of module.querySelectorAll<HTMLElement>("[data-partners-group]")) {
      group.hidden = !group.querySelector("[data-partner]:not([hidden])");
    }
    for (const count of form.querySelectorAll("[data-partner-count]")) count.textContent = String(shown);
  };
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("pageshow", show); // the browser may have kept what was chosen
  show();
});
