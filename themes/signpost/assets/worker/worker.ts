/**
 * The service worker of a site, made for one version of it (`self.signpost`). In: what browsers and pages ask. Out: pages where there is no connection:
 * those that were read, and all of a language where a reader asked for it. Never: a fetch that nobody needs, a word about a reader.
 */
import { answer, isCurrent } from "./answer";
import { folderOf, folders, pathOf } from "./paths";
import type { CopyAnswer, KeptPage, PageAnswer, Progress, Question } from "./said";
import { begin, clear, drop, files, isOurs, keep, kept, listOf, noteSoon, pagesIn, tidy, wish, wishes } from "./store";

const worker = self as unknown as ServiceWorkerGlobalScope;

/** How many files are fetched at a time. */
const AT_ONCE = 4;

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("fetch", answer);
worker.addEventListener("message", (event) => event.waitUntil(hear(event)));

/**
 * Gets this version ready beside the older one: the languages that are kept, and of those that were opened the pages that were read. What did not change
 * is taken from the older one. Where a kept language cannot be completed, the older version stays.
 */
async function install(): Promise<void> {
  await begin();
  const asked = (await wishes()).kept;
  const open = (await worker.clients.matchAll({ type: "window", includeUncontrolled: true })).map(({ url }) => pathOf(url));
  const read = [...(await pagesIn("older")), ...open].filter((path): path is string => path !== undefined);
  for (const folder of folders) {
    const pages = read.filter((path) => folderOf(path) === folder);
    if (pages.length === 0 && !asked.includes(folder)) continue;
    const list = await listOf(folder);
    const all = Object.keys(list.files);
    await getAll(list, all.filter((path) => asked.includes(folder) || isOurs(path)), true);
    await getAll(list, pages, false);
  }
}

/** Keeps files, some at a time. Where not all are `needed`, those that cannot be kept are left out. */
async function getAll(list: Parameters<typeof keep>[0], paths: readonly string[], needed: boolean, each: (path: string) => void = () => {}): Promise<void> {
  const rest = [...paths];
  const next = async (): Promise<void> => {
    for (let path = rest.shift(); path !== undefined; path = rest.shift()) {
      const done = await keep(list, path).catch((error: unknown) => {
        if (needed) throw error;
        return true;
      });
      if (!done && needed && !isFree(path)) throw new Changed(path);
      each(path);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

/** Whether a server may answer for a file as it likes: some lead from the root to a language. */
const isFree = (path: string) => path === "index.html";

/** The server has another file than this version of the site. */
class Changed extends Error {}

async function activate(): Promise<void> {
  await tidy();
  await worker.registration.navigationPreload?.enable();
  await worker.clients.claim();
}

async function hear(event: ExtendableMessageEvent): Promise<void> {
  const question = event.data as Question;
  const [port] = event.ports;
  const client = (event.source as Client | null)?.id ?? "";
  const say = (answer: PageAnswer | CopyAnswer | Progress | readonly KeptPage[] | null) => port?.postMessage(answer);
  switch (question.ask) {
    case "take":
      return worker.skipWaiting();
    case "page": {
      const known = await noteSoon(client);
      return say({ current: await isCurrent(known), copy: known?.copy ?? false, kept: (await wishes()).kept.length > 0 });
    }
    case "copy":
      return say(await copyOf(question.folder).catch(() => null));
    case "keep":
      return keepAll(question.folder, say);
    case "pages":
      return say(await pagesOf(question.folder));
    case "remove":
      await worker.registration.unregister();
      await clear();
      return say(null);
  }
}

async function copyOf(folder: string): Promise<CopyAnswer> {
  const list = await listOf(folder);
  if (!(await wishes()).kept.includes(folder)) return { size: list.size, kept: "no" };
  const there = await files("this");
  return { size: list.size, kept: Object.keys(list.files).every((path) => there.has(path) || isFree(path)) ? "yes" : "part" };
}

/** Keeps all of a language. What was fetched stays where the connection breaks, and goes where there is no room. */
async function keepAll(folder: string, say: (progress: Progress) => void): Promise<void> {
  let done = 0;
  let of = 0;
  const came: string[] = [];
  const before = await wishes();
  try {
    await begin();
    const list = await listOf(folder);
    const paths = Object.keys(list.files);
    of = paths.length;
    await wish({ kept: [...new Set([...before.kept, folder])] });
    const there = await files("this");
    await getAll(list, paths, true, (path) => {
      if (!there.has(path)) came.push(path);
      done++;
      if (done % 5 === 0) say({ done, of });
    });
    say({ done, of, end: "kept" });
  } catch (error) {
    const full = error instanceof DOMException && error.name === "QuotaExceededError";
    if (full) {
      await drop(came).catch(() => undefined);
      await wish(before).catch(() => undefined);
    }
    if (error instanceof Changed) void worker.registration.update().catch(() => undefined);
    say({ done, of, end: full ? "room" : error instanceof Changed ? "changed" : "connection" });
  }
}

/** The pages on the device, the newest first, with the titles that they have; none that only stand beside others, which search engines do not list either. */
async function pagesOf(folder: string): Promise<KeptPage[]> {
  const all: KeptPage[] = [];
  for (const path of (await pagesIn("this")).reverse()) {
    if (folderOf(path) !== folder || isOurs(path) || all.length >= 30) continue;
    const html = (await (await kept(path))?.text()) ?? "";
    const [, title] = /<h1[^>]*>([^<]+)</.exec(html) ?? [];
    if (title && !html.includes('<meta name="robots"')) all.push({ path: path.replace(/index\.html$/, ""), title: plain(title) });
  }
  return all;
}

/** Text as a page has it, without what stands for a sign. */
function plain(html: string): string {
  const signs: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#34": '"', "#39": "'" };
  return html.replace(/&(amp|lt|gt|quot|#34|#39);/g, (_, name: string) => signs[name] ?? "");
}
