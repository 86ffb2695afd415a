/**
 * The page of all drills: how far the learner is with each. The training record to print and to save, there and in the drills of a flow as a single file.
 * In: the module's element, what the device keeps. Out: copies of templates, files. Never: a name that is kept, a request.
 */
import { bundleOf, dayOf, keepFor, KEPT, UNBUNDLED, writtenDay, type Keep } from "./keep";
import { markOf, progressOf } from "./learner";
import { asCSV, asJSON, moment, nameOf, type Finished, type Record } from "./record";
import { saidIn, standing, type Said } from "./said";
import { textOf } from "./words";

export function training(root: HTMLElement): void {
  const keep = keepFor(root.dataset.site ?? "");
  const said = saidIn(root);
  const show = () => {
    for (const item of root.querySelectorAll<HTMLElement>("[data-key]")) {
      const progress = progressOf(keep.learner(), markOf(item.dataset.key ?? ""));
      item.querySelector("[data-state-of]")?.replaceChildren(standing(said, progress, dayOf(new Date())));
    }
  };
  show();
  document.addEventListener(KEPT, show);
  window.addEventListener("pageshow", (event) => event.persisted && show());
}

/** The section of the record, within the page that has the cases. Where it names a flow, the record is of its cases alone. */
export function record(section: HTMLElement): void {
  const root = section.closest<HTMLElement>("[data-site]");
  if (!root) throw new Error("record: no cases around it");
  const kept = keepFor(root.dataset.site ?? "");
  const { flow } = section.dataset;
  const keep = { ...kept, runs: () => kept.runs().filter(({ drill }) => flow === undefined || drill.startsWith(`${flow}/`)) };
  const said = saidIn(root);
  const part = <T extends HTMLElement>(name: string) => section.querySelector<T>(`[data-${name}]`);
  const status = part("record-status");
  const name = part<HTMLInputElement>("name");
  const sure = part("delete-sure");
  const show = () => showRuns(root, keep, said);
  const save = (kind: string) => {
    const record = recordOf(keep, name?.value ?? "");
    if (kind === "csv") download(`\ufeff${asCSV(record)}`, "text/csv", "training-record.csv");
    else download(asJSON(record), "application/json", "training-record.json");
    status?.replaceChildren(said.copy("saved"));
  };
  for (const button of section.querySelectorAll<HTMLElement>("[data-save]")) button.addEventListener("click", () => save(button.dataset.save ?? ""));
  part("print")?.addEventListener("click", () => {
    root.toggleAttribute("data-printing", true);
    window.print();
  });
  window.addEventListener("afterprint", () => root.toggleAttribute("data-printing", false));
  part("delete")?.toggleAttribute("hidden", keep.course);
  part("delete")?.addEventListener("click", () => {
    if (!sure) return;
    sure.hidden = false;
    sure.focus();
  });
  sure?.addEventListener("click", () => {
    keep.clear();
    sure.hidden = true;
    part("delete")?.focus();
    document.dispatchEvent(new Event(KEPT));
    status?.replaceChildren(said.copy("deleted"));
  });
  section.hidden = false;
  const lost = root.querySelector<HTMLElement>("[data-lost]");
  if (lost) lost.hidden = keep.lasts;
  const bundle = part("bundle");
  if (bundle) bundle.textContent = bundleOf() === UNBUNDLED ? (bundle.dataset.none ?? "") : bundleOf();
  part("today")?.replaceChildren(writtenDay(dayOf(new Date())));
  show();
  document.addEventListener(KEPT, show);
  window.addEventListener("pageshow", (event) => event.persisted && show());
}

function showRuns(root: HTMLElement, keep: Pick<Keep, "runs">, said: Said): void {
  const runs = keep.runs();
  const rows = runs.map((run) =>
    said.copy("run", {
      case: textOf(root.querySelector(`[data-key="${CSS.escape(run.drill)}"] [data-case]`)) || run.drill,
      mode: said.copy(`mode-${run.mode}`),
      day: writtenDay(dayOf(new Date(run.ended))),
      number: String(run.points),
      end: said.copy(`end-${run.verdict}`),
      time: clock(run.steps.reduce((sum, step) => sum + step.seconds, 0)),
      hints: String(run.steps.reduce((sum, step) => sum + step.hints, 0)),
    }),
  );
  root.querySelector("[data-runs]")?.replaceChildren(...(rows.length > 0 ? rows : [said.copy("run-none")]));
}

/** Minutes and seconds. */
const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

export function recordOf(keep: { runs(): Finished[] }, learner: string): Record {
  return { bundle: bundleOf(), language: document.documentElement.lang, learner: nameOf(learner), made: moment(new Date()), runs: keep.runs() };
}

function download(text: string, type: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
