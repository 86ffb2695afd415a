/**
 * What ICU says of numbers, money, dates and lists in seven languages, for generator/internal/locale to be held against.
 * In: nothing. Out, on stdout: the text of its testdata/formats/icu.txt. Never: a verdict.
 */
import { fileURLToPath } from "node:url";

export const languages = ["en", "ru", "nl", "nl-BE", "fr", "fr-BE", "cs"];

/** Spaces that cannot be told apart by eye, by name. */
const names = new Map([["\u00a0", "[nbsp]"], ["\u202f", "[nnbsp]"], ["\u2009", "[thin]"], ["\u2212", "[minus]"]]);
const visible = (text) => Array.from(text, (c) => names.get(c) ?? c).join("");

const noon = (date) => new Date(`${date}T12:00:00Z`);
const dated = (style) => (lang) => new Intl.DateTimeFormat(lang, { dateStyle: style, timeZone: "UTC" });
/** ICU rounds to three places unless told; ours never rounds: a decimal has the places it was written with. */
const places = (value) => {
  const n = value.split(".")[1]?.length ?? 0;
  return { minimumFractionDigits: n, maximumFractionDigits: n };
};
const list = (type) => (lang, value) => new Intl.ListFormat(lang, { type }).format(value.split(" "));

const counted = ["0", "1", "2", "5", "11", "21", "1.5", "1000000"];

/** By kind: how ICU writes a value, and the values. */
const kinds = {
  number: [
    (lang, v) => new Intl.NumberFormat(lang, places(v)).format(v),
    ["0", "7", "999", "1000", "12345", "1000000", "1234567.89", "0.5", "21.50", "-5", "9007199254740993"],
  ],
  percent: [
    (lang, v) => new Intl.NumberFormat(lang, { style: "percent", ...places(v) }).format(Number(v) / 100),
    ["0", "21.5", "99.95", "100", "1250"],
  ],
  money: [
    (lang, v) => {
      const [amount, currency] = v.split(" ");
      return new Intl.NumberFormat(lang, { style: "currency", currency }).format(amount);
    },
    ["1234.50 EUR", "0 EUR", "99 EUR", "1000000 EUR", "1234.50 RUB", "1234.50 CZK", "1234.50 USD", "-12.30 EUR"],
  ],
  short: [(lang, v) => dated("short")(lang).format(noon(v)), ["2025-03-05", "2026-11-21", "2024-12-31"]],
  medium: [
    (lang, v) => dated("medium")(lang).format(noon(v)),
    Array.from({ length: 12 }, (_, i) => `2026-${String(i + 1).padStart(2, "0")}-${15 + i}`),
  ],
  long: [
    (lang, v) => dated("long")(lang).format(noon(v)),
    ["2025-03-05", ...Array.from({ length: 12 }, (_, i) => `2026-${String(i + 1).padStart(2, "0")}-${String(4 + i).padStart(2, "0")}`), "2026-05-01"],
  ],
  full: [
    (lang, v) => dated("full")(lang).format(noon(v)),
    ["2025-03-05", "2026-06-01", "2026-06-02", "2026-06-04", "2026-06-05", "2026-06-06", "2026-06-07"],
  ],
  time: [
    (lang, v) => new Intl.DateTimeFormat(lang, { timeStyle: "short", timeZone: "UTC" }).format(new Date(`2025-03-05T${v}Z`)),
    ["14:05", "09:00", "00:05", "12:00"],
  ],
  ...Object.fromEntries(
    ["minute", "hour", "day", "week", "month"].map((unit) => [
      unit,
      [
        (lang, v) => new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long", ...places(v) }).format(v),
        counted,
      ],
    ]),
  ),
  plural: [
    (lang, v) => new Intl.PluralRules(lang, places(v)).select(v),
    [...counted, "1.0", "3", "12", "22", "25", "100", "101", "1000001", "2000000", "1000000.0"],
  ],
  and: [list("conjunction"), ["A", "A B", "A B C", "A B C D"]],
  or: [list("disjunction"), ["A B", "A B C"]],
  duration: [
    (lang, v) => {
      const unit = (n, name) => new Intl.NumberFormat(lang, { style: "unit", unit: name, unitDisplay: "long" }).format(n);
      const [hours, minutes] = [Math.floor(v / 60), v % 60];
      const parts = [...(hours ? [unit(hours, "hour")] : []), ...(minutes || !hours ? [unit(minutes, "minute")] : [])];
      return new Intl.ListFormat(lang, { type: "unit" }).format(parts);
    },
    ["0", "30", "60", "90", "125"],
  ],
  range: [
    (lang, v) => new Intl.NumberFormat(lang).formatRange(...v.split(" ").map(Number)),
    ["3 5", "1000 2000"],
  ],
};

/** The whole text. */
export function table() {
  const out = [`# Written by e2e/formats.mjs from ICU, CLDR ${process.versions.cldr}. Each value as every language writes it.`];
  for (const [kind, [format, values]] of Object.entries(kinds)) {
    for (const value of values) {
      out.push("", `${kind} ${value}`, ...languages.map((lang) => `    ${lang.padEnd(6)} ${visible(format(lang, value))}`));
    }
  }
  return `${out.join("\n")}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(table());
