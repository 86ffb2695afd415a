/**
 * The page that a learning platform opens. It holds the pages of the drills in a frame, so that they can follow each other in one
 * session, and tells the platform what the learner does.
 * In: what the page says of the course, the platform, what the pages keep (keep.ts). Out: the frame; what the platform is told.
 * Never: words of its own, a point that the pages did not count.
 */
import { COURSE, type Storing } from "./keep";
import { decode, markOf, type Learner } from "./learner";
import type { Course, Open, Platform } from "./platform";
import { sessionOf } from "./session";

export function course(root: HTMLElement, open: Open): void {
  const about = JSON.parse(root.dataset.about ?? "{}") as Course;
  const notice = root.querySelector<HTMLElement>("[data-notice]");
  const words = (name: string) => spoken(root, language).querySelector<HTMLTemplateElement>(`template[data-${name}]`)?.content.cloneNode(true) ?? "";
  const tell = (name: string) => {
    notice?.setAttribute("lang", language);
    notice?.replaceChildren(words(name));
    notice?.toggleAttribute("hidden", false);
  };
  let language = "";
  const begin = (platform: Platform | undefined) => {
    language = chosen(about, platform);
    const learner = decode(platform?.state ?? "") ?? { drills: [], run: null };
    if (platform) (window as Offering)[COURSE] = sessionOf(about, platform, learner, () => language);
    else tell("outside");
    const frame = document.createElement("iframe");
    frame.className = "course-pages";
    frame.addEventListener("load", () => {
      const page = frame.contentDocument;
      if (!page) return; // a page that links led to, or one from a disk
      const spoke = page.documentElement.lang;
      if (spoke in about.pages && spoke !== language) platform?.speak((language = spoke));
      // Its title is in its own language, which need not be that of the page around it.
      frame.lang = spoke;
      frame.title = page.title;
      const path = page.location.pathname.slice(location.pathname.replace(/[^/]*$/, "").length);
      if (platform?.records) platform.at(path);
    });
    frame.src = placeOf(about, platform?.place ?? "", learner, language);
    root.querySelector("[data-languages]")?.toggleAttribute("hidden", true);
    root.append(frame);
    if (platform) leaving(root, platform, words, language);
  };
  const failed = () => tell("lost");
  open(about, failed).then(begin, (error: unknown) => {
    console.error(error);
    begin(undefined);
  });
}

/** Where pages in the frame find what keeps their data. */
type Offering = Window & { [COURSE]?: Storing };

/** The session ends with the page; where the platform asks for it, there is a button that ends it and leads back. */
function leaving(root: HTMLElement, platform: Platform, words: (name: string) => Node | string, language: string): void {
  window.addEventListener("pagehide", () => void platform.leave());
  // A session that ended does not begin again in a page that a browser kept.
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  const exit = root.querySelector<HTMLElement>("[data-exit]");
  if (!exit || platform.after === "") return;
  exit.hidden = false;
  exit.lang = language;
  const button = exit.querySelector("button");
  button?.append(words("exit"));
  button?.addEventListener("click", () => void platform.settled().then(() => platform.leave()).then(() => location.assign(platform.after)));
}

/** The language in which the learner was here last, the one that the platform or the browser asks for, or that of the page. */
function chosen({ pages }: Course, platform: Platform | undefined): string {
  const all = Object.keys(pages);
  const was = all.find((tag) => Object.values(pages[tag] ?? {}).some((path) => path === platform?.place));
  if (was !== undefined) return was;
  const base = (tag: string) => (tag.toLowerCase().split("-")[0] ?? "").trim();
  for (const liked of [...(platform?.language ?? "").split(","), ...navigator.languages]) {
    const found = all.find((tag) => tag.toLowerCase() === liked.trim().toLowerCase()) ?? all.find((tag) => base(tag) === base(liked));
    if (found !== undefined) return found;
  }
  return document.documentElement.lang;
}

/** The words of a language, as the page holds them. */
const spoken = (root: HTMLElement, language: string): ParentNode => root.querySelector(`[data-words="${CSS.escape(language)}"]`) ?? root;

/** The page to go on with: that of the run under way, the one the learner left, or that of all cases. */
function placeOf({ pages, drills }: Course, place: string, { run }: Learner, language: string): string {
  const mine = pages[language] ?? {};
  const under = drills.find(({ key }) => run && markOf(key) === run.mark);
  const [flow = "", id = ""] = under?.key.split("/") ?? [];
  const page = mine[flow];
  if (run && page !== undefined) return `${page}?drill=${id}&mode=${run.mode}&resume=1`;
  return Object.values(mine).includes(place) ? place : (mine[""] ?? "");
}
