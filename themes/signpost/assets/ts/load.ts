/**
 * Scripts and data that are fetched when a reader asks for them, the same from https and from a folder.
 * In: a template with a script element. Out: what that script hands over. Never: an address made here: the page names it.
 */

/** Dispatched on the document by a script that arrived. */
export const LOADED = "signpost:loaded";

interface Arrived {
  readonly name: string;
  readonly value: unknown;
}

/** What came before it was asked for: a page that is a single file holds all its scripts. */
const early = new Map<string, unknown>();
document.addEventListener(LOADED, (event) => {
  const { name, value } = (event as CustomEvent<Arrived>).detail;
  early.set(name, value);
});

/** Runs the script in the template; a script says its name when it arrives. Rejects where it does not come. */
export function load<T>(template: HTMLTemplateElement): Promise<T> {
  const script = template.content.querySelector("script")?.cloneNode() as HTMLScriptElement | undefined;
  return new Promise((done, failed) => {
    if (!script) return failed(new Error("load: no script in the template"));
    const name = script.dataset.name ?? "";
    if (early.has(name)) return done(early.get(name) as T);
    const listen = (event: Event) => {
      const { name, value } = (event as CustomEvent<Arrived>).detail;
      if (name === script.dataset.name) done(value as T);
    };
    document.addEventListener(LOADED, listen);
    script.addEventListener("load", () => document.removeEventListener(LOADED, listen));
    script.addEventListener("error", () => failed(new Error("load: the script did not come")));
    document.head.append(script);
  });
}

/** What a script calls to hand something over. */
export function arrive(name: string, value: unknown): void {
  document.dispatchEvent(new CustomEvent<Arrived>(LOADED, { detail: { name, value } }));
}
