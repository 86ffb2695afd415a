/** SCORM 1.2: what is said, in which words. Limits are those of its Run-Time Environment and of the platforms that hold to it. */
import { isNumber, plain, within } from "./platform";
import { scorm, type Dialect } from "./scorm";

const two = (n: number) => String(n).padStart(2, "0");

/** CMITimespan: hours of two to four digits, hundredths of seconds at most. */
function span(seconds: number): string {
  const all = Math.min(Math.floor(seconds * 100), 9999 * 360_000 + 359_999);
  const [hours, minutes] = [Math.floor(all / 360_000), Math.floor(all / 6000) % 60];
  return `${two(hours)}:${two(minutes)}:${((all % 6000) / 100).toFixed(2).padStart(5, "0")}`;
}

/** Texts of answers have 255 characters at most; ids are cut whole. */
const short = (value: string): string => (value.length <= 255 ? value : value.slice(0, 255).replace(/,[^,]*$/, ""));

const DIALECT: Dialect = {
  api: "API",
  calls: { initialize: "LMSInitialize", terminate: "LMSFinish", get: "LMSGetValue", set: "LMSSetValue", commit: "LMSCommit", error: "LMSGetLastError" },
  elements: {
    mode: "cmi.core.lesson_mode",
    state: "cmi.suspend_data",
    place: "cmi.core.lesson_location",
    language: "cmi.student_preference.language",
    exit: "cmi.core.exit",
    time: "cmi.core.session_time",
    mastery: "cmi.student_data.mastery_score",
  },
  place: 255,
  percent: (text) => within(text),
  span,
  begin: (get) => (["", "not attempted"].includes(get("cmi.core.lesson_status")) ? [["cmi.core.lesson_status", "incomplete"]] : []),
  answered: ({ drill, answer, right, seconds }, at) => [
    ["objectives.0.id", plain(drill)],
    ["time", `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`],
    ["type", isNumber(answer) ? "numeric" : "choice"],
    ...(right === undefined ? [] : ([["correct_responses.0.pattern", short(right)]] as const)),
    ["student_response", short(answer)],
    ["result", right === undefined ? "unanticipated" : right === answer ? "correct" : "wrong"],
    ["latency", span(seconds)],
  ],
  drilled: ({ best, passed }) => [
    ["score.min", "0"],
    ["score.max", "100"],
    ["score.raw", String(best)],
    ["status", passed ? "passed" : "failed"],
  ],
  graded: ({ points, passed }) => [
    ["cmi.core.score.min", "0"],
    ["cmi.core.score.max", "100"],
    ["cmi.core.score.raw", String(points)],
    ["cmi.core.lesson_status", passed ? "passed" : "failed"],
  ],
};

export const scorm12 = scorm(DIALECT);
