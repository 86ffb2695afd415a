/**
 * A session of a course: where the pages keep their data, and what a platform is told of it.
 * In: the course, a platform, what it kept. Out: what keep.ts keeps in, calls of the platform. Never: the document, a point that the pages did not count.
 */
import type { Storing, Under } from "./keep";
import { decode, markOf, progressOf, type Learner } from "./learner";
import type { Course, CourseDrill, Platform } from "./platform";
import { moment, type Finished, type Step } from "./record";

/** Each change of what is kept tells the platform what was done. `language` is that of the page the learner is on. */
export function sessionOf(about: Course, platform: Platform, learner: Learner, language: () => string): Storing {
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

  /** Sends once what an answer changes: pages set several things for it, and platforms take a request for each time. */
  let saving = false;
  function save(): void {
    if (saving) return;
    saving = true;
    queueMicrotask(() => {
      saving = false;
      platform.save();
    });
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
      save();
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
