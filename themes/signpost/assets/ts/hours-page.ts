/**
 * Says on a page whether somebody is there now, and by when a first answer may be expected, in the zone of the reader and that of the desk.
 *
 * In: elements data-module="hours" with the data of schedules by id, as JSON, in data-hours. In them: places data-hours-state and
 * data-hours-due, which name schedules (several with spaces between them: somebody is there where one is open); the latter have
 * data-target (PT4H) and data-clock (business, wall) too. Templates data-hours-word in the module hold what can be said: "open" and
 * "closed" (nothing is known to change), "open-until", "closed-until", "due", and the last three with "-today" for moments of the reader's today.
 * What is said takes the place of what stands in a place, or in the [data-hours-said] in it. In templates, [data-there] is for the zone of the desk, and goes where both clocks show the same; <time> in it, and <time> outside, gets the moment.
 * Out: copies of templates with moments in them; what is not known stays as it was. Never: words of its own.
 */
import { type Data, type Timeline, due, join, readTarget, state, timeline } from "./hours";
import { attempt, start } from "./start";

/** Minutes after 1970 in UTC. */
const now = () => Math.floor(Date.now() / 60_000);

interface Desk {
  line: Timeline;
  zone: string;
}

function hours(module: HTMLElement): void {
  const desks = read(module.dataset.hours ?? "{}");
  const show = () => {
    const minute = now();
    for (const place of module.querySelectorAll<HTMLElement>("[data-hours-state], [data-hours-due]")) {
      attempt(() => fill(module, place, desks, minute));
    }
  };
  show();
  // A tab may sleep for days: what it says is looked at again when somebody looks at it.
  setInterval(show, 20_000);
  document.addEventListener("visibilitychange", show);
  window.addEventListener("pageshow", show);
}

function read(text: string): Map<string, Desk> {
  const desks = new Map<string, Desk>();
  for (const [id, data] of Object.entries(JSON.parse(text) as Record<string, Data>)) {
    const line = timeline(data);
    if (line) desks.set(id, { line, zone: data.zone });
  }
  return desks;
}

function fill(module: HTMLElement, place: HTMLElement, desks: ReadonlyMap<string, Desk>, minute: number): void {
  const { hoursState, hoursDue, target = "", clock = "" } = place.dataset;
  const named = (hoursState ?? hoursDue ?? "").split(" ").flatMap((id) => desks.get(id) ?? []);
  const [first, ...others] = named;
  if (!first) return;
  const line = join(first.line, ...others.map((desk) => desk.line));
  let word: string | undefined;
  let at: number | undefined;
  if (hoursState !== undefined) {
    const is = state(line, minute);
    at = is?.until;
    word = is && (is.open ? "open" : "closed") + (at === undefined ? "" : "-until");
  } else {
    const wanted = readTarget(target, clock);
    at = wanted && due(line, minute, wanted);
    word = at === undefined ? undefined : "due";
  }
  const key = `${word} ${at} ${at === undefined || sameDay(minute, at)}`;
  if (place.dataset.said === key) return;
  const said = word === undefined ? undefined : copy(module, word, at, minute, first.zone);
  if (said) (place.querySelector("[data-hours-said]") ?? place).replaceChildren(said);
  place.hidden = !said && place.dataset.said !== undefined;
  if (said) place.dataset.said = key;
}

/** The copy of a template with a moment in it; undefined where the page has none. */
function copy(module: HTMLElement, word: string, at: number | undefined, minute: number, zone: string): DocumentFragment | undefined {
  const today = at !== undefined && sameDay(minute, at);
  const template =
    (today ? module.querySelector<HTMLTemplateElement>(`template[data-hours-word="${word}-today"]`) : null) ??
    module.querySelector<HTMLTemplateElement>(`template[data-hours-word="${word}"]`);
  if (!template) return undefined;
  const fragment = template.content.cloneNode(true) as DocumentFragment;
  if (at === undefined) return fragment;
  const here = written(at, undefined, today);
  const there = written(at, zone, sameDate(at, zone));
  for (const element of fragment.querySelectorAll<HTMLElement>("[data-there]")) {
    // The same hour on the same day: said once. A browser that does not know the zone of the desk says its own time only.
    if (there === undefined || there === written(at, undefined, sameDate(at, zone))) element.remove();
  }
  for (const time of fragment.querySelectorAll("time")) {
    time.dateTime = new Date(at * 60_000).toISOString().replace(":00.000Z", "Z");
    time.textContent = (time.closest("[data-there]") ? there : here) ?? "";
  }
  return fragment;
}

/** A moment in the language of the page: time, and the day where it is not today; undefined for a zone that is not known. */
function written(at: number, timeZone: string | undefined, today: boolean): string | undefined {
  try {
    const { lang } = document.documentElement;
    // Beside a date, ICU would write 8:00 where it writes 08:00 alone, and tables have 08:00.
    const alone = new Intl.DateTimeFormat(lang, { timeStyle: "short", timeZone: "UTC" } as Intl.DateTimeFormatOptions);
    const hour = alone.format(8 * 3_600_000).startsWith("0") ? "2-digit" : "numeric";
    const options: Intl.DateTimeFormatOptions = { hour, minute: "2-digit", ...(timeZone ? { timeZone } : {}) };
    const day: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long" };
    return new Intl.DateTimeFormat(lang, today ? options : { ...day, ...options }).format(at * 60_000);
  } catch {
    return undefined;
  }
}

/** Whether the clocks of the reader and of the desk show the same day; a zone that is not known has no day. */
function sameDate(at: number, timeZone: string): boolean {
  try {
    const day = (zone?: string) => new Intl.DateTimeFormat("en", { dateStyle: "short", ...(zone ? { timeZone: zone } : {}) } as Intl.DateTimeFormatOptions).format(at * 60_000);
    return day() === day(timeZone);
  } catch {
    return false;
  }
}

/** Whether the reader's clock shows the same day at both minutes. */
const sameDay = (a: number, b: number) => new Date(a * 60_000).toDateString() === new Date(b * 60_000).toDateString();

start("hours", hours);
