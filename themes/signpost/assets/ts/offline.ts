/**
 * A site without a connection: the script of every page of a site with a service worker. In: the words of offline-notice.html, what the worker says. Out: a
 * worker, a bar that tells of a newer version or of a copy, the control of the page about it. Never: a word of its own.
 */
import type { PageAnswer } from "../worker/said";
import { ask, isRemoved, mayKeep, register, registration, saves } from "./device";
import { keeper } from "./keeper";
import { attempt, start } from "./start";
import { unavailable } from "./unavailable";

/** How often a page that stays open asks for a newer version at most, in milliseconds. */
const HOUR = 3_600_000;

const notice = document.querySelector<HTMLElement>("[data-offline-notice]");
const pageOf = (worker: ServiceWorker) => ask<PageAnswer>(worker, { ask: "page" });

/** Shows a bar; `take`: what its button does. */
function show(name: "update" | "copy", take?: () => void): void {
  const words = document.querySelector<HTMLTemplateElement>(`template[data-offline-${name}]`)?.content.cloneNode(true) as DocumentFragment | undefined;
  if (!notice || !words) return;
  words.querySelector("[data-take]")?.addEventListener("click", () => take?.());
  words.querySelector("[data-close]")?.addEventListener("click", () => {
    notice.replaceChildren();
    // The focus was on a button that is gone.
    document.querySelector("main")?.focus({ preventScroll: true });
  });
  notice.replaceChildren(words);
}

/** Tells of newer versions, until the page is left. */
function watch(site: ServiceWorkerRegistration): void {
  const { serviceWorker } = navigator;
  let accepted = false;
  let had = serviceWorker.controller !== null;

  /** A worker has its version ready. Who has the same page in it need not be told, unless they keep the site. */
  const ready = async (newer: ServiceWorker) => {
    const { current, kept } = await pageOf(newer);
    if (current && !kept) return;
    show("update", () => {
      accepted = true;
      if (newer.state === "installed") newer.postMessage({ ask: "take" });
      else location.reload();
    });
  };
  const tell = (newer: ServiceWorker | null) => {
    // The first worker of a site is no news.
    if (newer && site.active) ready(newer).catch(() => undefined);
  };
  const follow = (newer: ServiceWorker | null) =>
    newer?.addEventListener("statechange", () => {
      if (newer.state === "installed") tell(newer);
    });
  tell(site.waiting);
  follow(site.installing);
  site.addEventListener("updatefound", () => follow(site.installing));
  serviceWorker.addEventListener("controllerchange", () => {
    if (accepted) return location.reload();
    const { controller } = serviceWorker;
    if (had && controller) pageOf(controller).then(({ current }) => current || show("update", () => location.reload()), () => undefined);
    had = true;
  });

  let asked = Date.now();
  const update = () => {
    if (document.hidden || Date.now() - asked < HOUR) return;
    asked = Date.now();
    site.update().catch(() => undefined);
  };
  document.addEventListener("visibilitychange", update);
  window.addEventListener("online", update);
}

async function begin(): Promise<void> {
  if (!mayKeep() || isRemoved() || (saves() && !(await registration()))) return;
  const { controller } = navigator.serviceWorker;
  if (controller) void pageOf(controller).then(({ copy }) => copy && show("copy"), () => undefined);
  // The page comes first.
  if (document.readyState !== "complete") await new Promise((done) => window.addEventListener("load", done, { once: true }));
  watch(await register());
}

// Where a browser refuses, as some do in private windows, the site is one that needs a connection.
begin().catch(() => undefined);
start("offline-keep", (element) => void keeper(element).catch(() => undefined));
start("unavailable", (element) => attempt(() => unavailable(element)));
