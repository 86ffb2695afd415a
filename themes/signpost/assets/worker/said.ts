/** What pages ask a worker, and what it answers through the port that comes with a question. Types alone. */

export type Question =
  /** How the page that asks came to its reader. */
  | { readonly ask: "page" }
  /** How much of a language is on the device. */
  | { readonly ask: "copy"; readonly folder: string }
  /** To keep all of a language: Progress, until it ends. */
  | { readonly ask: "keep"; readonly folder: string }
  /** The pages of a language that are on the device. */
  | { readonly ask: "pages"; readonly folder: string }
  /** To delete all that is kept of the site. */
  | { readonly ask: "remove" }
  /** To take the place of an older worker. */
  | { readonly ask: "take" };

export interface PageAnswer {
  /** Whether the page is as this worker's version of the site has it. */
  readonly current: boolean;
  /** Whether it came from the device, since there was no connection. */
  readonly copy: boolean;
  /** Whether the reader keeps a language. */
  readonly kept: boolean;
}

export interface CopyAnswer {
  /** How much room the language takes, in its own words. */
  readonly size: string;
  /** "no" where nobody asked for it, "part" where some of it is missing. */
  readonly kept: "no" | "part" | "yes";
}

export interface Progress {
  readonly done: number;
  readonly of: number;
  /** How it ended; undefined while it goes on. "changed": the server has other files than those of this version. */
  readonly end?: "kept" | "connection" | "room" | "changed";
}

/** A page on the device: its path below the root of the site, and its title. */
export interface KeptPage {
  readonly path: string;
  readonly title: string;
}
