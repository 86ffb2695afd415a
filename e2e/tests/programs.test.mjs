/**
 * What programs read of partners, read by other programs: calendars, cards and terms.json by Debian's icalendar, vobject and jsonschema, opening_hours by opening_hours.js, structured data
 * by the rules of schema.org and Google. What they say must be what the page says, and what terms.json says.
 * In: PARTNERS, a folder with a site for each partner, built on 26 November 2026; vectors/hours/osm.jsonl. No browser.
 */
process.env.TZ = "UTC"; // opening_hours.js reads the clock of the machine: minutes here are those of the desk's clock
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, test } from "node:test";
import OpeningHours from "opening_hours";
import { load } from "../lib/modules.mjs";
import { here, root, site } from "../lib/site.mjs";

const { timeline } = await load("hours");

const folder = resolve(process.env.PARTNERS ?? join(root, "bin", "partners"));
const TODAY = Date.parse("2026-11-26") / 86_400_000;
const DAY = 1440;

/** Joins intervals that touch. */
function merged(list) {
  const out = [];
  for (const [from, to] of list.filter(([from, to]) => from < to).sort((a, b) => a[0] - b[0])) {
    if (out.length > 0 && from <= out.at(-1)[1]) out.at(-1)[1] = Math.max(out.at(-1)[1], to);
    else out.push([from, to]);
  }
  return out;
}

/** The hours of each day by the desk's clock, as a page's data have them: [day, [from, to, …]]. */
function planOf({ first, days, runs }) {
  const out = [];
  for (let i = 0; i < runs.length; i += 2) for (let k = 0; k < runs[i + 1]; k++) out.push([first + out.length, days[runs[i]]]);
  return out;
}

/** What is open in a span of days, by that clock. */
function openIn(plan, from, count) {
  const pairs = plan.flatMap(([day, p]) => p.flatMap((minute, i) => (i % 2 === 0 ? [[day * DAY + minute, day * DAY + p[i + 1]]] : [])));
  return merged(pairs.map(([a, b]) => [Math.max(a, from * DAY), Math.min(b, (from + count) * DAY)]));
}

/** The same as opening_hours.js understands it; country: where the place is. */
function evaluated(osm, from, count, country) {
  const where = country ? { lat: 50, lon: 10, address: { country_code: country.toLowerCase(), state: "" } } : null;
  const at = (day) => new Date(day * DAY * 60_000);
  return merged(new OpeningHours(osm, where).getOpenIntervals(at(from), at(from + count)).map(([a, b]) => [a / 60_000, b / 60_000]));
}

/** Days on which two lists of intervals are not the same. */
function differing(a, b, from, count) {
  const on = (list, day) => JSON.stringify(list.map(([x, y]) => [Math.max(x, day * DAY), Math.min(y, (day + 1) * DAY)]).filter(([x, y]) => x < y));
  return Array.from({ length: count }, (_, i) => from + i).filter((day) => on(a, day) !== on(b, day)).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
}

describe("opening_hours", () => {
  const lines = readFileSync(join(here, "vectors", "hours", "osm.jsonl"), "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));

  test("opening_hours.js says the same as the table and a hundred random schedules, wherever it believes to be", () => {
    assert.ok(lines.length >= 150, `${lines.length} schedules`);
    for (const x of lines) {
      const want = openIn(planOf(x), x.from, x.count);
      for (const country of ["", ...(x.country ? [x.country] : [])]) assert.deepEqual(evaluated(x.osm, x.from, x.count, country), want, `${x.id} ${country}: ${x.osm}`);
    }
  });

  test("on a map, PH are the days that are off here", () => {
    // What is custom and not law is off here for those who say so: Good Friday and Liberation Day in the Netherlands. Days off instead of those
    // at a weekend, in Bulgaria, the two count in different ways: one more reason why the string for programs has dates.
    const known = { NL: ["2027-03-26", "2027-05-05"], BG: ["2026-12-26", "2026-12-28", "2027-05-01", "2027-05-02", "2027-05-04", "2027-12-26", "2027-12-27", "2027-12-28"] };
    const tags = lines.filter(({ id }) => id.startsWith("tag "));
    assert.ok(tags.length >= 6);
    for (const x of tags) {
      const days = differing(evaluated(x.tag, x.from, x.count, x.country), openIn(planOf(x), x.from, x.count), x.from, x.count);
      assert.deepEqual(days, known[x.country] ?? [], `${x.id}: ${x.tag}`);
    }
  });
});

/** What the programs of Debian read. */
const read = () => {
  try {
    return JSON.parse(execFileSync("/usr/bin/python3", [join(here, "lib", "readers.py"), folder], { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] }));
  } catch (cause) {
    throw new Error(`${cause.stderr || cause.message}\nIf a module is missing: e2e/install-tools installs python3-icalendar, python3-vobject and python3-jsonschema of Debian.`);
  }
};

const page = (...path) => readFileSync(join(folder, ...path, "index.html"), "utf8");
const unescaped = (text) => text.replace(/&#(\d+);/g, (_, n) => String.fromCodePoint(n)).replace(/&#x([0-9a-f]+);/gi, (_, n) => String.fromCodePoint(parseInt(n, 16))).replace(/&quot;/g, '"').replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
const dataOf = (html) => JSON.parse(unescaped(/ data-hours="([^"]*)"/.exec(html)[1]));
const structuredOf = (html) => JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)[1]);
const ids = readdirSync(folder).filter((id) => existsSync(join(folder, id, "terms.json")));
const termsOf = (id) => JSON.parse(readFileSync(join(folder, id, "terms.json"), "utf8"));
const iso = (minute) => new Date(minute * 60_000).toISOString();
const week = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Hours as terms.json writes them, as the page's data do. */
const minutesOf = (list = []) =>
  list.flatMap((text) => {
    const [from, to] = text.split("-").map((t) => t.split(":").reduce((h, m) => h * 60 + Number(m), 0));
    return [from, to > from ? to : to + DAY];
  });

/** The days of a year that are not those of the week. */
const unusual = (schedule, data) =>
  planOf(data).filter(([day, p]) => day >= TODAY && day < TODAY + 365 && JSON.stringify(p) !== JSON.stringify(minutesOf(schedule.week[week[(day + 4) % 7]]))).map(([day]) => day);

describe("files of partners", () => {
  const programs = read();

  test("six partners", () => {
    assert.equal(ids.length, 6);
    assert.deepEqual(Object.keys(programs), ids.sort());
  });

  for (const id of ids) {
    const terms = termsOf(id);
    const { schema, languages } = programs[id];

    test(`${id}: jsonschema takes terms.json, and not one that is broken`, () => {
      assert.deepEqual(schema.errors, []);
      assert.equal(schema.broken, terms.hours.length);
    });

    test(`${id}: opening_hours.js says the same as the page`, () => {
      const data = dataOf(page(id, terms.languages[0], "terms"));
      for (const { id: name, openingHours } of terms.hours) assert.deepEqual(evaluated(openingHours, TODAY, 365), openIn(planOf(data[name]), TODAY, 365), `${name}: ${openingHours}`);
    });

    test(`${id}: security.txt is there where the page leads to it`, () => {
      const file = join(folder, id, ".well-known", "security.txt");
      assert.equal(page(id, terms.languages[0], "terms").includes('href="../../.well-known/security.txt"'), existsSync(file));
      if (existsSync(file)) assert.match(readFileSync(file, "utf8"), /^(Contact: (mailto|https|tel):\S+\n)+Expires: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\n/m);
    });

    for (const [lang, { calendar, card }] of Object.entries(languages)) {
      test(`${id}, ${lang}: icalendar finds the hours of the page, and the days that differ`, () => {
        const data = dataOf(page(id, lang, "terms"));
        assert.ok(calendar.name.startsWith(terms.organisation.brand ?? terms.organisation.name), calendar.name);
        assert.equal(new Set(calendar.events.map(([uid]) => uid)).size, calendar.events.length);
        for (const [uid, , , , tag] of calendar.events) {
          assert.match(uid, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
          assert.equal(tag, lang);
        }
        let timed = 0;
        let whole = 0;
        for (const schedule of terms.hours) {
          const { open, from, to } = timeline(data[schedule.id]);
          const always = open.length === 1 && open[0][0] === from && open[0][1] === to;
          const mine = calendar.events.filter(([, start, , summary]) => start.includes("T") && summary === schedule.name[lang]);
          const want = always ? [] : open.map(([a, b]) => [iso(a), iso(b)]);
          assert.deepEqual(mine.map(([, a, b]) => [a, b].map((x) => new Date(x).toISOString())), want, schedule.id);
          timed += mine.length;
          // A closure goes over days that have no hours anyway.
          const days = calendar.events.filter(([, start, , summary]) => !start.includes("T") && summary.startsWith(schedule.name[lang]));
          const covered = days.flatMap(([, a, b]) => Array.from({ length: (Date.parse(b) - Date.parse(a)) / 86_400_000 }, (_, i) => Date.parse(a) / 86_400_000 + i));
          const differ = unusual(schedule, data[schedule.id]);
          assert.deepEqual(differ.filter((day) => !covered.includes(day)), [], `${schedule.id}: days without an event`);
          assert.equal(new Set(covered).size, covered.length, `${schedule.id}: a day twice`);
          for (const [, a, b] of days) assert.ok(differ.some((day) => day >= Date.parse(a) / 86_400_000 && day < Date.parse(b) / 86_400_000), `${schedule.id}: nothing differs from ${a} to ${b}`);
          whole += days.length;
        }
        assert.equal(timed + whole, calendar.events.length);
      });

      test(`${id}, ${lang}: vobject finds the fields of the card`, () => {
        const all = (name) => card.filter(([field]) => field === name);
        const value = (name) => all(name).map(([, , text]) => text);
        const label = (group) => card.find(([name, g]) => name === "X-ABLABEL" && g === group)?.[2];
        const o = terms.organisation;
        assert.deepEqual([value("VERSION"), value("KIND"), value("UID"), value("ORG"), value("FN")], [["4.0"], ["org"], [o.website], [o.name], [o.brand ?? o.name]]);
        assert.deepEqual(value("NOTE"), [terms.texts.find((text) => text.id === lang).description]);
        const [address, country] = value("ADR")[0].split("|");
        assert.equal(address, o.address.join(", "));
        assert.equal(country, new Intl.DisplayNames(lang, { type: "region" }).of(o.country));
        const channels = terms.channels.filter(({ severities }) => !severities);
        const ways = (name) => all(name).map(([, group, text]) => [text, label(group)]);
        const named = (by) => channels.filter((c) => by.includes(c.by)).map((c) => [c.at, c.name[lang]]);
        assert.deepEqual(ways("TEL"), named(["phone"]).map(([at, name]) => [`tel:${at}`, name]));
        assert.deepEqual(ways("EMAIL"), named(["email"]));
        assert.deepEqual(ways("URL"), [[o.website, undefined], ...named(["portal", "form", "chat"])]);
      });
    }
  }
});

/** What schema.org and Google's documents on organisations, local businesses and offers ask for, read a second time. */
const required = {
  Organization: ["name"],
  PropertyValue: ["propertyID", "value"],
  PostalAddress: ["streetAddress", "addressCountry"],
  ContactPoint: ["contactType"],
  OpeningHoursSpecification: ["opens", "closes"],
  Service: ["name", "provider", "offers"],
  ServiceChannel: ["availableLanguage"],
  Offer: ["price"],
  UnitPriceSpecification: ["price", "priceCurrency"],
  BreadcrumbList: ["itemListElement"],
  ItemList: ["itemListElement"],
  ListItem: ["position", "name", "item"],
};

/** Every object with a type below a value. */
const things = (value) => (Array.isArray(value) ? value.flatMap(things) : value && typeof value === "object" ? [...(value["@type"] ? [value] : []), ...Object.values(value).flatMap(things)] : []);

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const minuteOf = (text) => (text === "23:59" ? DAY : text.split(":").reduce((h, m) => h * 60 + Number(m), 0));

/** The hours of a day by a list of OpeningHoursSpecification, as schema.org reads them: certain days first; an end before its beginning is on the next day. */
function specified(list, day) {
  const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
  const special = list.filter((s) => s.validFrom && s.validFrom <= date && date <= s.validThrough);
  const used = special.length > 0 ? special : list.filter((s) => s.dayOfWeek?.includes(weekdays[(day + 4) % 7]));
  return used.flatMap((s) => {
    const [from, to] = [minuteOf(s.opens), minuteOf(s.closes)];
    return s.opens === "00:00" && s.closes === "00:00" ? [] : [from, to > from ? to : to + DAY];
  });
}

describe("structured data", () => {
  for (const id of ids) {
    test(`${id}: whole, and the same as terms.json and the hours of the page`, () => {
      const terms = termsOf(id);
      const o = terms.organisation;
      for (const lang of terms.languages) {
        for (const path of ["terms", "terms/contact"]) {
          const html = page(id, lang, path);
          const list = structuredOf(html);
          const where = `${id}/${lang}/${path}`;
          for (const thing of things(list)) {
            assert.ok(required[thing["@type"]], `${where}: ${thing["@type"]}`);
            for (const key of required[thing["@type"]]) assert.ok(thing[key]?.length !== 0 && thing[key] !== undefined, `${where}: ${thing["@type"]} without ${key}`);
          }
          const of = (type) => list.filter((thing) => thing["@type"] === type);
          const [who] = of("Organization");
          assert.equal(who.name, o.brand ?? o.name);
          if (path === "terms") {
            assert.equal(who.legalName, o.name);
            assert.equal(who.url, o.website);
            const vat = o.ids.find((x) => /dic|btw|tva|vat/.test(x.id));
            assert.equal(who.vatID, vat?.value);
            assert.equal(who.address.addressCountry, o.country);
          } else {
            assert.equal(who.legalName, undefined, "the sheet does not say it");
          }
          const channels = terms.channels.filter((c) => !c.severities && c.by !== "visit");
          assert.deepEqual(who.contactPoint.map((c) => [c.telephone ?? c.email ?? c.url, c.name, c.availableLanguage]), channels.map((c) => [c.at, c.name[lang], c.languages]));
          const data = dataOf(html);
          for (const [i, point] of who.contactPoint.entries()) {
            const general = channels[i].hours.filter((name) => !terms.hours.find((h) => h.id === name).severities);
            assert.equal(general.length, 1);
            for (const [day, want] of planOf(data[general[0]])) {
              if (day >= TODAY && day < TODAY + 365) assert.deepEqual(specified(point.hoursAvailable, day), want, `${where}: ${point.name}, ${iso(day * DAY)}`);
            }
          }
          const services = of("Service");
          assert.deepEqual(services.map(({ name }) => name), terms.plans.map(({ name }) => name[lang]));
          for (const [i, service] of services.entries()) {
            assert.deepEqual(service.provider, { "@id": who["@id"] });
            const plan = terms.plans[i];
            const offers = plan.free ? [["0", undefined, undefined, undefined]] : plan.prices.map((p) => [Number(p.amount), p.currency, p.per, p.vat === "exempt" ? undefined : p.vat === "included"]);
            assert.deepEqual(service.offers.map((x) => [x.priceSpecification ? Number(x.price) : x.price, x.priceCurrency, x.priceSpecification?.unitText, x.priceSpecification?.valueAddedTaxIncluded]), offers);
            for (const offer of service.offers) assert.deepEqual([offer.validFrom, offer.validThrough], [terms.version.validFrom, terms.version.validThrough]);
          }
        }
        const old = readdirSync(join(folder, id, lang, "terms")).filter((name) => /^\d/.test(name));
        for (const name of old) assert.ok(!things(structuredOf(page(id, lang, "terms", name))).some((x) => x["@type"] === "Offer"), `${name} offers something`);
      }
    });
  }

  test("the directory lists all of them", () => {
    const html = readFileSync(join(site, "en", "partners", "index.html"), "utf8");
    const [list] = structuredOf(html).filter((x) => x["@type"] === "ItemList");
    const names = ids.map((id) => termsOf(id).organisation).map((o) => o.brand ?? o.name);
    assert.deepEqual(list.itemListElement.map((x) => x.item.name).sort(), names.sort());
    for (const thing of things(list)) for (const key of required[thing["@type"]]) assert.ok(thing[key] !== undefined, `${thing["@type"]} without ${key}`);
  });
});
