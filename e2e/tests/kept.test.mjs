/**
 * A site with a service worker, below the root of its host, under the policy that servers send: a server that is there, gone, and back with another version.
 * With WALK=all every language is kept, a server is slow, and one worker takes over from another under a reader who reads on.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { alone } from "../lib/alone.mjs";
import { axe } from "../lib/axe.mjs";
import { launch } from "../lib/browser.mjs";
import { base, host, listOf, pagesIn, releases, versionOf } from "../lib/releases.mjs";
import { slowed } from "../lib/slow.mjs";

const everything = process.env.WALK === "all";
let browser, first, second, done;

before(async () => {
  ({ first, second, done } = releases());
  browser = await launch();
});
after(async () => {
  await browser?.close();
  done?.();
});

/** A reader, and what must not happen: errors, messages, requests to others, files that did not come. */
async function reader(work, allow = () => false) {
  const on = host();
  await on.start(first);
  const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, reducedMotion: "reduce" });
  const faults = [];
  const fault = (text) => {
    if (!allow(text)) faults.push(text);
  };
  context.on("console", (message) => fault(`console ${message.type()}: ${message.text()} ${message.location().url}`));
  context.on("weberror", (error) => fault(`error: ${error.error().stack ?? error.error()}`));
  context.on("request", (request) => request.url().startsWith(on.home) || /^(about:blank|file:)/.test(request.url()) || fault(`request to elsewhere: ${request.url()}`));
  context.on("requestfailed", (request) => request.failure()?.errorText !== "net::ERR_ABORTED" && fault(`request failed: ${request.url()} ${request.failure()?.errorText}`));
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await slowed(page);
    await work({ on, context, page });
    assert.deepEqual(faults, []);
  } catch (error) {
    if (faults.length > 0 && error.code !== "ERR_ASSERTION") error.message += `\nbefore that: ${faults.join("\n")}`;
    throw error;
  } finally {
    await context.close();
    await on.kill();
  }
}

/** The caches of the site by name, with the paths in each. */
const cachesIn = (page) =>
  page.evaluate(async (home) => {
    const all = {};
    for (const name of await caches.keys()) all[name] = (await (await caches.open(name)).keys()).map(({ url }) => url.replace(home, ""));
    return all;
  }, new URL(base, page.url()).href);
const registrations = (page) => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope));
/** The versions on the device, by the names of their caches: to look into a cache that a worker is about to delete would make it anew. */
const versionsOn = (page) => page.evaluate(async () => (await caches.keys()).filter((name) => name.includes(" h1:")));
/** Waits until the device has what a test says. */
const until = async (page, what, look = cachesIn) => {
  for (const end = Date.now() + 60_000; ; await page.waitForTimeout(50)) {
    const now = await look(page);
    if (what(now)) return now;
    assert.ok(Date.now() < end, `it does not come: ${JSON.stringify(now)}`);
  }
};
/** Waits until a worker answers for the page: what it needs is kept before. */
const answered = (page) => page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
/** What a browser says of a server that is gone, or that went in the middle of an answer. */
const GONE = /ERR_(CONNECTION_(REFUSED|RESET|CLOSED)|EMPTY_RESPONSE)|status of 503/;
const control = (page) => page.locator("[data-module=offline-keep]");
async function keep(page, home, lang) {
  await page.goto(`${home}${lang}/offline/`);
  await control(page).locator("[data-keep-site]:visible").click();
  await control(page).locator("[data-shown=kept]:visible").waitFor();
}

test("what was read, and all of a language that a reader keeps, opens when the server is dead; a new version replaces it after the notice", () =>
  reader(
    async ({ on, context, page }) => {
      const name = `signpost ${encodeURIComponent(base)} ${versionOf(first)}`;
      // The first visit: the page, its assets, the pages of the offline side, and no more.
      await page.goto(`${on.home}en/guides/?for=partner`);
      const shell = (await until(page, (now) => now[name]?.includes("en/guides/index.html")))[name];
      assert.deepEqual(shell.filter((path) => path.endsWith(".html")).sort(), ["en/guides/index.html", "en/offline/index.html", "en/offline/unavailable/index.html", "index.html"]);
      assert.deepEqual(await registrations(page), [on.home]);
      assert.ok(!on.asked.some((path) => path.startsWith("ru/") || path === "en/search/index.js"), "nothing of it is for later");

      // All of the language, by keyboard.
      await page.goto(`${on.home}en/offline/`);
      const button = control(page).locator("[data-keep-site]:visible");
      await button.waitFor();
      assert.deepEqual(await axe(page), []);
      assert.ok((await control(page).innerText()).includes(listOf(first, "en").size.replace(" ", "\u00a0")) || (await control(page).innerText()).includes(listOf(first, "en").size), "its size is told");
      await button.focus();
      await page.keyboard.press("Enter");
      await control(page).locator("[data-shown=kept]:visible").waitFor();
      assert.ok((await page.evaluate(() => document.activeElement.id)) === "signpost_keep", "the focus is not lost");
      assert.deepEqual(await axe(page, { rules: ["color-contrast", "aria-progressbar-name", "aria-hidden-focus"] }), []);
      const files = Object.keys(listOf(first, "en").files);
      assert.deepEqual(files.filter((path) => !shell.includes(path) && !on.asked.includes(path)), [], "what was fetched is the list");
      if (everything) for (const lang of ["ru", "nl", "fr", "cs"]) await keep(page, on.home, lang);

      // Connections are refused, not only cut.
      await on.kill();
      for (const lang of everything ? ["en", "ru", "nl", "fr", "cs"] : ["en"]) {
        for (const path of pagesIn(first, lang)) {
          const response = await page.goto(on.home + path.replace(/index\.html$/, ""));
          assert.equal(response.status(), 200, path);
          assert.equal(await page.evaluate(() => document.querySelector("h1").checkVisibility() && getComputedStyle(document.body).margin), "0px", path);
        }
      }
      await page.goto(`${on.home}en/guides/start/?for=partner#x=y`);
      await page.locator("[data-offline-notice] .offline-bar").waitFor(); // it is a copy
      assert.deepEqual(await axe(page), []);
      await page.goto(`${on.home}en/guides`);
      assert.equal(new URL(page.url()).pathname, `${base}en/guides/`);
      await page.locator(".search-open").click();
      await page.locator("[data-search-field]").fill("guide");
      await page.locator("[data-search-results] [role=option]").first().waitFor();
      // A flow with its answers, which stay in the address; nothing that is kept has them in its name.
      await page.goto(`${on.home}en/size/`);
      await page.goto(on.home);
      assert.ok(await page.locator("h1").isVisible());
      for (const paths of Object.values(await cachesIn(page))) for (const path of paths) assert.ok(!/[?#](?!page=|wishes)/.test(path), path);

      if (!everything) {
        const missing = await page.goto(`${on.home}en/nothing/`);
        assert.equal(missing.status(), 503);
        assert.deepEqual([await page.locator("h1").isVisible(), await page.evaluate(() => document.styleSheets.length > 0)], [true, true]);
        await page.locator("[data-pages] a").nth(3).waitFor(); // it leads to what is there, of which the worker tells
        assert.deepEqual(await axe(page), []);
        await page.locator("[data-pages] a").first().click();
        await page.locator("[data-offline-notice] .offline-bar").waitFor();
      }

      // The server comes back with another version while a page of the first is open.
      await page.goto(`${on.home}en/guides/start/`);
      await on.start(second);
      const other = await context.newPage();
      await other.goto(`${on.home}en/guides/start/`);
      assert.ok((await other.locator("main").innerText()).includes("second version"), "who asks now reads what is now");
      await page.locator("[data-take]").waitFor();
      assert.ok(!(await page.locator("main").innerText()).includes("second version"), "a page that is open stays as it is");
      await page.waitForTimeout(300);
      assert.ok(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).waiting !== null), "the newer worker waits");
      const both = await versionsOn(page);
      assert.equal(both.length, 2, "the older version is there until the notice is accepted");
      const changed = pagesIn(second, "en").filter((path) => listOf(first, "en").files[path] !== listOf(second, "en").files[path]);
      const fetched = [...new Set(on.asked)].filter((path) => path in listOf(second, "en").files).sort();
      assert.deepEqual(fetched, [...new Set([...changed, "en/search/index.js", "en/guides/start/index.html"])].sort(), "what did not change is not fetched");
      await other.close();
      await page.locator("[data-take]").click();
      await page.waitForFunction(() => document.querySelector("main").innerText.includes("second version"));
      assert.deepEqual(await until(page, (all) => all.length === 1, versionsOn), [`signpost ${encodeURIComponent(base)} ${versionOf(second)}`]);
      await page.waitForTimeout(200);
      assert.equal(await page.locator("[data-offline-notice] .offline-bar").count(), 0, "there is nothing more to say");

      // It is as whole as the first.
      await on.kill();
      await page.goto(`${on.home}en/guides/start/`);
      assert.ok((await page.locator("main").innerText()).includes("second version"));
      await on.start(second);

      // Removed is removed, and stays so.
      await page.goto(`${on.home}en/offline/`);
      await control(page).locator("[data-remove-site]:visible").click();
      await control(page).locator("[data-shown~=removed]:visible").first().waitFor();
      for (const path of ["en/offline/", "en/guides/"]) {
        await page.goto(on.home + path);
        await page.waitForTimeout(200);
        assert.deepEqual([await cachesIn(page), await registrations(page)], [{}, []]);
      }
      await keep(page, on.home, "en");
    },
    (text) => GONE.test(text),
  ));

test("who reads on gets the newer version without a notice, and each language its own page for what is missing", { skip: !everything, timeout: 120_000 }, async () => {
  const on = host();
  await on.start(first);
  const { page, faults, close } = await alone();
  try {
    const holds = async (path) => until(page, (now) => Object.values(now).flat().includes(path));
    const bars = () => page.evaluate(() => document.querySelectorAll("[data-offline-notice] .offline-bar").length);
    await page.goto(`${on.home}en/guides/start/`);
    await holds("en/guides/start/index.html");
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await page.goto(`${on.home}fr/guides/`);
    await holds("fr/offline/unavailable/index.html");
    await on.kill();
    await on.start(second);
    await page.goto(`${on.home}en/guides/start/`);
    assert.ok((await page.evaluate(() => document.querySelector("main").innerText)).includes("second version"));
    const newest = (name) => name.includes(versionOf(second));
    await until(page, (now) => now.some(newest), versionsOn);
    // A worker that waits is asked for at the next page, when the one before has what is new.
    const taken = async () => (await versionsOn(page)).every(newest);
    const within = async (limit, good) => {
      for (const end = Date.now() + limit; !(await good()) && Date.now() < end; ) await page.waitForTimeout(50);
    };
    await within(60_000, () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).installing === null));
    for (let i = 0; i < 20 && !(await taken()); i++) {
      await page.goto(`${on.home}en/guides/`);
      await within(3000, taken);
    }
    await until(page, (now) => now.every(newest), versionsOn);
    await page.waitForTimeout(200);
    assert.equal(await bars(), 0);
    const [notes] = Object.entries(await cachesIn(page)).filter(([name]) => name.endsWith(" notes"));
    assert.ok(notes[1].filter((path) => path.startsWith("?page=")).length <= 2, "what is noted of a page ends with it");

    await on.kill();
    for (const lang of ["fr", "en"]) {
      await page.goto(`${on.home}${lang}/size/`);
      assert.deepEqual(await page.evaluate(() => [performance.getEntriesByType("navigation")[0].responseStatus, document.documentElement.lang]), [503, lang]);
    }
    assert.deepEqual(faults.filter((text) => !GONE.test(text)), []);
  } finally {
    await close();
    await on.kill();
  }
});

test("what is under way when a reader removes all does not come back", () =>
  reader(async ({ on, page }) => {
    await page.goto(`${on.home}en/`);
    await until(page, (now) => Object.values(now).flat().includes("en/index.html"));
    // The first visit in a language fetches what it needs without a connection.
    const slow = "fr/offline/unavailable/index.html";
    on.delay = (path) => (path === slow ? 2000 : 0);
    await page.goto(`${on.home}fr/offline/`);
    await control(page).locator("[data-remove-site]:visible").click();
    await control(page).locator("[data-shown~=removed]:visible").first().waitFor();
    for (let i = 0; i < 100 && !on.asked.includes(slow); i++) await page.waitForTimeout(50);
    assert.ok(on.asked.includes(slow), "it comes after that");
    await page.waitForTimeout(300);
    assert.deepEqual([await cachesIn(page), await registrations(page)], [{}, []]);
  }));

test("a version that a newer one deleted does not come back by what is under way", () =>
  reader(async ({ on, page }) => {
    await page.goto(`${on.home}en/`);
    await until(page, (now) => Object.values(now).flat().includes("en/index.html"));
    const [name] = await versionsOn(page);
    await answered(page);
    await page.evaluate((name) => caches.delete(name), name);
    await page.goto(`${on.home}en/guides/`);
    await until(page, (now) => Object.values(now).flat().some((path) => path.startsWith("?page=")));
    await page.waitForTimeout(500);
    assert.deepEqual(await versionsOn(page), []);
    // A reader who keeps the site begins it anew.
    await keep(page, on.home, "en");
    assert.deepEqual(await versionsOn(page), [name]);
  }));

test("nothing is kept that a server changed, and nothing half where there is no room", () =>
  reader(async ({ on, context, page }) => {
    on.spoil = (path, body) => (path === "en/guides/start/index.html" ? Buffer.concat([body, Buffer.from("<!-- by a proxy -->")]) : body);
    await page.goto(`${on.home}en/`);
    const [name] = Object.keys(await until(page, (now) => Object.values(now).flat().includes("en/index.html")));
    await answered(page);
    await page.goto(`${on.home}en/guides/start/`);
    await page.goto(`${on.home}en/guides/`);
    const now = await until(page, (all) => all[name]?.includes("en/guides/index.html"));
    assert.ok(!now[name].includes("en/guides/start/index.html"));
    await page.goto(`${on.home}en/offline/`);
    await control(page).locator("[data-keep-site]:visible").click();
    await page.locator("[data-said]:not(:empty)").waitFor();
    assert.equal(await page.locator("[data-said]").textContent(), await page.evaluate(() => document.querySelector('[data-say="changed"]').content.textContent));

    on.spoil = (_, body) => body;
    const cdp = await context.newCDPSession(page);
    await cdp.send("Storage.overrideQuotaForOrigin", { origin: on.origin, quotaSize: 1 });
    await page.goto(`${on.home}ru/offline/`);
    await control(page).locator("[data-keep-site]:visible").click();
    await page.locator("[data-said]:not(:empty)").waitFor();
    assert.equal(await page.locator("[data-said]").textContent(), await page.evaluate(() => document.querySelector('[data-say="room"]').content.textContent));
  }));

test("no worker in a frame, from a folder, or where readers save data and did not ask", () =>
  reader(
    async ({ on, context, page }) => {
      await page.goto(`${on.origin}/frame`);
      await page.frames()[1].locator("h1").waitFor();
      await page.waitForTimeout(300);
      assert.deepEqual(await registrations(page), []);
      await page.goto(`${pathToFileURL(first).href}/en/offline/index.html`);
      assert.ok(await control(page).locator("[data-shown=unable]").isVisible());
      const saving = await context.newPage();
      await saving.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
      await saving.goto(`${on.home}en/guides/`);
      await saving.waitForTimeout(300);
      assert.deepEqual(await registrations(saving), []);
      await keep(saving, on.home, "en");
    },
    (text) => text.includes("/frame"),
  ));

test("where the network is slow, the copy comes", { skip: !everything }, () =>
  reader(async ({ on, page }) => {
    await page.goto(`${on.home}en/`);
    await until(page, (now) => Object.values(now).flat().includes("en/index.html"));
    await answered(page);
    on.delay = (path) => (path === "en/index.html" ? 8000 : 0);
    await page.goto(`${on.home}en/`);
    await page.locator("[data-offline-notice] .offline-bar").waitFor();
  }));
