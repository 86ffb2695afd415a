/** The table that the generator's formats are held against is what ICU says today. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { languages, table } from "../formats.mjs";

const stored = await readFile(new URL("../../generator/internal/locale/testdata/formats/icu.txt", import.meta.url), "utf8");
const cldr = /CLDR (\d+)/.exec(stored)[1];

test("every language has 60 values and more", () => {
  for (const lang of languages) {
    const values = stored.split("\n").filter((line) => line.startsWith(`    ${lang} `));
    assert.ok(values.length >= 60, `${lang}: ${values.length}`);
  }
});

test("the table is what ICU says", { skip: process.versions.cldr.startsWith(`${cldr}.`) ? false : `this ICU is not of CLDR ${cldr}` }, () => {
  assert.equal(table(), stored);
});
