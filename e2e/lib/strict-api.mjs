/**
 * A learning platform's run-time for SCORM that takes nothing it need not take: elements, vocabularies and forms of the Run-Time Environments, with the
 * limits that platforms in use hold to (those of Moodle's own table for 1.2). It runs in the page of the platform.
 * In: the version, the elements kept from the session before. Out: the object for the course, all calls, what was refused. Never: a value bent to fit.
 */
export function strictApi(version, kept = {}) {
  const old = version === "1.2";
  const id = /^[\u0021-\u007E]{1,255}$/;
  const decimal = /^-?([0-9]{0,3})(\.[0-9]{1,7})?$/;
  const span = old ? /^([0-9]{2,4}):([0-9]{2}):([0-9]{2})(\.[0-9]{1,2})?$/ : /^PT\d+(\.\d{1,2})?S$/;
  const words = (...all) => new RegExp(`^(${all.join("|")})$`);
  const upTo = (most) => new RegExp(`^[\\s\\S]{0,${most}}$`);
  const points = (text) => decimal.test(text) && Number(text) >= 0 && Number(text) <= 100;
  const localized = /^\{lang=[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*\}[\s\S]{1,250}$/;
  const choice = old ? /^[a-z0-9.-]+(,[a-z0-9.-]+)*$/ : /^[a-z0-9.-]{1,250}(\[,\][a-z0-9.-]{1,250}){0,35}$/;
  // Element, with "n" for a number: how it is used (r, w), the form of its values.
  const table = old
    ? {
        "cmi.core.student_id": ["r"], "cmi.core.student_name": ["r"], "cmi.core.credit": ["r"], "cmi.core.entry": ["r"], "cmi.core.lesson_mode": ["r"],
        "cmi.core.lesson_location": ["rw", upTo(255)], "cmi.core.lesson_status": ["rw", words("passed", "completed", "failed", "incomplete", "browsed")],
        "cmi.core.score.raw": ["rw", points], "cmi.core.score.min": ["rw", points], "cmi.core.score.max": ["rw", points],
        "cmi.core.exit": ["w", words("time-out", "suspend", "logout", "")], "cmi.core.session_time": ["w", span], "cmi.suspend_data": ["rw", upTo(4096)],
        "cmi.launch_data": ["r"], "cmi.student_data.mastery_score": ["r"], "cmi.student_preference.language": ["rw", upTo(255)],
        "cmi.objectives._count": ["r"], "cmi.objectives.n.id": ["rw", id], "cmi.objectives.n.score.raw": ["rw", points], "cmi.objectives.n.score.min": ["rw", points],
        "cmi.objectives.n.score.max": ["rw", points], "cmi.objectives.n.status": ["rw", words("passed", "completed", "failed", "incomplete", "browsed", "not attempted")],
        "cmi.interactions._count": ["r"], "cmi.interactions.n.id": ["w", id], "cmi.interactions.n.objectives.n.id": ["w", id],
        "cmi.interactions.n.time": ["w", /^([0-1][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,2})?$/],
        "cmi.interactions.n.type": ["w", words("true-false", "choice", "fill-in", "matching", "performance", "sequencing", "likert", "numeric")],
        "cmi.interactions.n.correct_responses.n.pattern": ["w", (text, at) => text.length <= 255 && (typeOf(at) === "numeric" ? decimal : choice).test(text)],
        "cmi.interactions.n.student_response": ["w", (text, at) => text.length <= 255 && (typeOf(at) === "numeric" ? decimal : choice).test(text)],
        "cmi.interactions.n.result": ["w", /^(correct|wrong|unanticipated|neutral|-?[0-9]{0,3}(\.[0-9]*)?)$/], "cmi.interactions.n.latency": ["w", span],
      }
    : {
        "cmi.learner_id": ["r"], "cmi.credit": ["r"], "cmi.entry": ["r"], "cmi.mode": ["r"], "cmi.scaled_passing_score": ["r"], "cmi.location": ["rw", upTo(1000)],
        "cmi.completion_status": ["rw", words("completed", "incomplete", "not attempted", "unknown")], "cmi.success_status": ["rw", words("passed", "failed", "unknown")],
        "cmi.score.scaled": ["rw", (text) => decimal.test(text) && Math.abs(Number(text)) <= 1], "cmi.score.raw": ["rw", decimal], "cmi.score.min": ["rw", decimal], "cmi.score.max": ["rw", decimal],
        "cmi.exit": ["w", words("timeout", "suspend", "logout", "normal", "")], "cmi.session_time": ["w", span], "cmi.suspend_data": ["rw", upTo(4096)],
        "cmi.learner_preference.language": ["rw", /^([a-zA-Z]{2,3}|i|x)?(-[a-zA-Z0-9-]{2,8})*$/],
        "cmi.objectives._count": ["r"], "cmi.objectives.n.id": ["rw", id], "cmi.objectives.n.score.scaled": ["rw", (text) => decimal.test(text) && Math.abs(Number(text)) <= 1],
        "cmi.objectives.n.score.raw": ["rw", decimal], "cmi.objectives.n.score.min": ["rw", decimal], "cmi.objectives.n.score.max": ["rw", decimal],
        "cmi.objectives.n.success_status": ["rw", words("passed", "failed", "unknown")], "cmi.objectives.n.completion_status": ["rw", words("completed", "incomplete", "not attempted", "unknown")],
        "cmi.objectives.n.description": ["rw", localized],
        "cmi.interactions._count": ["r"], "cmi.interactions.n.id": ["rw", id], "cmi.interactions.n.objectives.n.id": ["rw", id],
        "cmi.interactions.n.type": ["rw", words("true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing", "likert", "numeric", "other")],
        "cmi.interactions.n.timestamp": ["rw", /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,2}(Z|[+-]\d{2}:\d{2})?)?$/],
        "cmi.interactions.n.correct_responses.n.pattern": ["rw", (text, at) => (typeOf(at) === "numeric" ? /^-?\d+\[:\]-?\d+$/ : choice).test(text)],
        "cmi.interactions.n.learner_response": ["rw", (text, at) => (typeOf(at) === "numeric" ? /^-?\d+$/ : choice).test(text)],
        "cmi.interactions.n.result": ["rw", /^(correct|incorrect|unanticipated|neutral|-?\d+(\.\d{1,7})?)$/], "cmi.interactions.n.latency": ["rw", span], "cmi.interactions.n.description": ["rw", localized],
      };
  const first = old
    ? { "cmi.core.lesson_status": "not attempted", "cmi.core.credit": "credit", "cmi.core.entry": "ab-initio", "cmi.core.lesson_mode": "normal", "cmi.student_data.mastery_score": "80" }
    : { "cmi.completion_status": "unknown", "cmi.success_status": "unknown", "cmi.credit": "credit", "cmi.entry": "ab-initio", "cmi.mode": "normal", "cmi.scaled_passing_score": "0.8" };
  const data = { ...first, ...kept };
  const calls = [];
  const refused = [];
  let running = false;
  let ended = false;
  let error = "0";
  const general = (element) => element.replace(/\.\d+(?=\.|$)/g, ".n");
  const typeOf = (element) => data[element.replace(/^(cmi\.interactions\.\d+)\..*/, "$1.type")];
  const count = (list) => Object.keys(data).filter((element) => new RegExp(`^${list.replace(/\./g, "\\.")}\\.\\d+\\.(id|pattern)$`).test(element)).length;
  const refuse = (code, what) => {
    error = code;
    refused.push(`${code} ${what}`);
    return "false";
  };
  const done = (what, ...args) => {
    calls.push([what, ...args]);
    error = "0";
    return "true";
  };
  const initialize = () => {
    if (running || ended) return refuse(old ? "101" : "103", "initialize again");
    running = true;
    return done("initialize");
  };
  const get = (element) => {
    if (!running) return refuse("301", `get ${element} outside of a session`) && "";
    const [use] = table[general(element)] ?? [];
    if (!use) return refuse("401", `get ${element}`) && "";
    if (!use.includes("r")) return refuse("404", `get ${element}: write only`) && "";
    done("get", element);
    return element.endsWith("._count") ? String(count(element.slice(0, -7))) : (data[element] ?? "");
  };
  const set = (element, value) => {
    if (typeof value !== "string") return refuse("405", `set ${element} to a ${typeof value}`);
    if (!running) return refuse("301", `set ${element} outside of a session`);
    const [use, form] = table[general(element)] ?? [];
    if (!use) return refuse("401", `set ${element}`);
    if (!use.includes("w")) return refuse("403", `set ${element}: read only`);
    if (!(typeof form === "function" ? form(value, element) : form.test(value))) return refuse("405", `set ${element} to ${JSON.stringify(value)}`);
    // Lists grow by one; what an entry is comes first.
    for (const { index, 1: at } of element.matchAll(/\.(\d+)(?=\.)/g)) {
      const length = count(element.slice(0, index));
      if (Number(at) > length) return refuse("201", `set ${element}: the list has ${length}`);
    }
    const [, entry, rest] = /^(cmi\.(?:interactions|objectives)\.\d+)\.(.*)$/.exec(element) ?? [];
    if (entry && rest !== "id" && data[`${entry}.id`] === undefined) return refuse(old ? "201" : "408", `set ${element} before its id`);
    if (entry && /response|pattern/.test(rest) && data[`${entry}.type`] === undefined) return refuse(old ? "201" : "408", `set ${element} before its type`);
    if (!old && entry?.startsWith("cmi.objectives") && rest === "id" && data[element] !== undefined && data[element] !== value) return refuse("351", `set ${element} anew`);
    data[element] = value;
    return done("set", element, value);
  };
  const commit = () => (running ? done("commit") : refuse("301", "commit outside of a session"));
  const terminate = () => {
    if (!running) return refuse("301", "terminate outside of a session");
    running = false;
    ended = true;
    if (old) {
      // As Moodle does: what was never said is completed, and a score decides over a status.
      if (data["cmi.core.lesson_status"] === "not attempted") data["cmi.core.lesson_status"] = "completed";
      const [raw, mastery] = [data["cmi.core.score.raw"], data["cmi.student_data.mastery_score"]];
      if (data["cmi.core.lesson_mode"] === "normal" && raw && mastery) {
        const judged = Number(raw) >= Number(mastery) ? "passed" : "failed";
        if (judged !== data["cmi.core.lesson_status"]) refused.push(`the status ${data["cmi.core.lesson_status"]} is not that of the score ${raw}: ${judged}`);
        data["cmi.core.lesson_status"] = judged;
      }
    }
    return done("terminate");
  };
  const codes = { LastError: () => error, ErrorString: () => "", Diagnostic: () => "" };
  const api = old
    ? { LMSInitialize: initialize, LMSFinish: terminate, LMSGetValue: get, LMSSetValue: set, LMSCommit: commit, LMSGetLastError: codes.LastError, LMSGetErrorString: codes.ErrorString, LMSGetDiagnostic: codes.Diagnostic }
    : { Initialize: initialize, Terminate: terminate, GetValue: get, SetValue: set, Commit: commit, GetLastError: codes.LastError, GetErrorString: codes.ErrorString, GetDiagnostic: codes.Diagnostic };
  return { api, calls, refused, data };
}
