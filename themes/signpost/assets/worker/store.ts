/**
 * What is kept on the device. In: files, from the network or from an older copy. Out: the same files, each as the list of its language has it,
 * byte for byte. Never: a page without what it needs; a file of another version, or one that something on the way changed; anything that a reader entered.
 */
import { addressOf, assetsIn, base, folderOf, folders, isHashed, keyOf } from "./paths";

export interface List {
  readonly size: string;
  /** The hash of each file: SHA-256, 16 bytes of it. */
  readonly files: Readonly<Record<string, string>>;
}

/** The names of this site's caches begin so: other sites of the same host have their own. */
const own = `signpost ${encodeURIComponent(base)} `;

/** The cache of this version, and the one of what outlasts a version. */
const current = own + self.signpost.version;
const lasting = `${own}notes`;

/** Whether a reader had all deleted. */
let removed = false;

/**
 * A cache to write to. None is there once a reader had all deleted, nor that of a version once a newer one deleted it: what was under way then must not
 * bring one back.
 */
async function open(name: string): Promise<Cache> {
  if (removed || (name === current && !(await caches.has(name)))) throw new Error("it was removed");
  return caches.open(name);
}

/** Lets writing begin: when a version is installed, and anew where a browser goes on with a worker that was to go. */
export async function begin(): Promise<void> {
  removed = false;
  await caches.open(current);
}

/** How many pages are kept that were read and that nobody asked to keep: the oldest go. */
const READ = 30;

const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function digest(body: ArrayBuffer): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", body));
}

/** The hash of a file as lists have it. */
export const sumOf = async (body: ArrayBuffer) => base64((await digest(body)).slice(0, 16));

/** A response that holds what it should, to be kept; undefined for any other. It carries no redirect: browsers refuse one for a page. */
async function checked(response: Response | undefined, sum: string): Promise<Response | undefined> {
  if (!response || response.status !== 200 || response.type === "opaque") return undefined;
  const body = await response.arrayBuffer();
  if ((await sumOf(body)) !== sum) return undefined;
  const headers = new Headers(response.headers);
  // The body is unpacked already; what it would vary by is nothing that a copy can know, and "*" would keep it from being kept.
  for (const name of ["content-encoding", "content-length", "vary"]) headers.delete(name);
  return new Response(body, { headers });
}

/** A file that is kept in this version. */
export const kept = (path: string) => caches.match(keyOf(path), { cacheName: current });

/** An asset that any version kept: its name says what is in it. */
export async function anyAsset(path: string): Promise<Response | undefined> {
  for (const name of await names()) {
    const found = await caches.match(keyOf(path), { cacheName: name });
    if (found) return found;
  }
  return undefined;
}

/** The caches of versions of this site, this one's first. */
async function names(): Promise<string[]> {
  const all = (await caches.keys()).filter((name) => name.startsWith(own) && name !== lasting && name !== current);
  return [current, ...all];
}

/** A file from an older version, where it is the same. */
async function older(path: string, sum: string): Promise<Response | undefined> {
  for (const name of (await names()).slice(1)) {
    const found = await checked(await caches.match(keyOf(path), { cacheName: name }), sum);
    if (found) return found;
  }
  return undefined;
}

/** A file from the network; undefined where the server gives another. It rejects without a connection. */
async function fetched(path: string, sum: string): Promise<Response | undefined> {
  const get = async (cache: RequestCache) => checked(await fetch(addressOf(path), { cache, credentials: "same-origin" }), sum);
  return isHashed(path) ? ((await get("default")) ?? get("reload")) : get("no-cache");
}

/** Lists that were read, by folder. One that could not be read is not remembered. */
const lists = new Map<string, Promise<List>>();

/** The list of a language. It rejects where it is not on the device and cannot be fetched. */
export function listOf(folder: string): Promise<List> {
  const known = lists.get(folder);
  if (known) return known;
  const reading = readList(self.signpost.lists[folder] ?? "");
  lists.set(folder, reading);
  reading.catch(() => lists.delete(folder));
  return reading;
}

async function readList(path: string): Promise<List> {
  const there = await anyAsset(path);
  if (there) return there.json();
  const response = await fetch(addressOf(path), { credentials: "same-origin" });
  const body = await response.arrayBuffer();
  const hash = Array.from((await digest(body)).slice(0, 6), (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!response.ok || !path.includes(`.${hash}.`)) throw new Error("the list of the language is another one");
  // Where there is no room for it, it is read again the next time.
  const kept = new Response(body, { headers: { "content-type": "application/json" } });
  await open(current).then((cache) => cache.put(keyOf(path), kept)).catch(() => undefined);
  return JSON.parse(new TextDecoder().decode(body)) as List;
}

/** The list of a language where it is on the device. */
export async function listAtHand(folder: string): Promise<List | undefined> {
  return (await anyAsset(self.signpost.lists[folder] ?? "")) ? listOf(folder) : undefined;
}

/** The hash that this version has for a file; undefined for a file that it has not, and for one outside of the languages where no list is at hand. */
export async function sumFor(path: string): Promise<string | undefined> {
  const folder = folderOf(path);
  if (folder) return (await listOf(folder)).files[path];
  for (const one of folders) {
    const sum = (await listAtHand(one))?.files[path];
    if (sum) return sum;
  }
  return undefined;
}

/**
 * Keeps a file, and before it what a page names: what is in the cache is whole. `from`: a response at hand. False where the server has
 * another file; rejects without a connection and without room.
 */
export function keep(list: List, path: string, from?: Response): Promise<boolean> {
  const known = coming.get(path);
  if (known) return known;
  const work = keepOne(list, path, from).finally(() => coming.delete(path));
  coming.set(path, work);
  return work;
}

/** What is being fetched: several pages need the same. */
const coming = new Map<string, Promise<boolean>>();

async function keepOne(list: List, path: string, from?: Response): Promise<boolean> {
  const sum = list.files[path];
  if (sum === undefined) return false;
  if (await kept(path)) return true;
  const response = (await checked(from, sum)) ?? (await older(path, sum)) ?? (await fetched(path, sum));
  if (!response) return false;
  if (path.endsWith(".html")) {
    for (const asset of assetsIn(await response.clone().text())) if (asset in list.files && !(await keep(list, asset))) return false;
  }
  await (await open(current)).put(keyOf(path), response);
  return true;
}

/** The files of this version that are kept, or those of older ones; the oldest come first. */
export async function files(which: "this" | "older"): Promise<Set<string>> {
  const found = new Set<string>();
  for (const name of which === "this" ? [current] : (await names()).slice(1)) {
    if (!(await caches.has(name))) continue;
    for (const { url } of await (await caches.open(name)).keys()) found.add(decodeURIComponent(url.slice(keyOf("").length)));
  }
  return found;
}

/** The pages among them. */
export const pagesIn = async (which: "this" | "older") => [...(await files(which))].filter((path) => path.endsWith(".html"));

/** Whether a file is one of those that are kept of every language that was opened. */
export const isOurs = (path: string) => path === "index.html" || folders.some((folder) => path.startsWith(`${folder}offline/`));

/** Lets go of the pages that were read longest ago; those of languages that are kept stay. */
export async function trim(): Promise<void> {
  const asked = (await wishes()).kept;
  const read = (await pagesIn("this")).filter((path) => !isOurs(path) && !asked.includes(folderOf(path) ?? ""));
  await drop(read.slice(0, Math.max(0, read.length - READ)));
}

export async function drop(paths: Iterable<string>): Promise<void> {
  const cache = await open(current);
  for (const path of paths) await cache.delete(keyOf(path));
}

/** Deletes the older versions. */
export async function tidy(): Promise<void> {
  for (const name of (await names()).slice(1)) await caches.delete(name);
}

/** Deletes all. */
export async function clear(): Promise<void> {
  removed = true;
  for (const name of [...(await names()), lasting]) await caches.delete(name);
}

/** What a reader asked for, from one version to the next: the folders of the languages to keep. */
export interface Wishes {
  readonly kept: readonly string[];
}

/** How an open page came: which file it is, what it holds, whether from the device. */
export interface Note {
  readonly path: string;
  readonly sum: string;
  readonly copy: boolean;
}

const read = async <T>(query: string): Promise<T | undefined> => (await caches.match(keyOf("") + query, { cacheName: lasting }))?.json();
const write = async (query: string, value: unknown) => (await open(lasting)).put(keyOf("") + query, new Response(JSON.stringify(value)));

export const wishes = async (): Promise<Wishes> => (await read<Wishes>("?wishes")) ?? { kept: [] };
export const wish = (value: Wishes) => write("?wishes", value);

/** Browsers give every open page an id that says nothing of its reader; it ends with the page. */
export const noteOf = (client: string) => read<Note>(`?page=${encodeURIComponent(client)}`);

/** The same for a page that asks of itself: it is noted once all of its file came, and may ask before. What came without a worker never is. */
export async function noteSoon(client: string): Promise<Note | undefined> {
  for (let left = 20; left > 0; left--) {
    const known = await noteOf(client);
    if (known) return known;
    await new Promise((done) => setTimeout(done, 100));
  }
  return undefined;
}

export async function note(client: string, value: Note): Promise<void> {
  const notes = await open(lasting);
  for (const request of await notes.keys()) {
    const [, id] = /\?page=(.*)$/.exec(request.url) ?? [];
    if (id && !(await (self as unknown as ServiceWorkerGlobalScope).clients.get(decodeURIComponent(id)))) await notes.delete(request);
  }
  if (client !== "") await write(`?page=${encodeURIComponent(client)}`, value);
}
