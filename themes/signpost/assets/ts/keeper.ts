/**
 * The control with which a reader keeps a language on the device, or removes what is kept. In: offline-keep.html, the worker's answers. Out: what of it
 * fits, shown. Never: a word of its own; anything kept that nobody asked for.
 */
import type { CopyAnswer, Progress } from "../worker/said";
import { ask, isRemoved, mayKeep, register, registration, saves, setRemoved } from "./device";
import { textOf } from "./words";

type Shown = "unable" | "offer" | "busy" | "part" | "kept" | "removed";

export async function keeper(element: HTMLElement): Promise<void> {
  if (!mayKeep()) return;
  const folder = element.dataset.folder ?? "";
  const said = element.querySelector("[data-said]");
  const bar = element.querySelector<HTMLProgressElement>("[data-bar]");

  const show = (state: Shown) => {
    const held = document.activeElement;
    for (const part of element.querySelectorAll<HTMLElement>("[data-shown]")) part.hidden = !part.dataset.shown?.split(" ").includes(state);
    // The button that was pressed may be gone.
    if (held instanceof HTMLElement && held.hidden && element.contains(held)) element.querySelector<HTMLElement>("h2")?.focus();
  };
  const fill = (name: string, text: string) => {
    for (const place of element.querySelectorAll(`[data-${name}]`)) place.textContent = text;
  };
  const say = (name: string) => {
    if (said) said.textContent = textOf(element.querySelector<HTMLTemplateElement>(`template[data-say="${name}"]`)?.content);
  };
  const share = (progress: Progress) => {
    const part = progress.of > 0 ? progress.done / progress.of : 0;
    if (bar) bar.value = Math.round(part * 100);
    fill("share", new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(part));
  };

  /** Shows how things are. */
  const look = async () => {
    if (isRemoved() || (saves() && !(await registration()))) return show("removed");
    const active = (await registration())?.active ?? (await navigator.serviceWorker.ready).active;
    const copy = active && (await ask<CopyAnswer | null>(active, { ask: "copy", folder }));
    if (!copy) return;
    fill("size", copy.size);
    show(copy.kept === "no" ? "offer" : copy.kept === "yes" ? "kept" : "part");
  };

  const keep = async () => {
    setRemoved(false);
    share({ done: 0, of: 0 });
    await register();
    const { active } = await navigator.serviceWorker.ready;
    if (!active) return;
    const copy = await ask<CopyAnswer | null>(active, { ask: "copy", folder }).catch(() => null);
    if (copy) fill("size", copy.size);
    show("busy");
    // A browser may ask its reader; what it answers changes nothing here.
    navigator.storage?.persist?.().catch(() => undefined);
    const end = await whole(active, folder, share);
    await look();
    say(end);
  };

  const remove = async () => {
    setRemoved(true);
    const active = (await registration())?.active;
    if (active) await ask(active, { ask: "remove" });
    show("removed");
    say("removed");
  };

  for (const button of element.querySelectorAll("[data-keep-site]")) button.addEventListener("click", () => void keep().catch(() => say("connection")));
  for (const button of element.querySelectorAll("[data-remove-site]")) button.addEventListener("click", () => void remove().catch(() => undefined));
  await look();
}

/** Has the worker keep all of a language; resolves with how it ended. */
function whole(worker: ServiceWorker, folder: string, each: (progress: Progress) => void): Promise<NonNullable<Progress["end"]>> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<Progress>) => {
      each(data);
      if (data.end) done(data.end);
    };
    worker.postMessage({ ask: "keep", folder }, [port2]);
  });
}
