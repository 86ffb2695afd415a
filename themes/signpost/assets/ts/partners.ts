/**
 * Narrows the directory of partners down.
 *
 * In: an element data-module="partners" with a part data-partner-filter of selects named as data attributes of its items, and a box "always"; items
 * data-partner in groups data-partners-group. Out: items and groups that do not fit are hidden, and data-partner-status says how many are left, in the
 * words of data-partner-shown, once something was chosen. Never: an address, words.
 */
import { start } from "./start";

start("partners", (module) => {
  const filter = module.querySelector<HTMLElement>("[data-partner-filter]");
  if (!filter) return;
  const selects = Array.from(filter.querySelectorAll("select"));
  const always = filter.querySelector<HTMLInputElement>("input[name=always]");
  const words = filter.querySelector<HTMLTemplateElement>("[data-partner-shown]");
  const status = filter.querySelector("[data-partner-status]");
  const show = () => {
    const items = Array.from(module.querySelectorAll<HTMLElement>("[data-partner]"));
    for (const item of items) {
      const chosen = selects.every(({ name, value }) => value === "" || (item.dataset[name] ?? "").split(" ").includes(value));
      item.hidden = !chosen || (always?.checked === true && item.dataset.always === undefined);
    }
    for (const group of module.querySelectorAll<HTMLElement>("[data-partners-group]")) {
      group.hidden = !group.querySelector("[data-partner]:not([hidden])");
    }
    return items.filter((item) => !item.hidden).length;
  };
  const tell = (shown: number) => {
    if (!words || !status) return;
    status.replaceChildren(words.content.cloneNode(true));
    for (const count of status.querySelectorAll("[data-partner-count]")) count.textContent = String(shown);
  };
  filter.hidden = false;
  filter.addEventListener("input", () => tell(show()));
  window.addEventListener("pageshow", show); // the browser may have kept what was chosen
  show();
});
