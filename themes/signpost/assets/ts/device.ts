/**
 * The service worker of the site, as pages see it. In: questions. Out: its answers. Never: a worker from a folder, from http beyond this computer, in a
 * frame, or one that a reader removed.
 */
import type { Question } from "../worker/said";

/** The root of the site, two levels above this script. */
export const root = new URL("../", (document.currentScript as HTMLScriptElement | null)?.src ?? location.href);

/** Where it stands that a reader removed what was kept: then nothing is kept until they ask for it. */
const REMOVED = `signpost-offline:${root.pathname}`;

/** How long a page waits for an answer that a worker has at hand, in milliseconds. */
const PATIENCE = 10_000;

/** Whether the browser can keep the site, from where it is. */
export function mayKeep(): boolean {
  const local = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(location.hostname);
  return (location.protocol === "https:" || (location.protocol === "http:" && local)) && window.top === window && "serviceWorker" in navigator && "caches" in window;
}

/** Whether the reader asks browsers to load little. */
export const saves = () => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

export function isRemoved(): boolean {
  try {
    return localStorage.getItem(REMOVED) !== null;
  } catch {
    return false;
  }
}

export function setRemoved(removed: boolean): void {
  try {
    if (removed) localStorage.setItem(REMOVED, "");
    else localStorage.removeItem(REMOVED);
  } catch {
    // Then the browser keeps nothing at all.
  }
}

/** The registration of this site, not one of a site around it. */
export async function registration(): Promise<ServiceWorkerRegistration | undefined> {
  const found = await navigator.serviceWorker.getRegistration(root.href);
  return found?.scope === root.href ? found : undefined;
}

/** Registers the worker. It rejects where the browser refuses, as some do in private windows. */
export const register = () => navigator.serviceWorker.register(scriptAddress(), { updateViaCache: "none" });

interface Policies {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): { createScriptURL(address: string): string };
}

let trusted: string | undefined;

/** The address of the worker, in the form that a browser takes which asks for trusted types. The policy gives this address whatever it is asked, and is the only one. */
function scriptAddress(): string {
  const address = new URL("sw.js", root).href;
  const types = (window as { trustedTypes?: Policies }).trustedTypes;
  return (trusted ??= types ? types.createPolicy("signpost-worker", { createScriptURL: () => address }).createScriptURL(address) : address);
}

/** Asks a worker; rejects where no answer comes. */
export function ask<T>(worker: ServiceWorker, question: Question): Promise<T> {
  return new Promise((done, failed) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => failed(new Error("the worker does not answer")), PATIENCE);
    port1.onmessage = ({ data }: MessageEvent<T>) => {
      clearTimeout(timer);
      done(data);
    };
    worker.postMessage(question, [port2]);
  });
}
