/**
 * Twelve checks of focus, keyboard and announcements that no tool makes (docs/quality.md lists them by these names), on every kind of
 * page and through a flow. They know roles, states and data attributes, and nothing of how a page looks.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { stage, visit } from "../lib/browser.mjs";
import { kindsOf, largest, plain } from "../lib/kinds.mjs";
import { fragment, longest, route } from "../lib/model.mjs";
import { look, open, until } from "../lib/reader.mjs";
import { flowsOf, languages, root, types } from "../lib/site.mjs";
import { walkStops } from "../lib/stops.mjs";
import { answer, click, walkWithScript } from "../lib/walk.mjs";

const on = stage();
const forms = stage(types.site);
const [source] = languages;
const [name, flow] = largest();
const { passed } = route(flow, flow.examples[longest(flow)].given);
const report = flowsOf(types.project).get("report");
const zoomed = { viewport: { width: 320, height: 256 }, reducedMotion: "reduce" };
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
  await visit(on, { reducedMotion: "no-preference" }, async (page) => {
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

/** Every stop of the Tab key on every kind of page: `lang`, how the window is, and what it looks like. */
const tabs = once(async (key) => {
  const [lang, size, look_] = key.split(" ");
  const options = { ...(size === "zoomed" ? zoomed : desktop), ...looks[look_], allow: (fault) => /\b404\b/.test(fault) };
  const all = [];
  await visit(on, options, async (page) => {
    for (const [kind, path] of everyKind(lang)) {
      // What lies over a page is the same in every kind: backwards on two kinds, in the source language.
      for (const back of lang === source && size === "zoomed" && ["page", "flow"].includes(kind) ? [false, true] : [false]) {
        await page.goto("about:blank");
        await page.goto(`${on.origin}/${path}`);
        const walked = await walkStops(page, { key: back ? "Shift+Tab" : "Tab" });
        const skip = back ? undefined : await skipLink(page);
        all.push({ ...walked, where: `${kind} ${path}${back ? ", backwards" : ""}`, back, skip });
      }
    }
  });
  return all;
});
const looks = { light: {}, dark: { colorScheme: "dark" }, forced: { forcedColors: "active" } };

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
    test(`${lang}: a list and a number`, () =>
      visit(forms, {}, async (page) => {
        for (const hash of ["", "#signs=bug"]) {
          await page.goto("about:blank");
          await open(page, forms.origin, lang, "report", hash);
          const calm = await page.title();
          const prefix = await page.evaluate(() => document.querySelector("template[data-error-prefix]").content.textContent.trim());
          await page.locator("form button[type=submit]").locator("visible=true").click();
          await page.waitForFunction((was) => document.title !== was, calm);
          const seen = await page.evaluate(() => {
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
          assert.ok(seen.title.startsWith(prefix), `"${seen.title}" begins with "${prefix}"`);
          assert.deepEqual([seen.leads, seen.tied, seen.shown > 0, seen.text.every((text) => text.length > 5)], [true, true, true, true]);
          await answer(page, await look(page), hash === "" ? "network" : "7");
          const next = await until(page, (s) => s.focused === s.state && !s.title.startsWith(prefix));
          assert.ok(!next.title.startsWith(prefix), "the next step is calm again");
          assert.equal(next.error, "");
        }
      }));
  }
});

check("live regions are few, and silent until needed", () => {
  const live = (page) =>
    page.locator("[aria-live], [role=status], [role=alert], [role=log], output").evaluateAll((all) =>
      all.map((e) => ({ html: e.outerHTML.slice(0, 100), words: e.innerText.trim(), pushy: e.getAttribute("aria-live") === "assertive" || e.getAttribute("role") === "alert", holds: e.querySelectorAll("h1, h2, form, nav").length })));
  for (const lang of languages) {
    test(`${lang}: on every kind of page`, () =>
      visit(on, { allow: (fault) => /\b404\b/.test(fault) }, async (page) => {
        for (const [kind, path] of everyKind(lang)) {
          await page.goto(`${on.origin}/${path}`);
          const regions = await live(page);
          assert.ok(regions.length <= 3, `${kind}: ${regions.length} live regions`);
          for (const region of regions) assert.deepEqual([region.words, region.pushy, region.holds], ["", false, 0], `${kind}: ${region.html}`);
        }
      }));
    test(`${lang}: a step is told by its heading alone, what was left out by the notice`, async () => {
      const { spoken, notice } = await wayThrough(lang);
      assert.deepEqual(spoken, [], "nothing is said twice");
      assert.equal(notice.length, 1, "said once");
    });
  }
});

check("the focus is never covered", () => {
  for (const lang of languages) {
    test(`${lang}: every stop of every kind of page at 400 %`, async () => {
      const windows = lang === source ? ["zoomed light", "desktop light"] : ["zoomed light"];
      for (const size of windows) {
        for (const { where, stops, count } of await tabs(`${lang} ${size}`)) {
          assert.ok(stops.length >= Math.min(count, 3), `${where}: there are stops`);
          assert.deepEqual(stops.filter(({ seen }) => !seen).map((stop) => stop.name), [], `${where}, ${size}`);
        }
      }
    });
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
  // WCAG 2.5.8: 24 by 24, but for links in a sentence, and for what stands so far apart that circles of 24 px do not meet.
  const small = (min) => {
    const all = Array.from(document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=button], [role=tab]")).filter((e) => e.checkVisibility({ visibilityProperty: true }) && getComputedStyle(e).clipPath === "none");
    const box = (e) => {
      const boxes = [e, ...(e.labels ?? [])].map((one) => one.getBoundingClientRect());
      const reach = getComputedStyle(e, "::after");
      const row = reach.position === "absolute" && reach.content !== "none" ? e.offsetParent?.getBoundingClientRect() : undefined;
      return [...boxes, ...(row ? [row] : [])].reduce((best, one) => (one.width * one.height > best.width * best.height ? one : best));
    };
    const shape = all.map((e) => ({ e, box: box(e) })).filter(({ box }) => box.width > 0);
    const sentence = (e) => e.matches("a") && getComputedStyle(e).display === "inline" && e.closest("p, li, dd, td, dt, th, figcaption, caption, label")?.innerText.trim() !== e.innerText.trim();
    const centre = ({ box }) => [box.left + box.width / 2, box.top + box.height / 2];
    const alone = (one) => shape.every((other) => {
      if (other.e === one.e) return true;
      const [[x, y], { left, right, top, bottom, width, height }] = [centre(one), other.box];
      const [dx, dy] = [Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)];
      const gap = width < 24 || height < 24 ? Math.hypot(centre(other)[0] - x, centre(other)[1] - y) - 12 : Math.hypot(dx, dy);
      return gap >= 12;
    });
    return shape.filter((one) => (one.box.width < min - 0.01 || one.box.height < min - 0.01) && !(min === 24 && (sentence(one.e) || alone(one))))
      .map(({ e, box }) => `${Math.round(box.width)}×${Math.round(box.height)} ${e.outerHTML.slice(0, 120)}`);
  };
  const answers = () => {
    const all = Array.from(document.querySelectorAll("[data-state] :is(a[data-answer], a[data-none], a[data-next], button, input[type=text], input[type=radio], input[type=checkbox])")).filter((e) => e.checkVisibility());
    const height = (e) => Math.max(...[e, ...(e.labels ?? [])].map((one) => one.getBoundingClientRect().height));
    const width = (e) => Math.max(...[e, ...(e.labels ?? [])].map((one) => one.getBoundingClientRect().width));
    return { count: all.length, small: all.filter((e) => height(e) < 44 || width(e) < 44).map((e) => `${Math.round(width(e))}×${Math.round(height(e))} ${e.outerHTML.slice(0, 120)}`) };
  };
  for (const lang of languages) {
    for (const width of [320, 1280]) {
      test(`${lang}, ${width} px: 24 px everywhere, 44 px for answers`, () =>
        visit(on, { viewport: { width, height: 800 }, allow: (fault) => /\b404\b/.test(fault) }, async (page) => {
          for (const [kind, path] of everyKind(lang)) {
            await page.goto(`${on.origin}/${path}`);
            assert.deepEqual(await page.evaluate(small, 24), [], kind);
          }
          for (const hash of ["", fragment(passed.slice(0, Math.ceil(passed.length / 2))), fragment(passed)]) {
            await open(page, on.origin, lang, name, hash);
            assert.deepEqual(await page.evaluate(small, 24), [], hash);
            const { count, small: few } = await page.evaluate(answers);
            assert.deepEqual(few, [], hash);
            assert.ok(count > 0 || hash === fragment(passed), "there are answers");
          }
        }));
    }
    test(`${lang}: 44 px in forms`, () =>
      visit(forms, { viewport: { width: 320, height: 800 } }, async (page) => {
        for (const hash of ["", "#signs=bug"]) {
          await open(page, forms.origin, lang, "report", hash);
          const { count, small: few } = await page.evaluate(answers);
          assert.deepEqual([few, count > 1], [[], true], hash);
        }
      }));
  }
});

check("help and navigation are in the same place", () => {
  /** What repeats: the parts of the frame in their order, with the links in each that lead to the same place from everywhere. */
  const frame = () => {
    const parts = Array.from(document.querySelectorAll("body > header, body > footer, body > nav, body > header nav, body > header form, body > header [role=search], main")).map((e) => `${e.tagName} ${e.getAttribute("aria-label") ?? ""}`.trim());
    const help = Array.from(document.querySelectorAll("[data-help], [data-report], body > header a[href], body > footer a[href]"))
      .filter((e) => !e.closest("[data-languages]"))
      .map((e) => [e.closest("header, main, footer")?.tagName, e.matches("[data-report]") ? "report" : (e.textContent.trim() || e.getAttribute("aria-label"))].join(": "));
    return { parts, help };
  };
  /** The order of b's parts is that of a's, as far as both have them. */
  const agree = (a, b, where) => {
    const common = b.filter((part) => a.includes(part));
    assert.deepEqual(common, a.filter((part) => common.includes(part)), where);
  };
  for (const lang of languages) {
    test(`${lang}: the same order on every kind of page`, () =>
      visit(on, {}, async (page) => {
        let first;
        let shared = 0;
        for (const [kind, path] of kindsOf(lang)) {
          await page.goto(`${on.origin}/${path}`);
          const seen = await page.evaluate(frame);
          first ??= seen;
          agree(first.parts, seen.parts, `${kind}: parts`);
          agree(first.help, seen.help, `${kind}: links of the frame, and help`);
          shared += seen.help.filter((link) => first.help.includes(link)).length;
          assert.equal(seen.parts.filter((part) => part === "MAIN").length, 1, `${kind}: one main part`);
        }
        assert.ok(shared > 0, "there is a frame");
      }));
  }
});

check("everything one can use has a name and a role", () => {
  const usable = new Set(["button", "link", "checkbox", "radio", "textbox", "searchbox", "combobox", "listbox", "option", "tab", "slider", "switch", "menuitem", "spinbutton", "DisclosureTriangle"]);
  const landmarks = new Set(["banner", "navigation", "main", "contentinfo", "complementary", "search", "region", "form"]);
  const unnamed = async (page, cdp) => {
    const { nodes } = await cdp.send("Accessibility.getFullAXTree");
    const seen = nodes.filter(({ ignored, role }) => !ignored && role);
    const faults = [];
    const places = new Map();
    for (const node of seen) {
      const role = node.role.value;
      const label = node.name?.value?.trim() ?? "";
      const focusable = node.properties?.some(({ name, value }) => name === "focusable" && value.value) ?? false;
      const where = `${role} "${label}" #${node.backendDOMNodeId}`;
      if ((usable.has(role) || role === "image" || role === "img" || role === "table" || role === "group" || role === "dialog") && label === "" && !(role === "group" && !focusable) && !(role === "table" && !focusable)) faults.push(`no name: ${where}`);
      if (/\{\{|%!|undefined|\[object|^[a-z]+-[a-z-]+$/.test(label) && (usable.has(role) || landmarks.has(role))) faults.push(`a name for programs: ${where}`);
      if (focusable && ["generic", "none", "paragraph", "StaticText"].includes(role)) faults.push(`a stop without a role: ${where}`);
      if (landmarks.has(role)) places.set(`${role} "${label}"`, (places.get(`${role} "${label}"`) ?? 0) + 1);
    }
    for (const [place, times] of places) if (times > 1) faults.push(`${times} landmarks alike: ${place}`);
    for (const one of ["main"]) if (!Array.from(places.keys()).some((place) => place.startsWith(one))) faults.push(`no ${one}`);
    return { faults, count: seen.length };
  };
  for (const lang of languages) {
    test(`${lang}: in the accessibility tree of every kind of page and of a form with an error`, () =>
      visit(on, { allow: (fault) => /\b404\b/.test(fault) }, async (page, context) => {
        const cdp = await context.newCDPSession(page);
        for (const [kind, path] of everyKind(lang)) {
          await page.goto(`${on.origin}/${path}`);
          const { faults, count } = await unnamed(page, cdp);
          assert.deepEqual(faults, [], kind);
          assert.ok(count > 20, `${kind} has a tree`);
        }
        for (const hash of [fragment(passed.slice(0, 1)), fragment(passed)]) {
          await open(page, on.origin, lang, name, hash);
          assert.deepEqual((await unnamed(page, cdp)).faults, [], hash);
        }
      }));
    test(`${lang}: in a form, with an error`, () =>
      visit(forms, {}, async (page, context) => {
        const cdp = await context.newCDPSession(page);
        for (const hash of ["", "#signs=bug"]) {
          await open(page, forms.origin, lang, "report", hash);
          assert.deepEqual((await unnamed(page, cdp)).faults, [], hash);
          await page.locator("form button[type=submit]").locator("visible=true").click();
          assert.deepEqual((await unnamed(page, cdp)).faults, [], `${hash}, with an error`);
        }
      }));
  }
});

check("words of another language are marked as such", () => {
  /** Letters that only some of the languages write. */
  const letters = { ru: "\\p{Script=Cyrillic}", cs: "[ěščřžůťďňĚŠČŘŽŮŤĎŇ]", fr: "[œŒ]|[àèêâîûç]\\b" };
  const strange = ({ letters, lang }) => {
    const found = [];
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
    const langOf = (e) => e.closest("[lang]")?.getAttribute("lang")?.split("-")[0] ?? "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest("script, style")) continue;
      const at = langOf(node.parentElement);
      const owner = Object.entries(letters).find(([own, of]) => own !== at && new RegExp(of, "u").test(node.data) && !(at in letters && new RegExp(letters[at], "u").test(node.data)));
      if (owner && owner[0] !== "fr") found.push(`${owner[0]} in ${at}: ${node.data.trim().slice(0, 80)}`);
    }
    for (const link of document.querySelectorAll("a[hreflang]")) {
      const [to] = link.getAttribute("hreflang").split("-");
      const words = link.textContent.trim();
      if (to !== lang && words !== "" && link.closest("[data-languages]") && langOf(link) !== to) found.push(`a link in ${to} without lang: ${words}`);
    }
    for (const e of document.querySelectorAll("[aria-label], [title], [alt]")) {
      const words = ["aria-label", "title", "alt"].map((key) => e.getAttribute(key) ?? "").join(" ");
      if (langOf(e) !== "ru" && /\p{Script=Cyrillic}/u.test(words)) found.push(`an attribute in Russian: ${words}`);
      if (langOf(e) === "ru" && /[a-z]{4}/.test(words) && !/\p{Script=Cyrillic}/u.test(words)) found.push(`an attribute not in Russian: ${words}`);
    }
    return found;
  };
  for (const lang of languages) {
    test(`${lang}: on every kind of page`, () =>
      visit(on, { allow: (fault) => /\b404\b/.test(fault) }, async (page) => {
        for (const [kind, path] of everyKind(lang)) {
          await page.goto(`${on.origin}/${path}`);
          assert.deepEqual(await page.evaluate(strange, { letters, lang }), [], kind);
        }
      }));
  }
});

check("the Tab key passes through: skip link first, nothing twice, nothing left out, no trap", () => {
  for (const lang of languages) {
    for (const size of lang === source ? ["zoomed", "desktop"] : ["zoomed"]) {
      test(`${lang}, ${size}: every kind of page`, async () => {
        for (const { where, stops, count, positive, left, skip, back } of await tabs(`${lang} ${size} light`)) {
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
  for (const look_ of Object.keys(looks)) {
    test(`${source}: every kind of page, ${look_}`, async () => {
      for (const { where, stops } of await tabs(`${source} desktop ${look_}`)) {
        assert.deepEqual(stops.filter(({ ring }) => !ring).map((stop) => stop.name), [], `${where}: a ring`);
        const faint = stops.filter(({ contrast }) => contrast !== null && contrast < 3).map((stop) => `${stop.contrast.toFixed(2)} ${stop.name}`);
        assert.deepEqual(faint, [], `${where}: a ring one can see (3 to 1)`);
      }
    });
    test(`${source}: the heading of a step, ${look_}`, () =>
      visit(on, { ...desktop, ...looks[look_] }, async (page) => {
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
