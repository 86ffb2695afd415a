/**
 * The page that a learning platform opens. It holds the pages of the drills in a frame, so that they can follow each other in one
 * session, and tells the platform what the learner does.
 * In: what the page says of the course, the platform, what the pages keep (keep.ts). Out: the frame; what the platform is told.
 * Never: words of its own, a point that the pages did not count.
 */
import { COURSE, type Storing, type Under } from "./keep";
import { decode, markOf, progressOf, type Learner } from "./learner";
import type { Course, CourseDrill, Open, Platform } from "./platform";
import { moment, type Finished, type Step } from "./record";

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
  button?.addEventListener("click", () => void platform.leave().then(() => location.assign(platform.after)));
}

/** The language in which the learner was here last, the one that the platform or the browser asks for, or the first. */
function chosen({ pages }: Course, platform: Platform | undefined): string {
  const all = Object.keys(pages);
  const was = all.find((tag) => Object.values(pages[tag] ?? {}).some((path) => path === platform?.place));
  if (was !== undefined) return was;
  const base = (tag: string) => (tag.toLowerCase().split("-")[0] ?? "").trim();
  for (const liked of [...(platform?.language ?? "").split(","), ...navigator.languages]) {
    const found = all.find((tag) => tag.toLowerCase() === liked.trim().toLowerCase()) ?? all.find((tag) => base(tag) === base(liked));
    if (found !== undefined) return found;
  }
  return all[0] ?? "";
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

/** What the pages keep, kept by the platform; each change tells it what was done. */
function sessionOf(about: Course, platform: Platform, learner: Learner, language: () => string): Storing {
  const kept = new Map<string, string>([["state", platform.state === "" || decode(platform.state) ? platform.state : ""]]);
  let under = resumed(about, learner);
  if (under) kept.set("run", JSON.stringify(under));
  let runs = 0;
  let graded = "";
  const mastery = platform.mastery ?? about.mastery;
  const drillOf = (key: string) => about.drills.find((drill) => drill.key === key);

  /** Tells which answers are new in a run. */
  function answered(now: Under | undefined): void {
    const before = under?.drill === now?.drill && under?.started === now?.started ? under : undefined;
    const drill = drillOf(now?.drill ?? "");
    for (const step of now?.steps ?? []) {
      const was = before?.steps.find(({ question }) => question === step.question);
      for (const [i, answer] of step.answers.slice(was?.answers.length ?? 0).entries()) {
        if (!drill) break;
        platform.answered({
          drill: drill.key,
          question: step.question,
          answer,
          right: drill.way.find(([question]) => question === step.question)?.[1],
          seconds: i === 0 ? step.seconds - (was?.seconds ?? 0) : 0,
          name: about.questions[`${drill.key.split("/")[0] ?? ""}/${step.question}`]?.[language()] ?? "",
          language: language(),
        });
      }
    }
    under = now && { ...now, steps: now.steps.map((step) => ({ ...step, answers: [...step.answers] })) };
  }

  /** Tells how far the learner is: the case just finished, and the whole once all were. */
  function scored(key: string): void {
    const now = decode(kept.get("state") ?? "");
    if (!now) return;
    const best = (drill: CourseDrill) => progressOf(now, markOf(drill.key));
    const drill = drillOf(key);
    if (drill) {
      const { best: points } = best(drill);
      platform.drilled({ drill: key, best: points, passed: points >= mastery, name: drill.names[language()] ?? "", language: language() });
    }
    const told = about.drills.filter(({ names }) => language() in names).map(best);
    if (told.length === 0 || told.some(({ rounds }) => rounds === 0)) return;
    const points = Math.floor(told.reduce((sum, { best: one }) => sum + one, 0) / told.length);
    const grade = { points, passed: points >= mastery };
    if (graded !== JSON.stringify(grade)) platform.graded(grade);
    graded = JSON.stringify(grade);
  }

  let finished = "";
  return {
    get: (name) => kept.get(name) ?? "",
    set(name, text) {
      kept.set(name, text);
      if (!platform.records) return;
      if (name === "state") platform.keep(text);
      if (name === "run") answered(text === "" ? undefined : (JSON.parse(text) as Under));
      if (name === "runs") {
        const all = JSON.parse(text) as Finished[];
        if (all.length > runs) finished = all[all.length - 1]?.drill ?? "";
        runs = all.length;
      }
      if (name === "state" && finished !== "") {
        scored(finished);
        finished = "";
      }
      platform.save();
    },
  };
}

/** The run under way as pages keep it, out of the short state; how long it took before the pause is not kept. */
function resumed({ drills }: Course, { run }: Learner): Under | undefined {
  const drill = drills.find(({ key }) => run && markOf(key) === run.mark);
  if (!run || !drill) return undefined;
  const steps: Step[] = run.answers.map(({ question, answers }) => ({ question, answers: [...answers], seconds: 0, hints: 0 }));
  return { drill: drill.key, mode: run.mode, started: moment(new Date()), steps };
}
