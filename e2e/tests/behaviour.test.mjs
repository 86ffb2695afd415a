/**
 * Twelve checks of focus, keyboard and announcements that no tool makes (docs/quality.md lists them by these names), on every kind of
 * page and through a flow. They know roles, states and data attributes, and nothing of how a page looks.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { stage, visit } from "../lib/browser.mjs";
import { answers, frame, live, small, strange, unnamed } from "../lib/facts.mjs";
import { kindsOf, largest, plain } from "../lib/kinds.mjs";
import { fragment, longest, route } from "../lib/model.mjs";
import { look, lookAll, open, until } from "../lib/reader.mjs";
import { flowsOf, languages, root, types } from "../lib/site.mjs";
import { focusStops, walkStops } from "../lib/stops.mjs";
import { answer, click, walkWithScript } from "../lib/walk.mjs";

const on = stage();
const forms = stage(types.site);
const [source] = languages;
const [name, flow] = largest();
const { passed } = route(flow, flow.examples[longest(flow)].given);
const report = flowsOf(types.project).get("report");
const zoomed = { viewport: { width: 320, height: 256 }, reducedMotion: "reduce" };
const [wide, narrow] = [{ width: 1280, height: 800 }, { width: 320, height: 800 }];
const everything = process.env.WALK === "all";
const desktop = { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" };

const named = new Set();
/** A check: its name here is its name in docs/quality.md. */
function check(title, work) {
  named.add(title);
  describe(title, { concurrency: 2 }, work);
}

/** Kinds of pages of a language, and in the source language those of none. */
const everyKind = (lang) => [...kindsOf(lang), ...(lang === source ? plain : [])];

/** What is asked of several checks is looked at once: `work` is done for a key at its first use. */
function once(work) {
  const done = new Map();
  return (key) => done.get(key) ?? done.set(key, work(key)).get(key);
}

/** The longest way through the largest flow: what was seen at each step, which holds that the heading has the focus; what live regions said. */
const wayThrough = once(async (lang) => {
  const facts = {};
  await visit(on, { reducedMotion: lang === source ? "no-preference" : "reduce" }, async (page) => {
    await open(page, on.origin, lang, name);
    facts.calm = await page.evaluate(() => {
      window.spoken = [];
      for (const region of document.querySelectorAll("[aria-live], [role=status], [role=alert]")) {
        new MutationObserver(() => window.spoken.push(region.innerText.trim())).observe(region, { childList: true, characterData: true, subtree: true });
      }
      return document.activeElement === document.body;
    });
    const spoken = async () => (await page.evaluate(() => window.spoken)).filter(Boolean);
    facts.seen = await walkWithScript(page, flow, flow.examples[longest(flow)]);
    facts.spoken = await spoken();
    const [first] = passed.find(([, given]) => given !== "done");
    await click(page, page.locator(`[data-summary-list] a[data-change="${first}"]`));
    facts.changed = await until(page, (s) => s.node === first && s.focused === s.state);
    await page.goBack();
    facts.back = await until(page, (s) => s.state === facts.seen.at(-1).state && s.focused === s.state);
    await click(page, page.locator("a[data-restart]").locator("visible=true").first());
    facts.again = await until(page, (s) => s.state === facts.seen[0].state && s.focused === s.state);
    facts.tab = await page.evaluate(() => document.activeElement.tabIndex);
    await page.evaluate(() => void (location.hash = "#nonsense=yes"));
    await until(page, (s) => s.notice !== "");
    facts.notice = (await spoken()).slice(facts.spoken.length);
  });
  return facts;
});

/**
 * What is to be seen on every kind of page, at 1280 px and at 320 px, in one visit for all checks: in a flow also after its first answers, halfway
 * and at the end.
 */
const tour = once(async (lang) => {
  const all = [];
  await visit(on, { viewport: wide, allow: (fault) => /\b404\b/.test(fault) }, async (page, context) => {
    const cdp = await context.newCDPSession(page);
    const targets = async (where, flow) => {
      const found = [];
      for (const size of [wide, narrow]) {
        await page.setViewportSize(size);
        found.push({ where, width: size.width, small: await page.evaluate(small, 24), answers: flow ? await page.evaluate(answers) : undefined });
      }
      await page.setViewportSize(wide);
      return found;
    };
    for (const [kind, path] of everyKind(lang)) {
      await page.goto(`${on.origin}/${path}`);
      const facts = { kind, regions: await live(page), frame: await page.evaluate(frame), foreign: await strange(page, lang) };
      facts.targets = await targets(kind, kind === "flow");
      facts.trees = [{ where: kind, ...(await unnamed(cdp)) }];
      for (const hash of kind === "flow" ? [1, Math.ceil(passed.length / 2), passed.length].map((n) => fragment(passed.slice(0, n))) : []) {
        await lookAll(page, [hash]);
        facts.targets.push(...(await targets(hash, true)));
        facts.trees.push({ where: hash, ...(await unnamed(cdp)) });
      }
      all.push(facts);
    }
  });
  return all;
});

/** The same of a form: of a list and of a number, as it is and after it was sent empty. */
const formTour = once(async (lang) => {
  const all = [];
  await visit(forms, { viewport: narrow }, async (page, context) => {
    const cdp = await context.newCDPSession(page);
    for (const hash of ["", "#signs=bug"]) {
      await page.goto("about:blank");
      await open(page, forms.origin, lang, "report", hash);
      const facts = { hash, answers: await page.evaluate(answers), calm: await unnamed(cdp) };
      facts.prefix = await page.evaluate(() => document.querySelector("template[data-error-prefix]").content.textContent.trim());
      const was = await page.title();
      await page.locator("form button[type=submit]").locator("visible=true").click();
      await page.waitForFunction((title) => document.title !== title, was);
      facts.failed = await page.evaluate(() => {
        const at = document.activeElement;
        const shown = Array.from(document.querySelectorAll("[data-error]")).filter((e) => e.checkVisibility());
        const field = document.querySelector("[data-state]:not([hidden]) form input");
        const about = (e) => (e.getAttribute("aria-describedby") ?? "").split(" ");
        // The focus is on the field, or on a summary of errors whose link leads to it.
        const link = at.querySelector('a[href^="#"]');
        const leads = at === field || (link && link.getAttribute("href") === `#${field.id}`);
        const tied = shown.every((error) => [field, field.closest("fieldset")].some((e) => e && about(e).includes(error.id)));
        return { title: document.title, shown: shown.length, leads: Boolean(leads), tied, text: shown.map((e) => e.innerText.trim()) };
      });
      facts.wrong = await unnamed(cdp);
      await answer(page, await look(page), hash === "" ? "network" : "7");
      facts.next = await until(page, (s) => s.focused === s.state && !s.title.startsWith(facts.prefix));
      all.push(facts);
    }
  });
  return all;
});

/**
 * Every stop of the Tab key on every kind of page: `lang` and how the window is. Each stop is gone to by the key in the source language; in the others
 * on flows and on other kinds by turns, and by the script on the rest: the order is that of the page, which is the same. On a desk also in dark and in forced
 * colours, where only what a stop looks like may differ.
 */
const tabs = once(async (key) => {
  const [lang, size] = key.split(" ");
  const all = [];
  await visit(on, { ...(size === "zoomed" ? zoomed : desktop), allow: (fault) => /\b404\b/.test(fault) }, async (page) => {
    for (const [place, [kind, path]] of everyKind(lang).entries()) {
      const pressed = everything || lang === source || kind === "flow" || place % (languages.length - 1) === languages.indexOf(lang) - 1;
      // What lies over a page is the same in every kind: backwards on two kinds, in the source language.
      for (const back of lang === source && size === "zoomed" && ["page", "flow"].includes(kind) ? [false, true] : [false]) {
        await page.goto("about:blank");
        await page.goto(`${on.origin}/${path}`);
        const walked = pressed ? await walkStops(page, { key: back ? "Shift+Tab" : "Tab" }) : await focusStops(page);
        const skip = back || !pressed ? undefined : await skipLink(page);
        const looks = {};
        for (const [look_, media] of Object.entries(size === "desktop" ? others : {})) {
          await page.emulateMedia(media);
          looks[look_] = (await focusStops(page)).stops;
        }
        await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
        all.push({ ...walked, where: `${kind} ${path}${back ? ", backwards" : ""}`, pressed, back, skip, looks: { light: walked.stops, ...looks } });
      }
    }
  });
  return all;
});
const others = { dark: { colorScheme: "dark" }, forced: { colorScheme: "light", forcedColors: "active" } };

/** The first stop: can it be seen, where does it lead, does the focus go there? */
async function skipLink(page) {
  const facts = await page.evaluate(() => {
    const [first] = window.stops.order;
    first.focus();
    const box = first.getBoundingClientRect();
    const target = document.getElementById(first.getAttribute("href")?.slice(1));
    return { seen: box.width > 40 && box.height >= 24 && box.top >= 0, to: target?.tagName };
  });
  await page.keyboard.press("Enter");
  return { ...facts, focus: await page.evaluate(() => document.activeElement.tagName) };
}

check("focus is on the heading after each step", () => {
  for (const lang of languages) {
    test(`${lang}: onwards, change, Back, start again`, async () => {
      const { calm, seen, changed, back, again, tab } = await wayThrough(lang);
      assert.equal(calm, true, "a page that was opened keeps its focus at the top");
      assert.equal(seen.length, passed.length + 1);
      assert.equal(changed.focused, changed.state, "change");
      assert.equal(back.focused, seen.at(-1).state, "Back");
      assert.equal(again.focused, seen[0].state, "start again");
      assert.equal(tab, -1, "what gets the focus so is no stop of the Tab key");
    });
  }
});

check("the title of the window names each step", () => {
  for (const lang of languages) {
    test(`${lang}: no two steps have one title`, async () => {
      const { seen } = await wayThrough(lang);
      const titles = seen.map(({ title }) => title);
      assert.equal(new Set(titles).size, titles.length, titles.join("\n"));
      for (const { title, heading } of seen.slice(1)) assert.ok(title.includes(heading), `"${title}" names "${heading}"`);
    });
  }
});

check("choosing sends nothing", () => {
  for (const lang of languages) {
    test(`${lang}: ticking, typing, focusing an answer`, () =>
      visit(forms, {}, async (page) => {
        await open(page, forms.origin, lang, "report");
        const start = await look(page);
        const boxes = page.locator("form input[type=checkbox]").locator("visible=true");
        for (const box of await boxes.all()) await box.focus().then(() => page.keyboard.press("Space"));
        const ticked = await look(page);
        assert.deepEqual([ticked.hash, ticked.state, ticked.title], [start.hash, start.state, start.title], "ticked");
        await answer(page, ticked, "bug");
        const number = await until(page, (s) => s.by === "number");
        const field = page.locator("form input[type=text]").locator("visible=true");
        await field.fill("12");
        await field.blur();
        const typed = await look(page);
        assert.deepEqual([typed.hash, typed.state], [number.hash, number.state], "typed and left");
        for (const key of ["ArrowUp", "ArrowDown", "Escape"]) await field.press(key);
        assert.equal((await look(page)).hash, number.hash, "keys of the field");
        await open(page, forms.origin, lang, "other");
        const one = await look(page);
        for (const link of await page.locator(`[data-state="${one.state}"] a[data-answer]`).all()) {
          await link.focus();
          await page.keyboard.press("Space");
          await page.keyboard.press("ArrowDown");
        }
        const left = await look(page);
        assert.deepEqual([left.hash, left.state], [one.hash, one.state], "focused");
      }));
  }
});

check("an error is told, tied to its field, and named in the title", () => {
  for (const lang of languages) {
    test(`${lang}: a list and a number`, async () => {
      const seen = await formTour(lang);
      assert.equal(seen.length, 2);
      for (const { failed, prefix, next } of seen) {
        assert.ok(failed.title.startsWith(prefix), `"${failed.title}" begins with "${prefix}"`);
        assert.deepEqual([failed.leads, failed.tied, failed.shown > 0, failed.text.every((text) => text.length > 5)], [true, true, true, true]);
        assert.ok(!next.title.startsWith(prefix), "the next step is calm again");
        assert.equal(next.error, "");
      }
    });
  }
});

check("live regions are few, and silent until needed", () => {
  for (const lang of languages) {
    test(`${lang}: on every kind of page`, async () => {
      for (const { kind, regions } of await tour(lang)) {
        assert.ok(regions.length <= 3, `${kind}: ${regions.length} live regions`);
        for (const region of regions) assert.deepEqual([region.words, region.pushy, region.holds], ["", false, 0], `${kind}: ${region.html}`);
      }
    });
    test(`${lang}: a step is told by its heading alone, what was left out by the notice`, async () => {
      const { spoken, notice } = await wayThrough(lang);
      assert.deepEqual(spoken, [], "nothing is said twice");
      assert.equal(notice.length, 1, "said once");
    });
  }
});

check("the focus is never covered", () => {
  for (const lang of languages) {
    for (const size of lang === source ? ["zoomed", "desktop"] : ["zoomed"]) {
      test(`${lang}: every stop of every kind of page, ${size === "zoomed" ? "at 400 %" : size}`, async () => {
        for (const { where, stops, count } of await tabs(`${lang} ${size}`)) {
          assert.ok(stops.length >= Math.min(count, 3), `${where}: there are stops`);
          assert.deepEqual(stops.filter(({ seen }) => !seen).map((stop) => stop.name), [], `${where}, ${size}`);
        }
      });
    }
    test(`${lang}: the heading of a step at 400 %`, () =>
      visit(on, zoomed, async (page) => {
        await open(page, on.origin, lang, name);
        await answer(page, await look(page), passed[0][1]);
        await until(page, (s) => s.focused === s.state && s.node === passed[1][0]);
        const top = await page.evaluate(() => document.activeElement.getBoundingClientRect().top);
        assert.ok(top >= 0 && top < zoomed.viewport.height - 20, `it is in sight, at ${top} px`);
      }));
  }
});

check("targets are large enough", () => {
  for (const lang of languages) {
    test(`${lang}, 320 px and 1280 px: 24 px everywhere, 44 px for answers`, async () => {
      const all = (await tour(lang)).flatMap(({ targets }) => targets);
      for (const size of [narrow, wide]) assert.ok(all.filter(({ width, answers }) => width === size.width && answers).length === 4, "a flow at four places");
      for (const { where, width, small, answers } of all) {
        assert.deepEqual(small, [], `${where}, ${width} px`);
        if (!answers) continue;
        assert.deepEqual(answers.small, [], `${where}, ${width} px`);
        assert.ok(answers.count > 0 || where === fragment(passed), "there are answers");
      }
    });
    test(`${lang}: 44 px in forms`, async () => {
      for (const { hash, answers } of await formTour(lang)) assert.deepEqual([answers.small, answers.count > 1], [[], true], hash);
    });
  }
});

check("help and navigation are in the same place", () => {
  /** The order of b's parts is that of a's, as far as both have them. */
  const agree = (a, b, where) => {
    const common = b.filter((part) => a.includes(part));
    assert.deepEqual(common, a.filter((part) => common.includes(part)), where);
  };
  for (const lang of languages) {
    test(`${lang}: the same order on every kind of page`, async () => {
      const own = (await tour(lang)).filter(({ kind }) => kindsOf(lang).has(kind));
      const [{ frame: first }] = own;
      let shared = 0;
      for (const { kind, frame: seen } of own) {
        agree(first.parts, seen.parts, `${kind}: parts`);
        agree(first.help, seen.help, `${kind}: links of the frame, and help`);
        shared += seen.help.filter((link) => first.help.includes(link)).length;
        assert.equal(seen.parts.filter((part) => part === "MAIN").length, 1, `${kind}: one main part`);
      }
      assert.ok(shared > 0, "there is a frame");
    });
  }
});

check("everything one can use has a name and a role", () => {
  for (const lang of languages) {
    test(`${lang}: in the accessibility tree of every kind of page and of a form with an error`, async () => {
      for (const { where, faults, count } of (await tour(lang)).flatMap(({ trees }) => trees)) {
        assert.deepEqual(faults, [], where);
        assert.ok(count > 20, `${where} has a tree`);
      }
    });
    test(`${lang}: in a form, with an error`, async () => {
      for (const { hash, calm, wrong } of await formTour(lang)) {
        assert.deepEqual(calm.faults, [], hash);
        assert.deepEqual(wrong.faults, [], `${hash}, with an error`);
      }
    });
  }
});

check("words of another language are marked as such", () => {
  for (const lang of languages) {
    test(`${lang}: on every kind of page`, async () => {
      for (const { kind, foreign } of await tour(lang)) assert.deepEqual(foreign, [], kind);
    });
  }
});

check("the Tab key passes through: skip link first, nothing twice, nothing left out, no trap", () => {
  for (const lang of languages) {
    for (const size of lang === source ? ["zoomed", "desktop"] : ["zoomed"]) {
      test(`${lang}, ${size}: every kind of page`, async () => {
        const pressed = (await tabs(`${lang} ${size}`)).filter((walk) => walk.pressed);
        assert.ok(pressed.length >= 3, `${pressed.length} walks`);
        for (const { where, stops, count, positive, left, skip, back } of pressed) {
          assert.deepEqual(positive, [], `${where}: no order of its own`);
          const order = Array.from({ length: count }, (_, i) => (back ? count - 1 - i : i));
          assert.deepEqual(stops.map(({ at }) => at), order, `${where}: all stops, in the order of the page`);
          assert.ok(left, `${where}: the focus leaves the page`);
          if (!back) assert.deepEqual(skip, { seen: true, to: "MAIN", focus: "MAIN" }, `${where}: the skip link`);
        }
      });
    }
  }
});

check("the focus can be seen at every stop", () => {
  for (const look_ of ["light", ...Object.keys(others)]) {
    test(`${source}: every kind of page, ${look_}`, async () => {
      for (const { where, count, looks } of await tabs(`${source} desktop`)) {
        const stops = looks[look_];
        assert.equal(stops.length, count, `${where}: all of them`);
        assert.deepEqual(stops.filter(({ ring }) => !ring).map((stop) => stop.name), [], `${where}: a ring`);
        const faint = stops.filter(({ contrast }) => contrast !== null && contrast < 3).map((stop) => `${stop.contrast.toFixed(2)} ${stop.name}`);
        assert.deepEqual(faint, [], `${where}: a ring one can see (3 to 1)`);
      }
    });
    test(`${source}: the heading of a step, ${look_}`, () =>
      visit(on, { ...desktop, ...others[look_] }, async (page) => {
        await open(page, on.origin, source, name);
        await page.locator("a[data-answer]").locator("visible=true").first().focus();
        await page.keyboard.press("Enter");
        await until(page, (s) => s.focused === s.state);
        const seen = await page.evaluate(() => {
          const { boxShadow, outlineStyle } = getComputedStyle(document.activeElement);
          return boxShadow !== "none" || outlineStyle !== "none";
        });
        assert.ok(seen, "shows that it has the focus");
      }));
  }
});

test("docs/quality.md lists these checks, and no others", () => {
  const doc = readFileSync(join(root, "docs", "quality.md"), "utf8");
  const [, list] = /<!-- twelve -->([\s\S]*?)<!-- end twelve -->/.exec(doc);
  const listed = Array.from(list.matchAll(/^\d+\. \*\*(.+?)\*\*/gm), ([, title]) => title);
  assert.deepEqual(listed, Array.from(named));
  assert.equal(listed.length, 12);
});
