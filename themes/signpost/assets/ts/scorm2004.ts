/** SCORM 2004 4th Edition: what is said, in which words. No sequencing is asked for. */
import { isNumber, percent, plain, within, type Answered } from "./platform";
import { scorm, type Dialect } from "./scorm";

/** timeinterval(second,10,2). */
const span = (seconds: number) => `PT${(Math.floor(seconds * 100) / 100).toString()}S`;

/** time(second,10,2): a zone stands only behind a fraction of a second. */
const moment = (at: Date) => at.toISOString().replace(/(\.\d\d)\dZ$/, "$1Z");

/** Sets of ids have 36 members at most that every platform takes. */
const value = (answer: string) => answer.split(",").slice(0, 36).join("[,]");

/** localized_string_type of 250 characters. */
const localized = (name: string, language: string) => (name === "" ? [] : ([["description", `{lang=${language}}${Array.from(name).slice(0, 250).join("")}`]] as const));

const pattern = ({ answer, right = "" }: Answered) => (isNumber(answer) && isNumber(right) ? `${right}[:]${right}` : value(right));

const scores = (points: number, under: string) =>
  [
    [`${under}score.min`, "0"],
    [`${under}score.max`, "100"],
    [`${under}score.raw`, String(points)],
    [`${under}score.scaled`, String(points / 100)],
  ] as const;

const DIALECT: Dialect = {
  api: "API_1484_11",
  calls: { initialize: "Initialize", terminate: "Terminate", get: "GetValue", set: "SetValue", commit: "Commit", error: "GetLastError" },
  elements: {
    mode: "cmi.mode",
    state: "cmi.suspend_data",
    place: "cmi.location",
    language: "cmi.learner_preference.language",
    exit: "cmi.exit",
    time: "cmi.session_time",
    mastery: "cmi.scaled_passing_score",
  },
  place: 1000,
  percent: (text) => within(text, percent),
  span,
  begin: (get) => (["", "unknown", "not attempted"].includes(get("cmi.completion_status")) ? [["cmi.completion_status", "incomplete"]] : []),
  answered: (given, at) => [
    ["type", isNumber(given.answer) ? "numeric" : "choice"],
    ["objectives.0.id", plain(given.drill)],
    ["timestamp", moment(at)],
    ...(given.right === undefined ? [] : ([["correct_responses.0.pattern", pattern(given)]] as const)),
    ["learner_response", value(given.answer)],
    ["result", given.right === undefined ? "unanticipated" : given.right === given.answer ? "correct" : "incorrect"],
    ["latency", span(given.seconds)],
    ...localized(given.name, given.language),
  ],
  drilled: ({ best, passed, name, language }) => [
    ...scores(best, ""),
    ["completion_status", "completed"],
    ["success_status", passed ? "passed" : "failed"],
    ...localized(name, language),
  ],
  graded: ({ points, passed }) => [
    ...scores(points, "cmi."),
    ["cmi.completion_status", "completed"],
    ["cmi.success_status", passed ? "passed" : "failed"],
  ],
};

export const scorm2004 = scorm(DIALECT);
