/**
 * Where files lie. In: addresses, from anyone. Out: paths below the root of the site, as the lists have them. Never: a query or a fragment: what a
 * reader chose or answered is in no name of anything that is kept.
 */

/** What the generator puts before the worker (package worker). */
declare global {
  interface WorkerGlobalScope {
    readonly signpost: {
      /** Names all files of the site together. */
      readonly version: string;
      /** The list of each language, by the folder of its pages. */
      readonly lists: Readonly<Record<string, string>>;
    };
  }
}

const worker = self as unknown as ServiceWorkerGlobalScope;
const scope = new URL(worker.registration.scope);

/** The path of the site's root on its host, as addresses have it: "/support/". */
export const base = scope.pathname;

/** The folders of the languages: "fr/". */
export const folders: readonly string[] = Object.keys(self.signpost.lists);

/** The file at an address of the site: "fr/guides/index.html"; undefined for what lies elsewhere. */
export function pathOf(address: string): string | undefined {
  const { origin, pathname } = new URL(address);
  if (origin !== scope.origin || !pathname.startsWith(base)) return undefined;
  try {
    const path = decodeURIComponent(pathname.slice(base.length));
    return path === "" || path.endsWith("/") ? `${path}index.html` : path;
  } catch {
    return undefined;
  }
}

const encoded = (path: string) => scope.href + path.split("/").map(encodeURIComponent).join("/");

/** The address under which a file is kept. */
export const keyOf = encoded;

/** The address at which a server has a file: a folder for a page, since some lead from index.html to it. */
export const addressOf = (path: string) => encoded(path.replace(/(^|\/)index\.html$/, "$1"));

/** The folder of the language that a path lies in; undefined outside of the languages. */
export const folderOf = (path: string) => folders.find((folder) => path.startsWith(folder));

/** Whether the name of a file holds a hash of what is in it. */
export const isHashed = (path: string) => /^assets\/[^/]+\.[0-9a-f]{12}\.[a-z0-9]+$/.test(path);

/** The assets that a page names, as the generator finds them. */
export function assetsIn(html: string): string[] {
  return [...new Set(html.match(/assets\/[^"'`()<>?# \n\\]+/g) ?? [])];
}
