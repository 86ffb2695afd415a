/**
 * Puts the tabs of a set side by side and shows one of them; sets that have a tab of the same id change together.
 * In: sets as the renderer makes them, the query of the address. Out: tablists after the pattern of WAI-ARIA. Never: words of its own.
 */
import { choiceIn, hide, remember } from "./choice";
import { textOf } from "./words";

interface Tab {
  readonly id: string;
  readonly button: HTMLButtonElement;
  readonly panel: HTMLElement;
}

interface Set {
  readonly list: HTMLElement;
  readonly tabs: readonly Tab[];
}

export function tabs(document: Document): void {
  const sets = Array.from(document.querySelectorAll<HTMLElement>("[data-tabs]"), (box, i) => build(document, box, i));

  const restore = () => {
    const { tabs: chosen } = choiceIn(location.search);
    for (const set of sets) {
      const id = chosen.find((one) => set.tabs.some((tab) => tab.id === one));
      select(set, id ?? set.tabs[0]?.id ?? "");
    }
  };
  const choose = (set: Set, tab: Tab) => {
    const before = set.list.getBoundingClientRect().top;
    const others = choiceIn(location.search).tabs.filter((id) => !set.tabs.some((mine) => mine.id === id));
    remember({ tabs: [tab.id, ...others] });
    for (const each of sets) if (each.tabs.some((one) => one.id === tab.id)) select(each, tab.id);
    window.scrollBy(0, set.list.getBoundingClientRect().top - before); // sets above may have grown
  };
  for (const set of sets) {
    for (const [i, tab] of set.tabs.entries()) {
      tab.button.addEventListener("click", () => choose(set, tab));
      tab.button.addEventListener("keydown", (event) => {
        const next = set.tabs[goal(event.key, i, set.tabs.length)];
        if (!next || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        next.button.focus();
        choose(set, next);
      });
      tab.panel.addEventListener("beforematch", (event) => {
        if (event.target === tab.panel) select(set, tab.id);
      });
    }
  }
  window.addEventListener("popstate", restore);
  restore();
}

/** The tab that a key leads to; -1 for none. */
function goal(key: string, at: number, count: number): number {
  switch (key) {
    case "ArrowRight":
      return (at + 1) % count;
    case "ArrowLeft":
      return (at + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
  }
  return -1;
}

function build(document: Document, box: HTMLElement, number: number): Set {
  const list = document.createElement("div");
  list.className = "tabs-list";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", box.dataset.tabs ?? "");
  const tabs = Array.from(box.querySelectorAll<HTMLElement>(":scope > [data-tab]"), (panel, i): Tab => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tabs-choice";
    button.id = `signpost-tab-${number}-${i}`;
    panel.id = panel.id || `signpost-panel-${number}-${i}`;
    button.setAttribute("role", "tab");
    button.setAttribute("aria-controls", panel.id);
    button.textContent = textOf(panel.querySelector(".tab-title"));
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", button.id);
    panel.toggleAttribute("data-script", true);
    list.append(button);
    return { id: panel.dataset.tab ?? "", button, panel };
  });
  box.prepend(list);
  return { list, tabs };
}

function select(set: Set, id: string): void {
  for (const tab of set.tabs) {
    const chosen = tab.id === id;
    tab.button.setAttribute("aria-selected", String(chosen));
    tab.button.tabIndex = chosen ? 0 : -1;
    tab.panel.tabIndex = chosen ? 0 : -1; // one that waits to be found can take the focus
    hide(tab.panel, !chosen);
  }
}
