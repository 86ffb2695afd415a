/**
 * cmi5: a session with the learning platform and its record store, by xAPI.
 * In: the parameters of the address that the platform opened, https. Out: a Platform. Never: the document, words of its own, a token that is kept.
 *
 * Written to the cmi5 specification of AICC, Quartz, 1st Edition; numbers in comments are its sections.
 */
import { isNumber, MAX_ANSWERS, percent, type Answered, type Course, type Drilled, type Grade, type Open, type Platform } from "./platform";

const CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
const MOVE_ON = "https://w3id.org/xapi/cmi5/context/categories/moveon";
const MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
const VERBS = "http://adlnet.gov/expapi/verbs/";
const TYPES = "http://adlnet.gov/expapi/activities/";

/** The document in which the course keeps what it needs to go on. */
const STATE = "signpost";

/** How long the end of a session waits for what was sent before it, in milliseconds: nothing counts that arrives after it (9.3.8). */
const PATIENCE = 5000;

interface Kept {
  state: string;
  place: string;
  /** The verbs that a registration may have once (9.3). */
  completed: boolean;
  passed: boolean;
}

/** What the platform says when it opens the course (10). */
interface LaunchData {
  readonly contextTemplate?: Context;
  readonly launchMode?: string;
  readonly masteryScore?: number;
  readonly returnURL?: string;
}

interface Context {
  readonly contextActivities?: Readonly<Record<string, readonly unknown[]>>;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

interface Statement {
  readonly verb: string;
  readonly object?: object;
  readonly result?: object;
  readonly defined: boolean;
}

export const cmi5: Open = async (course, failed) => {
  const query = new URLSearchParams(location.search);
  const asked = ["endpoint", "fetch", "actor", "registration", "activityId"].map((name) => query.get(name) ?? "");
  if (asked.includes("")) return undefined;
  const [endpoint = "", token = "", actor = "", registration = "", activityId = ""] = asked;
  const store = new Store(endpoint, await authorize(token), { activityId, agent: JSON.stringify(JSON.parse(actor)), registration });
  const launch = (await store.get("LMS.LaunchData")) as LaunchData | undefined;
  if (!launch) throw new Error("cmi5: no LMS.LaunchData");
  const liked = (await store.profile("cmi5LearnerPreferences")) as { languagePreference?: string } | undefined;
  const kept: Kept = { state: "", place: "", completed: false, passed: false, ...((await store.get(STATE)) as Partial<Kept> | undefined) };
  const session = new Session(course, store, launch, kept, JSON.parse(actor) as object, failed);
  await session.begin();
  return session.platform(liked?.languagePreference ?? "");
};

/** Takes the token, which is to be had once (8.2). */
async function authorize(address: string): Promise<string> {
  const answer = (await (await fetch(address, { method: "POST" })).json()) as Record<string, string>;
  const token = answer["auth-token"];
  if (token === undefined) throw new Error(`cmi5: ${answer["error-text"] ?? "no token"}`);
  return `Basic ${token}`;
}

/** How many bytes a request that outlives its page has at most. Fetch allows 64 KiB for all that are under way together (4.6); the state needs some of them. */
const OUTLIVING = 48 << 10;

/** The resources of xAPI that a course needs. All requests outlive the page, but for long ones. */
class Store {
  constructor(
    private readonly endpoint: string,
    private readonly authorization: string,
    private readonly of: { activityId: string; agent: string; registration: string },
  ) {}

  private ask(path: string, query: Record<string, string>, method = "GET", body?: unknown): Promise<Response> {
    const headers: Record<string, string> = { Authorization: this.authorization, "X-Experience-API-Version": "1.0.3" };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const address = `${this.endpoint.replace(/\/*$/, "/")}${path}?${new URLSearchParams(query).toString()}`.replace(/\?$/, "");
    const text = body === undefined ? undefined : JSON.stringify(body);
    // Browsers refuse what is to outlive a page and is longer; what waited for a connection may be.
    const keepalive = new TextEncoder().encode(text ?? "").length <= OUTLIVING;
    const init: RequestInit = { method, headers, keepalive, cache: "no-store" };
    return fetch(address, text === undefined ? init : { ...init, body: text });
  }

  async get(stateId: string): Promise<unknown> {
    const answer = await this.ask("activities/state", { ...this.of, stateId });
    return answer.ok ? answer.json() : undefined;
  }

  /** Undefined where the platform does not give it away, which is no failure (11). */
  async profile(profileId: string): Promise<unknown> {
    // A refusal that another origin may not read looks like one of the network.
    const answer = await this.ask("agents/profile", { agent: this.of.agent, profileId }).catch(() => undefined);
    return answer?.ok ? answer.json() : undefined;
  }

  async put(stateId: string, document: unknown): Promise<boolean> {
    return (await this.ask("activities/state", { ...this.of, stateId }, "PUT", document)).ok;
  }

  async state(statements: readonly object[]): Promise<boolean> {
    return (await this.ask("statements", {}, "POST", statements)).ok;
  }

  activity = (): string => this.of.activityId;
  registration = (): string => this.of.registration;
}

class Session {
  private readonly started = Date.now();
  private waiting: object[] = [];
  /** Whether something is to be kept that was not sent yet. */
  private changed = false;
  private sending: Promise<void> = Promise.resolve();
  private answers = 0;
  private grade: Grade | undefined;
  private ended: Promise<void> | undefined;

  constructor(
    private readonly course: Course,
    private readonly store: Store,
    private readonly launch: LaunchData,
    private readonly kept: Kept,
    private readonly actor: object,
    private readonly failed: () => void,
  ) {}

  async begin(): Promise<void> {
    this.say({ verb: "initialized", defined: true });
    await this.send();
  }

  platform(language: string): Platform {
    const { masteryScore, launchMode = "Normal", returnURL = "" } = this.launch;
    return {
      state: this.kept.state,
      place: this.kept.place,
      language,
      mastery: masteryScore === undefined ? undefined : percent(masteryScore),
      after: /^https?:\/\//.test(returnURL) ? returnURL : "",
      records: launchMode === "Normal",
      keep: (state) => this.note({ state }),
      at: (place) => this.note({ place }),
      speak: () => undefined,
      answered: (answer) => this.answered(answer),
      drilled: (drill) => this.drilled(drill),
      graded: (grade) => this.graded(grade),
      save: () => this.save(),
      settled: () => Promise.race([this.sending, new Promise<void>((done) => setTimeout(done, PATIENCE))]),
      leave: () => (this.ended ??= this.end(launchMode === "Normal")),
    };
  }

  private answered({ drill, question, answer, right, seconds, name, language }: Answered): void {
    if (this.answers++ >= MAX_ANSWERS) return;
    const text = (value: string) => (isNumber(value) ? value : value.split(",").join("[,]"));
    const definition = {
      type: `${TYPES}cmi.interaction`,
      interactionType: isNumber(answer) ? "numeric" : "choice",
      ...named(name, language),
      ...(right === undefined ? {} : { correctResponsesPattern: [isNumber(right) ? `${right}[:]${right}` : text(right)] }),
    };
    const result = { response: text(answer), duration: span(seconds), ...(right === undefined ? {} : { success: right === answer }) };
    this.say({ verb: "answered", object: { objectType: "Activity", id: `${this.course.iri}/${drill}/${question}`, definition }, result, defined: false });
  }

  private drilled({ drill, best, passed, name, language }: Drilled): void {
    const definition = { type: `${TYPES}objective`, ...named(name, language) };
    const result = { score: scoreOf(best), success: passed };
    this.say({ verb: "scored", object: { objectType: "Activity", id: `${this.course.iri}/${drill}`, definition }, result, defined: false });
  }

  private graded(grade: Grade): void {
    this.grade = grade;
    if (!this.kept.completed) this.say({ verb: "completed", result: { completion: true, duration: this.duration() }, defined: true });
    this.note({ completed: true });
    if (grade.passed && !this.kept.passed) {
      this.say({ verb: "passed", result: { score: scoreOf(grade.points), success: true, duration: this.duration() }, defined: true });
      this.note({ passed: true });
    }
  }

  /** Ends the session. Whoever has not passed by now has failed, and may come back: a session has one verdict (9.3). */
  private async end(records: boolean): Promise<void> {
    if (records && this.grade && !this.kept.passed) {
      this.say({ verb: "failed", result: { score: scoreOf(this.grade.points), success: false, duration: this.duration() }, defined: true });
    }
    this.say({ verb: "terminated", result: { duration: this.duration() }, defined: true });
    // At once: a page that closes waits for nothing.
    await Promise.all([this.send(), records ? this.put() : undefined, this.sending]);
  }

  private note(what: Partial<Kept>): void {
    Object.assign(this.kept, what);
    this.changed = true;
  }

  private save(): void {
    this.sending = this.sending.then(() => Promise.all([this.put(), this.send()])).then(() => undefined);
  }

  private async put(): Promise<void> {
    if (!this.changed) return;
    this.changed = false;
    const ok = await this.store.put(STATE, this.kept).catch(() => false);
    if (ok) return;
    this.changed = true;
    this.failed();
  }

  /** Sends what waits, in order; what the store does not take waits for the next time. */
  private async send(): Promise<void> {
    const all = this.waiting;
    this.waiting = [];
    if (all.length === 0) return;
    const ok = await this.store.state(all).catch(() => false);
    if (ok) return;
    this.waiting = [...all, ...this.waiting];
    this.failed();
  }

  private say({ verb, object, result, defined }: Statement): void {
    const { contextTemplate: template = {}, masteryScore } = this.launch;
    const moves = defined && ["completed", "passed", "failed"].includes(verb);
    const judged = defined && ["passed", "failed"].includes(verb) && masteryScore !== undefined;
    const activities = template.contextActivities ?? {};
    const category = [...(activities["category"] ?? []), ...(defined ? [{ id: CMI5 }] : []), ...(moves ? [{ id: MOVE_ON }] : [])];
    this.waiting.push({
      id: uuid(),
      actor: this.actor,
      verb: { id: VERBS + verb, display: { en: verb } },
      object: object ?? { objectType: "Activity", id: this.store.activity() },
      ...(result ? { result } : {}),
      context: {
        ...template,
        registration: this.store.registration(),
        contextActivities: {
          ...activities,
          ...(category.length > 0 ? { category } : {}),
          ...(defined ? {} : { parent: [...(activities["parent"] ?? []), { id: this.store.activity() }] }),
        },
        extensions: { ...template.extensions, ...(judged ? { [MASTERY]: masteryScore } : {}) },
      },
      timestamp: new Date().toISOString(),
    });
  }

  private duration = (): string => span((Date.now() - this.started) / 1000);
}

const span = (seconds: number) => `PT${(Math.floor(seconds * 100) / 100).toString()}S`;

const scoreOf = (points: number) => ({ scaled: points / 100, raw: points, min: 0, max: 100 });

const named = (name: string, language: string) => (name === "" ? {} : { name: { [language]: name } });

/** A random UUID (RFC 9562, version 4); crypto.randomUUID is for https alone. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
