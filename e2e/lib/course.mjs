/**
 * A course in a platform: packages unpacked beside the platform's page, served from loopback; cases done in its frame.
 * In: the zips that "signpost bundle" made. Out: a folder to serve; what a learner does. Never: a file of a package changed.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { here, root } from "./site.mjs";
import { strictApi } from "./strict-api.mjs";
import { answer, framed } from "./walk.mjs";

export const courses = resolve(process.env.COURSES ?? join(root, "bin", "courses"));

/** The page of a platform: the course in a frame, the run-time of scorm-again or the strict one at hand. */
const PLATFORM = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>Platform</title><script src="scorm-again.js"></script><script src="strict.js"></script>
<style>body{margin:0}iframe{inline-size:100%;block-size:95vh;border:0}</style></head><body><iframe id="course" title="Course"></iframe></body></html>`;

/** Unpacks packages by name into folders beside the platform's page. `done` removes all. */
export function campus(packages) {
  const folder = mkdtempSync(join(tmpdir(), "signpost-campus-"));
  for (const [name, zip] of Object.entries(packages)) execFileSync("unzip", ["-q", join(courses, zip), "-d", join(folder, name)], { env: { ...process.env, LC_ALL: "C" } });
  writeFileSync(join(folder, "index.html"), PLATFORM);
  writeFileSync(join(folder, "404.html"), "");
  writeFileSync(join(folder, "strict.js"), strictApi.toString());
  copyFileSync(join(here, "node_modules", "scorm-again", "dist", "scorm-again.min.js"), join(folder, "scorm-again.js"));
  return { folder, done: () => rmSync(folder, { recursive: true }) };
}

/** What the page of a course says of it. */
export function aboutOf(folder, name) {
  const [, text] = /data-about="([^"]*)"/.exec(readFileSync(join(folder, name, "index.html"), "utf8"));
  return JSON.parse(text.replace(/&#34;/g, '"').replace(/&#39;/g, "'").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&"));
}

/** The pages of the course within its frame. */
export const pagesIn = (frame) => frame.frameLocator(".course-pages");

/** Waits until the course has a page in this language, and has told the platform of it: the page itself is there before. */
export const speaks = (frame, tag) => frame.locator(`.course-pages[lang="${tag}"]`).waitFor();

const SEEN = ".flow[data-script] .state:not([hidden])";

/** Gives an answer to the question seen, however it is asked, and waits for what comes after it. */
async function give(pages, value) {
  const state = pages.locator(SEEN);
  const seen = await state.evaluate((section) => ({
    state: section.dataset.state,
    by: section.dataset.type,
    answers: Object.fromEntries(Array.from(section.querySelectorAll("input[type=checkbox]"), ({ value }) => [value, ""])),
  }));
  await answer(pages, seen, value, framed);
  // A case may end at another flow, where no other state is seen.
  await pages.locator(`${SEEN}:not([data-state="${seen.state}"]), [data-drill-result]:not([hidden])`).first().waitFor();
}

/** Passes the steps and results on the way, which are no answers of the case. */
async function pass(pages) {
  const between = pages.locator(`${SEEN}:is([data-kind="step"], [data-kind="result"])`);
  await pages.locator(SEEN).waitFor();
  while ((await between.count()) > 0) {
    const id = await between.getAttribute("data-state");
    await between.locator("a[data-next]").click();
    await pages.locator(`${SEEN}:not([data-state="${id}"])`).waitFor();
  }
}

/** Begins a case from the list of all cases, and gives the answers. */
export async function drill(pages, key, mode, answers) {
  // The page may be on its way: its heading comes before what tells the two apart.
  await pages.locator(".training-cases, a[data-index]").first().waitFor();
  if ((await pages.locator(".training-cases").count()) === 0) await pages.locator("a[data-index]").first().click();
  await pages.locator(`.training-cases [data-key="${key}"] a`).click();
  await pages.locator(`[data-drill="${key.split("/")[1]}"] [data-drill-start] a[href*="mode=${mode}"]`).click();
  await go(pages, answers);
}

/** Gives answers, one after another. */
export async function go(pages, answers) {
  for (const value of answers) {
    await pass(pages);
    await give(pages, value);
  }
}
