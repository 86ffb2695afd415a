/**
 * A small learning platform that speaks cmi5, with its record store, on two origins of loopback. It refuses what the specification forbids.
 * In: the folder of the unpacked course, what the session is to be. Out: the address to open, what was recorded, what was refused. Never: a statement taken that a
 * platform must refuse. Numbers are those of the requirements of the cmi5 specification (npm @cmi5/requirements).
 */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { late } from "./slow.mjs";

const CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
const MOVE_ON = "https://w3id.org/xapi/cmi5/context/categories/moveon";
const SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";
const MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const DURATION = /^PT\d+(\.\d+)?S$/;
const VERB = "http://adlnet.gov/expapi/verbs/";

/** Starts the store. `register` begins a registration, its `launch` a session. */
export async function recordStore() {
  const tokens = new Map(); // of the address to fetch it from: the session
  const sessions = new Map(); // by authorization
  const documents = new Map();
  const refused = [];
  const actor = { objectType: "Agent", account: { homePage: "https://lms.example", name: "learner-1" } };
  const agents = new Map();

  const server = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", async () => {
      await late();
      const cors = { "access-control-allow-origin": "*", "access-control-allow-headers": "authorization,content-type,x-experience-api-version", "access-control-allow-methods": "GET,PUT,POST" };
      const send = (status, body) => response.writeHead(status, { ...cors, "content-type": "application/json" }).end(body === undefined ? "" : JSON.stringify(body));
      const refuse = (why, status = 400) => {
        refused.push(why);
        send(status, { error: why });
      };
      if (request.method === "OPTIONS") return send(204);
      const { pathname, searchParams } = new URL(request.url, "http://localhost");
      const text = Buffer.concat(chunks).toString();
      if (pathname.startsWith("/fetch/")) {
        if (request.method !== "POST") return refuse("8.2.1.0-2 the token is fetched by POST");
        const session = tokens.get(pathname);
        if (!session || session.fetched) {
          refused.push("8.1.2.0-4 the token was fetched again");
          return send(200, { "error-code": "1", "error-text": "used" });
        }
        session.fetched = true;
        return send(200, { "auth-token": session.token });
      }
      const session = sessions.get(request.headers.authorization);
      if (!session) return refuse("8.2.1.0-5 no token", 401);
      if (!/^1\.0\.\d$/.test(request.headers["x-experience-api-version"] ?? "")) return refuse("xAPI: no version");
      const { registration } = session;
      const same = (given) => JSON.stringify(given) === JSON.stringify(actor);
      if (searchParams.has("agent") && !same(JSON.parse(searchParams.get("agent")))) return refuse("8.1.3.0-3 another agent");
      switch (`${request.method} ${pathname}`) {
        case "GET /xapi/agents/profile":
          session.asked.push("profile");
          return agents.has(searchParams.get("profileId")) ? send(200, agents.get(searchParams.get("profileId"))) : send(404);
        case "GET /xapi/activities/state":
        case "PUT /xapi/activities/state": {
          if (searchParams.get("registration") !== registration.id) return refuse("8.1.4.0-3 another registration");
          if (searchParams.get("activityId") !== registration.activity) return refuse("10.1.0.0-3 another activity");
          const id = searchParams.get("stateId");
          if (id === "LMS.LaunchData") {
            if (request.method === "PUT") return refuse("10.2.1.0-5 LMS.LaunchData was changed");
            session.asked.push("launch");
            return send(200, session.launch);
          }
          const key = `${registration.id} ${id}`;
          if (request.method === "GET") return documents.has(key) ? send(200, JSON.parse(documents.get(key))) : send(404);
          documents.set(key, text);
          return send(204);
        }
        case "POST /xapi/statements": {
          const all = [JSON.parse(text)].flat();
          for (const statement of all) {
            const why = judge(statement, session, actor);
            if (why) return refuse(`${why}: ${JSON.stringify(statement).slice(0, 300)}`);
            session.statements.push(statement);
          }
          return send(200, all.map(({ id }) => id));
        }
        default:
          return refuse(`${request.method} ${pathname}`, 404);
      }
    });
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://127.0.0.1:${server.address().port}`;

  return {
    origin,
    refused,
    prefer: (languagePreference) => agents.set("cmi5LearnerPreferences", { languagePreference, audioPreference: "on" }),
    /** A learner's enrolment in the course, of which the manifest says moveOn. */
    register(moveOn, masteryScore) {
      const registration = { id: randomUUID(), activity: `https://lms.example/activity/${randomUUID()}`, sessions: [] };
      return {
        id: registration.id,
        document: () => JSON.parse(documents.get(`${registration.id} signpost`) ?? "null"),
        keep: (document) => documents.set(`${registration.id} signpost`, JSON.stringify(document)),
        /** Whether the course counts as done: from the verbs of all sessions. */
        satisfied() {
          const verbs = new Set(registration.sessions.flatMap(({ statements }) => statements.filter(isDefined).map(verbOf)));
          const [completed, passed] = [verbs.has("completed"), verbs.has("passed")];
          return { Passed: passed, Completed: completed, CompletedAndPassed: completed && passed, CompletedOrPassed: completed || passed, NotApplicable: true }[moveOn];
        },
        /** Begins a session; gives the address to open. */
        launch(page, { launchMode = "Normal", returnURL } = {}) {
          const session = { registration, token: randomUUID(), fetched: false, asked: [], statements: [], mode: launchMode, id: randomUUID(), masteryScore };
          session.launch = {
            contextTemplate: { contextActivities: { grouping: [{ id: "https://publisher.example/au" }] }, extensions: { [SESSION]: session.id } },
            launchMode,
            moveOn,
            ...(masteryScore === undefined ? {} : { masteryScore }),
            ...(returnURL ? { returnURL } : {}),
          };
          registration.sessions.push(session);
          const fetch = `/fetch/${randomUUID()}`;
          tokens.set(fetch, session);
          sessions.set(`Basic ${session.token}`, session);
          // In another order than that of the specification.
          const query = new URLSearchParams({ activityId: registration.activity, registration: registration.id, actor: JSON.stringify(actor), fetch: origin + fetch, endpoint: `${origin}/xapi` });
          return { url: `${page}?${query}`, session, verbs: () => session.statements.filter(isDefined).map(verbOf) };
        },
      };
    },
    close: () => new Promise((done) => (server.close(done), server.closeAllConnections())),
  };
}

export const verbOf = ({ verb }) => verb.id.replace(VERB, "");
const categories = ({ context }) => (context.contextActivities.category ?? []).map(({ id }) => id);
export const isDefined = (statement) => categories(statement).includes(CMI5);

/** Why a platform refuses a statement; undefined where it does not. */
function judge(statement, session, actor) {
  const { registration } = session;
  const verb = verbOf(statement);
  const defined = isDefined(statement);
  const { result = {}, context } = statement;
  const before = session.statements;
  const earlier = registration.sessions.flatMap(({ statements }) => statements).filter(isDefined).map(verbOf);
  if (!UUID.test(statement.id ?? "")) return "9.1.0.0-1 no UUID";
  if (JSON.stringify(statement.actor) !== JSON.stringify(actor)) return "8.1.3.0-3 another actor";
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/.test(statement.timestamp ?? "")) return "9.7.0.0-2 no timestamp in UTC";
  if (context.registration !== registration.id) return "9.6.1.0-1 another registration";
  if (context.extensions?.[SESSION] !== session.id) return "9.6.3.1-4 no session";
  if (context.contextActivities.grouping?.[0]?.id !== "https://publisher.example/au") return "10.2.1.0-7 the template was changed";
  if (before.length === 0 && !(defined && verb === "initialized")) return "9.3.2.0-2 initialized is not the first";
  if (before.some((one) => isDefined(one) && verbOf(one) === "terminated")) return "9.3.8.0-2 something follows terminated";
  if (before.length > 0 && statement.timestamp < before.at(-1).timestamp) return "9.7.0.0-1 out of order";
  if (!defined) {
    if (session.mode !== "Normal") return "10.2.2.0-2 recorded in a review";
    return undefined;
  }
  if (statement.object.id !== registration.activity) return "8.1.5.0-6 another object";
  if (before.some((one) => isDefined(one) && verbOf(one) === verb)) return "9.3.0.0-1 a verb twice in a session";
  if (["passed", "failed"].includes(verb) && before.some((one) => isDefined(one) && ["passed", "failed"].includes(verbOf(one)))) return "9.3.0.0-2 passed and failed";
  if (["completed", "passed"].includes(verb) && earlier.includes(verb)) return "9.3.3.0-2, 9.3.4.0-3 once for a registration";
  if (verb === "failed" && earlier.includes("passed")) return "9.3.0.0-7 failed after passed";
  if (session.mode !== "Normal" && !["initialized", "terminated"].includes(verb)) return "10.2.2.0-9, 10.2.2.0-11 judged in a review";
  if ("score" in result && !["passed", "failed"].includes(verb)) return "9.5.1.0-2 a score elsewhere";
  if (result.score && (result.score.raw === undefined || result.score.min === undefined || result.score.max === undefined)) return "9.5.1.0-3 a score without min and max";
  const { masteryScore } = session;
  if (masteryScore !== undefined && verb === "passed" && result.score.scaled < masteryScore) return "9.3.4.0-2 passed below mastery";
  if (masteryScore !== undefined && verb === "failed" && result.score.scaled >= masteryScore) return "9.3.5.0-2 failed at mastery";
  if (["passed", "failed"].includes(verb) && context.extensions[MASTERY] !== masteryScore) return "9.6.3.2-2 no mastery score";
  if ((result.success !== undefined) !== ["passed", "failed"].includes(verb) || (verb === "passed" && !result.success) || (verb === "failed" && result.success)) return "9.5.2.0-1, 9.5.2.0-2 success";
  if ((result.completion !== undefined) !== (verb === "completed") || (verb === "completed" && !result.completion)) return "9.5.3.0-1 completion";
  if (["terminated", "completed", "passed", "failed"].includes(verb) && !DURATION.test(result.duration ?? "")) return "9.5.4.1-1 to 9.5.4.1-4 no duration";
  const moves = result.success !== undefined || result.completion !== undefined;
  if (categories(statement).includes(MOVE_ON) !== moves) return "9.6.2.2-1 the category moveOn";
  return undefined;
}
