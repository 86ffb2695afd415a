/**
 * Does a drill as a learner does, and saves the record.
 * In: a frame with the page of drills, a case as fixtures/drills.json has it. Out: what the page says of it; the record as saved. Never: an
 * address made up: all is reached by links and buttons of the page.
 *
 * A case is `{ drill, mode, answers }`. An answer is the question, the answer as addresses write it, and what comes before: `hint` opens the hint,
 * `languages` changes the language. A question that was answered before is gone back to.
 */
import { readFile } from "node:fs/promises";
import { look, until } from "./reader.mjs";
import { answer, framed } from "./walk.mjs";

const START = Date.parse("2026-11-26T12:00:00Z");
const SECONDS = 7;

/** A clock that stands still, and is put forward by hand: each answer of each case takes as long. */
export function clock(page) {
  let now = START;
  return { tick: () => page.clock.setFixedTime((now += SECONDS * 1000)) };
}

/** Does a case, from the page of its drills to its result. `others`: languages to change to and fro; without any the page is loaded anew instead. */
export async function drill(frame, { drill: key, mode, answers }, time, others) {
  const [, id] = key.split("/");
  await time.tick();
  await frame.locator(`[data-drill="${id}"] [data-drill-start] a[href*="mode=${mode}"]`).click();
  let lang = await running(frame);
  for (const [question, value, { hint, languages } = {}] of answers) {
    await time.tick();
    if (hint) await frame.locator(".state:not([hidden]) .drill-hint summary").click();
    if (languages) lang = await change(frame, others.find((other) => other !== lang));
    let seen = await look(frame);
    if (seen.node !== question) {
      await frame.locator(`[data-summary-list] a[data-change="${question}"]`).click();
      seen = await until(frame, (now) => now.node === question);
    }
    await time.tick();
    await answer(frame, seen, value, framed);
    await until(frame, (now) => now.state !== seen.state);
  }
  const result = frame.locator("[data-drill-result]");
  await result.waitFor();
  const rows = await result.locator("[data-rows] tr").evaluateAll((all) => all.map((row) => row.querySelector(".mark-fits") !== null));
  return {
    points: Number(/\d+/.exec(await result.locator("[data-points-of]").innerText())),
    verdict: await result.locator("[data-verdict]").getAttribute("data-verdict"),
    rows,
    end: (await look(frame)).node,
  };
}

/** Waits until a case is under way on a page that was loaded since, and gives the language of the page. */
async function running(frame, lang = "") {
  await frame.locator(`html${lang && `[lang="${lang}"]`}:not([data-old]) .drills[data-running] .state:not([hidden])`).first().waitFor();
  return frame.evaluate(() => document.documentElement.lang);
}

async function change(frame, to) {
  await frame.evaluate(() => document.documentElement.toggleAttribute("data-old", true));
  if (to === undefined) await frame.evaluate(() => void setTimeout(() => location.reload()));
  else await frame.locator(`[data-languages] a[hreflang="${to}"]`).first().evaluate((link) => link.click());
  return running(frame, to);
}

/** Saves the record of the page, under a name. */
export async function saved(frame, learner) {
  await frame.locator("[data-record] [data-name]").fill(learner);
  const waiting = frame.page().waitForEvent("download");
  await frame.locator('[data-record] [data-save="json"]').click();
  return JSON.parse(await readFile(await (await waiting).path(), "utf8"));
}
