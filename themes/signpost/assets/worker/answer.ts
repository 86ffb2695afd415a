/**
 * What a browser asks for. In: a request for a file of the site. Out: the network's answer where it comes in time, else the copy on the device, else
 * a page that says so. A page gets further files of its own version alone. Never: an answer to what is none of the site's.
 */
import { addressOf, base, folderOf, folders, isHashed, pathOf } from "./paths";
import { anyAsset, isOurs, keep, kept, listAtHand, listOf, note, type Note, noteOf, sumFor, sumOf, trim } from "./store";

/** How long a copy waits for the network, in milliseconds. */
const PATIENCE = 3000;

const worker = self as unknown as ServiceWorkerGlobalScope;

export function answer(event: FetchEvent): void {
  const { request } = event;
  // Parts of files, what only a cache may answer, and anything that is sent are the browser's own affair.
  if (request.method !== "GET" || request.headers.has("range") || request.cache === "only-if-cached") return;
  const path = pathOf(request.url);
  if (path === undefined) return;
  const inside = folderOf(path) ?? folderOf(`${path}/`);
  if (request.mode === "navigate") {
    // A page in a frame is another site's: it has the network alone.
    if (request.destination === "document" && (inside || path === "index.html")) event.respondWith(page(event, path));
  } else if (isHashed(path)) {
    event.respondWith(anyAsset(path).then((found) => found ?? fetch(request)));
  } else if (inside) {
    event.respondWith(beside(event, path));
  }
}

/** A page: as it is now, for those who look for help must not read what was true last month. */
async function page(event: FetchEvent, path: string): Promise<Response> {
  const copy = await kept(path);
  const network = Promise.resolve(event.preloadResponse as Promise<Response | undefined>).then((early) => early ?? fetch(event.request));
  event.waitUntil(network.catch(() => undefined));
  const response = await inTime(network, copy ? PATIENCE : undefined);
  if (response && !(copy && response.status >= 500)) {
    if (response.status === 200 && response.type === "basic") event.waitUntil(seen(event, path, response.clone()).catch(() => undefined));
    return response;
  }
  if (copy) {
    const sum = await sumFor(path).catch(() => undefined);
    if (sum) await note(event.resultingClientId, { path, sum, copy: true }).catch(() => undefined);
    return copy;
  }
  return missing(event, path);
}

/** The response of the network; undefined where none comes, or not in time. What Firefox asks early comes as an error, which is a response too. */
async function inTime(network: Promise<Response>, limit: number | undefined): Promise<Response | undefined> {
  const came = network.then((response) => (response.type === "error" ? undefined : response));
  const all: Promise<Response | undefined>[] = [came.catch(() => undefined)];
  if (limit !== undefined) all.push(new Promise((done) => setTimeout(() => done(undefined), limit)));
  return Promise.race(all);
}

/** Notes which page a reader has before them, and keeps it. */
async function seen(event: FetchEvent, path: string, response: Response): Promise<void> {
  const again = response.clone();
  const sum = await sumOf(await response.arrayBuffer());
  await note(event.resultingClientId, { path, sum, copy: false });
  const folder = folderOf(path);
  if (folder && path.endsWith(".html")) {
    const list = await listOf(folder);
    // A reader may have come to this language just now.
    for (const one of Object.keys(list.files).filter(isOurs)) await keep(list, one).catch(() => false);
    if (list.files[path] === sum && (await keep(list, path, again).catch(() => false))) await trim();
  }
  await handOver([event.clientId, event.resultingClientId]);
}

/** Lets a newer worker take over once no page of this version is open but those that just go and come. */
async function handOver(except: readonly string[]): Promise<void> {
  const { waiting } = worker.registration;
  if (!waiting) return;
  for (const { id } of await worker.clients.matchAll({ type: "window" })) {
    if (except.includes(id)) continue;
    const known = await noteOf(id);
    if (!known || (await isCurrent(known))) return;
  }
  waiting.postMessage({ ask: "take" });
}

/** Whether a page, of which `known` is noted, is known to be as this version has it. */
export const isCurrent = async (known: Note | undefined) => known !== undefined && known.sum === (await sumFor(known.path).catch(() => undefined));

/** A file that pages ask for and whose name says nothing of its content, such as the index of the search. */
async function beside(event: FetchEvent, path: string): Promise<Response> {
  const known = await noteOf(event.clientId);
  const fits = await isCurrent(known);
  const copy = fits || !known ? await kept(path) : undefined;
  if (copy && fits) return copy;
  try {
    const response = await fetch(event.request);
    const again = response.clone();
    if (fits && response.ok) event.waitUntil(listOf(folderOf(path) ?? "").then((list) => keep(list, path, again)).catch(() => undefined));
    return response;
  } catch (error) {
    if (copy) return copy;
    throw error;
  }
}

/** What a reader gets in the place of a page that is not on the device. */
async function missing(event: FetchEvent, path: string): Promise<Response> {
  const folder = folderOf(path) ?? folderOf(`${path}/`);
  const list = folder ? await listAtHand(folder) : undefined;
  if (list && `${path}/index.html` in list.files) return Response.redirect(`${addressOf(`${path}/`)}${new URL(event.request.url).search}`);
  for (const one of folder ? [folder] : folders) {
    const found = await kept(`${one}offline/unavailable/index.html`);
    if (!found) continue;
    // Its addresses lead up from where it lies; it is shown elsewhere.
    const html = (await found.text()).replace(/"(?:\.\.\/){3}/g, () => `"${base}`);
    return new Response(html, { status: 503, headers: found.headers });
  }
  return Response.error();
}
