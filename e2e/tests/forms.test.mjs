/** Questions with several answers or a number, results on the way, older ids, "why this result": on the small project fixtures/types. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { HtmlValidate } from "html-validate";
import { axe, schemes } from "../lib/axe.mjs";
import { stage, visit } from "../lib/browser.mjs";
import { longest, route } from "../lib/model.mjs";
import { look, open, until } from "../lib/reader.mjs";
import { flowsOf, here, types } from "../lib/site.mjs";
import { answer, click, keys, mouse, steps, walkWithScript, walkWithoutScript } from "../lib/walk.mjs";

const on = stage(types.site);
const flows = flowsOf(types.project);
const languages = ["en", "ru", "nl", "fr", "cs"];
const everything = process.env.WALK === "all";
const report = flows.get("report");
const users = "#signs=bug";
const degrees = "#signs=bug&how-large.users=7&how-large.small=done";

const field = (page) => page.locator("form input[type=text]").locator("visible=true");
const submit = (page) => page.locator("form button").locator("visible=true").click();

/** What a reader is told is wrong, and how it is tied to where the focus is. */
const wrong = (page) =>
  page.evaluate(() => {
    const box = document.activeElement;
    const link = box.matches("[data-error-summary]") ? box.querySelector("a") : null;
    link?.click();
    const at = document.activeElement;
    const about = (at.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "");
    const shown = Array.from(document.querySelectorAll("[data-error]")).filter((error) => error.checkVisibility());
    return {
      errors: shown.map((error) => error.dataset.error),
      tied: shown.every((error) => about.includes(error.textContent)),
      group: shown.every((error) => (at.closest("fieldset")?.getAttribute("aria-describedby") ?? error.id) === error.id),
      invalid: at.getAttribute("aria-invalid"),
      tag: at.tagName,
      summary: shown.every((error) => error.textContent.endsWith(link?.textContent)) && link?.textContent !== "" && link?.getAttribute("href") === `#${at.id}`,
      titled: shown.every((error) => document.title.startsWith(error.querySelector(".visually-hidden").textContent.trim())),
    };
  });

describe("every example", { concurrency: 2 }, () => {
  for (const [place, lang] of languages.entries()) {
    for (const script of [true, false]) {
      // The script and the addresses are the same in every language: in the others the longest of each flow, with script and without by turns.
      if (!everything && place > 0 && (place % 2 === 1) !== script) continue;
      test(`${lang}: ${script ? "with" : "without"} script`, () =>
        visit(on, { script }, async (page) => {
          for (const [name, flow] of flows) {
            const known = steps();
            let away = true;
            for (const title of everything || place === 0 ? Object.keys(flow.examples) : [longest(flow)]) {
              const example = flow.examples[title];
              const { end } = route(flow, example.given);
              assert.equal(end, example.expect, `${name}/${title}: flow.yaml leads there`);
              if (away) await open(page, on.origin, lang, name);
              away = end.startsWith("flow:");
              const walk = script ? walkWithScript : walkWithoutScript;
              await walk(page, flow, example, { known }).catch((error) => {
                error.message = `${name}/${title}: ${error.message}`;
                throw error;
              });
            }
          }
        }));
    }
  }
  test("by keyboard", () =>
    visit(on, {}, async (page) => {
      for (const title of [longest(report), "both", "no-signs"]) {
        await open(page, on.origin, "en", "report");
        await walkWithScript(page, report, report.examples[title], { hand: keys });
      }
      await open(page, on.origin, "en", "report");
      await page.locator("form input").first().focus();
      await page.keyboard.press("Space");
      await page.keyboard.press("Enter");
      assert.equal((await until(page, (s) => s.hash === users)).hash, users, "Enter sends the form from an option");
    }));
});

describe("what was entered", { concurrency: 2 }, () => {
  for (const lang of languages) {
    test(`${lang}: errors are shown, tied to the field, and go away`, () =>
      visit(on, { viewport: { width: 320, height: 640 }, reducedMotion: "reduce" }, async (page) => {
        const accessible = async () => {
          for (const [colorScheme, rules] of schemes(everything || lang === languages[0])) {
            await page.emulateMedia({ colorScheme });
            assert.deepEqual(await axe(page, { rules }), [], colorScheme);
          }
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing scrolls sideways");
        };
        await open(page, on.origin, lang, "report");
        await accessible();
        await submit(page);
        assert.deepEqual(await wrong(page), { errors: ["empty"], tied: true, group: true, invalid: null, tag: "INPUT", summary: true, titled: true });
        await accessible();
        await answer(page, await look(page), "network");
        const next = await until(page, (s) => s.focused === s.state);
        assert.deepEqual([next.node, next.error], ["how-large.users", ""]);
        await accessible();

        await open(page, on.origin, lang, "report", degrees);
        const faults = { "": "empty", "  ": "empty", warm: "whole", "1,5": "whole", "1.5": "whole", "12 34": "whole", "1 2": "whole", "--1": "whole", "1e1": "whole", "-51": "small", 151: "large", 99999999999999999999: "large" };
        for (const [typed, fault] of Object.entries(faults)) {
          await field(page).fill(typed);
          await submit(page);
          const seen = await wrong(page);
          assert.deepEqual(seen, { errors: [fault], tied: true, group: true, invalid: "true", tag: "INPUT", summary: true, titled: true }, JSON.stringify(typed));
          assert.equal(await field(page).inputValue(), typed, "what was typed stays");
        }
        await accessible();
        await field(page).fill("\u22125");
        await submit(page);
        const after = await until(page, (s) => s.node === "write-down");
        assert.deepEqual([after.error, after.focused], ["", after.state]);
        assert.ok(after.hash.endsWith("&degrees=-5"), after.hash);
      }));

    test(`${lang}: numbers as people write them`, () =>
      visit(on, {}, async (page) => {
        const own = new Intl.NumberFormat(lang).format(250000);
        for (const typed of ["250000", "250 000", "250\u00a0000", "250\u202f000", " 250000 ", "0250000", own]) {
          await open(page, on.origin, lang, "report");
          await open(page, on.origin, lang, "report", users);
          await field(page).fill(typed);
          await page.keyboard.press("Enter");
          const seen = await until(page, (s) => s.node === "how-large.region");
          assert.equal(seen.hash, "#signs=bug&how-large.users=250000", JSON.stringify(typed));
          assert.equal(seen.summary.at(-1)[1], own);
          await click(page, page.locator('[data-summary-list] a[data-change="how-large.users"]'));
          assert.equal(await field(page).inputValue(), own, "change shows it as the language writes it");
        }
      }));
  }

  test("none of these excludes the others, and the others it", () =>
    visit(on, {}, async (page) => {
      await open(page, on.origin, "en", "report");
      const ticked = () => page.locator("form input:checked").evaluateAll((all) => all.map((box) => box.value).join());
      for (const [id, now] of [["bug", "bug"], ["network", "bug,network"], ["none", "none"], ["outage", "outage"], ["none", "none"], ["none", ""]]) {
        await mouse.tick(page, page.locator(`form input[value="${id}"]`));
        assert.equal(await ticked(), now, `after ${id}`);
      }
    }));

  test("Back and change show what was chosen, starting again does not", () =>
    visit(on, {}, async (page) => {
      await open(page, on.origin, "en", "report");
      await answer(page, await look(page), "none");
      await until(page, (s) => s.node === "nothing");
      await page.goBack();
      assert.deepEqual((await until(page, (s) => s.node === "signs")).earlier, ["none"], "Back");
      await page.goForward();
      await click(page, page.locator('a[data-change="signs"]').locator("visible=true").first());
      assert.deepEqual((await until(page, (s) => s.node === "signs")).earlier, ["none"], "change");
      await answer(page, await look(page), "bug,network");
      await until(page, (s) => s.node === "write-down");
      await page.reload();
      assert.deepEqual((await look(page)).node, "write-down");
      await click(page, page.locator("a[data-restart]").locator("visible=true"));
      assert.deepEqual((await until(page, (s) => s.node === "signs")).earlier, []);
    }));
});

describe("addresses", { concurrency: 2 }, () => {
  test("options in any order, older ids, and what is no answer", () =>
    visit(on, {}, async (page) => {
      const at = async (hash) => {
        await page.goto("about:blank");
        await open(page, on.origin, "en", "report", hash);
        const { node, summary, notice, words } = await look(page);
        return { node, answers: summary.map(([, given]) => given), notice: Object.keys(words).find((name) => words[name] === notice) ?? notice };
      };
      const [bug, network] = ["Something works in another way than the description says", "The network is slow, or fails now and then"];
      for (const hash of ["#signs=bug,network", "#signs=network,bug", "#signs=bug%2Cnetwork", "#symptoms=defect,network", "#symptoms=network,defect", "#signs=bug,network&symptoms=bug,network"]) {
        assert.deepEqual(await at(hash), { node: "write-down", answers: [`${bug}; ${network}`], notice: "" }, hash);
      }
      const old = await at("#symptoms=bug&how-big.people=7&how-big.small=done&degrees=-20&note=done");
      assert.deepEqual(old, { node: "call", answers: [bug, "7", "Noted", "\u221220", "Done"], notice: "" });
      for (const hash of ["#signs=bug,smoke", "#signs=none,bug", "#signs=yes", "#signs=30", "#signs=bug,,network", "#signs=,", "#signs=bug&symptoms=none&signs=network"]) {
        const seen = await at(hash);
        assert.equal(seen.notice, "unknown", hash);
      }
      for (const value of ["1000001", "-1", "007", "1e3", "0x10", "1.0", "99999999999999999999999999", "Infinity", "0..49", "none", "bug,network"]) {
        assert.deepEqual(await at(`#signs=bug&how-large.users=${value}`), { node: "how-large.users", answers: [bug], notice: "unknown" }, value);
      }
      assert.equal((await at("#signs=none&degrees=5")).notice, "dropped", "off this way");
    }));

  for (const script of [true, false]) {
    test(`an older name of a state, ${script ? "with" : "without"} script`, () =>
      visit(on, { script }, async (page) => {
        for (const [old, state] of [["how-big.people", "how-large.users"], ["phone", "call"], ["how-big.small", "how-large.small"], ["write-down", "write-down~"], ["note", "write-down~"]]) {
          await page.goto("about:blank");
          await open(page, on.origin, "en", "report", `#${old}`);
          const seen = await look(page);
          assert.ok(seen.state.startsWith(state), `${old} shows ${seen.state}`);
          assert.equal(seen.states.length, 1);
        }
      }));
  }
});

describe("why this result", { concurrency: 2 }, () => {
  const open_ = async (page, lang, hash) => {
    await open(page, on.origin, lang, "report", hash);
    await page.locator("details > summary").locator("visible=true").click();
    return page.locator("[data-why-list] > li").evaluateAll((rows) =>
      rows.map((row) => [row.querySelector("p").innerText, ...Array.from(row.querySelectorAll("li"), (line) => line.innerText)]),
    );
  };
  test("the answers that decided, and where others lead", () =>
    visit(on, {}, async (page) => {
      assert.deepEqual(await open_(page, "en", "#signs=network&how-large.users=49&how-large.small=done&degrees=30"), [
        [
          "What do you see? The network is slow, or fails now and then",
          "If you had chosen “Something works in another way than the description says” as well: a further step, “Write down what you saw”",
          "If you had answered “None of these”: There is nothing to report",
          "If you had chosen “Nothing works at all” as well: another set of questions, “Something else”",
        ],
        [
          "How many users are affected? 49",
          "If you had answered “0”: an interim result, “Nobody is affected”",
          "If you had answered “50 or more”: a further question, “Where are they?”",
        ],
        [
          "How warm is it in the server room? 30",
          "If you had answered “Less than \u221219” or “From \u221219 to \u22121”: a further step, “Write down what you saw”",
          "If you had answered “31”: Call the help desk",
          "If you had answered “32 or more”: another set of questions, “Something else”",
        ],
      ]);
    }));
  for (const lang of languages) {
    test(`${lang}: in its words, closed at first, accessible when open`, () =>
      visit(on, { viewport: { width: 320, height: 640 } }, async (page) => {
        await open(page, on.origin, lang, "report", "#signs=none");
        assert.equal(await page.locator("details[open]").count(), 0);
        const rows = await open_(page, lang, "#signs=network&how-large.users=2&how-large.small=done&degrees=31");
        assert.equal(rows.length, 3);
        assert.doesNotMatch(rows.flat().join(), /%%|[{}]|undefined/);
        assert.deepEqual(await axe(page), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing scrolls sideways");
      }));
  }
});

test("print: all states with links before the first answer, the form of the open question under way", () =>
  visit(on, {}, async (page) => {
    for (const [hash, forms, lists] of [["", 0, true], [users, 1, false]]) {
      await page.goto("about:blank");
      await open(page, on.origin, "en", "report", hash);
      await page.emulateMedia({ media: "print" });
      const visible = (selector) => page.locator(selector).evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
      assert.deepEqual([await visible("form"), (await visible("a[data-answer]")) > 0, await visible("form button")], [forms, lists, 0], hash);
    }
  }));

test("html-validate finds nothing", async () => {
  const validator = new HtmlValidate(JSON.parse(readFileSync(join(here, ".htmlvalidate.json"), "utf8")));
  for (const lang of languages) {
    for (const name of flows.keys()) {
      const { results } = await validator.validateString(readFileSync(join(types.site, lang, name, "index.html"), "utf8"));
      assert.deepEqual(results.flatMap(({ messages }) => messages.map(({ line, message, ruleId }) => `${lang}/${name}:${line}: ${message} [${ruleId}]`)), []);
    }
  }
});
