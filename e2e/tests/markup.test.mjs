/** The files as files: html-validate over every page of the source language, the types of the theme's script, all languages complete. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { HtmlValidate } from "html-validate";
import { kindOf, kindsOf } from "../lib/kinds.mjs";
import { config, files, flows, here, languages, root, site } from "../lib/site.mjs";

// The elements are the same in every language; the Nu Html Checker (tests/vnu) reads every page of all.
// Reviews and cases are of one form each, filled with data: one of each tells of all.
const kinds = [...kindsOf(languages[0]).values()].map((path) => `${path}index.html`);
const own = files.filter((name) => !languages.slice(1).some((lang) => name.startsWith(`${lang}/`)));
const checked = process.env.WALK === "all" ? files : own.filter((name) => kinds.includes(name) || !["review", "drills"].includes(kindOf(name)));

test(`html-validate finds nothing on ${checked.length} pages`, async () => {
  const rules = JSON.parse(readFileSync(join(here, ".htmlvalidate.json"), "utf8"));
  const validator = new HtmlValidate(rules);
  const found = [];
  for (const name of checked) {
    const { results } = await validator.validateString(readFileSync(join(site, name), "utf8"), name);
    for (const { messages } of results) {
      for (const { line, column, message, ruleId } of messages) found.push(`${name}:${line}:${column}: ${message} [${ruleId}]`);
    }
  }
  assert.equal(found.length, 0, `${found.length} findings\n${found.slice(0, 40).join("\n")}`);
});

test("tsc finds nothing in the theme", async () => {
  const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const theme = join(root, "themes", config.theme ?? "signpost");
  // The worker has no document: its globals are others.
  for (const part of [theme, join(theme, "assets", "worker")]) {
    const { stdout } = await promisify(execFile)(process.execPath, [tsc, "--noEmit", "-p", part]).catch((error) => error);
    assert.equal(stdout, "");
  }
});

test("every language of the project is there, with the same pages", () => {
  assert.deepEqual(languages, config.languages);
  const below = (lang) => files.filter((name) => name.startsWith(`${lang}/`)).map((name) => name.slice(lang.length));
  for (const lang of languages) {
    assert.deepEqual(below(lang), below(languages[0]), lang);
    for (const name of flows.keys()) assert.ok(existsSync(join(site, lang, name, "index.html")), `${lang}/${name}`);
  }
  for (const name of ["index.html", "404.html"]) assert.ok(files.includes(name), name);
});

test("what every page must say of itself", () => {
  for (const name of files) {
    const html = readFileSync(join(site, name), "utf8");
    const lang = languages.find((l) => name.startsWith(`${l}/`)) ?? languages[0];
    assert.match(html, new RegExp(`^<!doctype html>\\s*<html lang="${lang}"`, "i"), name);
    assert.match(html, /<head>\s*<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy"/, name);
    assert.doesNotMatch(html, /<meta name="generator"|\son[a-z]+="|<script(?![^>]* src=)(?! type="application\/ld\+json">)/, name);
  }
});
