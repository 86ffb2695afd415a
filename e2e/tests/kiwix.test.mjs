/**
 * The folder for Kiwix, by the tools of openZIM: the command that "signpost bundle" prints makes an archive, zimcheck finds nothing, and in kiwix-serve a flow is
 * walked to its outcome, with script and without. One language; with WALK=all every one.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { launch, visit } from "../lib/browser.mjs";
import { pack, shelve } from "../lib/kiwix.mjs";
import { longest } from "../lib/model.mjs";
import { languages, shareOf } from "../lib/site.mjs";
import { walkWithScript, walkWithoutScript } from "../lib/walk.mjs";

const on = { browser: null, folder: "", origin: "" };
let server;

const some = process.env.WALK === "all" ? languages : languages.slice(-1);

before(async () => {
  on.folder = await mkdtemp(join(tmpdir(), "signpost-"));
  on.browser = await launch();
});
after(async () => {
  server?.close();
  await on.browser?.close();
  if (on.folder) await rm(on.folder, { recursive: true });
});

describe("an archive for Kiwix", () => {
  for (const lang of some) {
    test(`${lang}: zimwriterfs packs it, zimcheck finds nothing`, async () => {
      assert.match(await pack(on.folder, lang), /^zimwriterfs .*--language=[a-z]{3} /);
      const checked = await promisify(execFile)("zimcheck", ["--json", `${lang}.zim`], { cwd: on.folder });
      const { status, logs } = JSON.parse(checked.stdout);
      assert.deepEqual([status, logs], [true, []]);
    });
  }

  test("a flow is walked in kiwix-serve", async () => {
    server = await shelve(some.map((lang) => join(on.folder, `${lang}.zim`)));
    on.origin = server.origin;
    for (const lang of some) {
      const [name, flow] = shareOf(lang)[0];
      for (const [script, walk] of [[true, walkWithScript], [false, walkWithoutScript]]) {
        await visit(on, { script }, async (page) => {
          await page.goto(`${on.origin}/${lang}/${lang}/${name}/index.html`);
          assert.equal((await walk(page, flow, flow.examples[longest(flow)])).at(-1).kind, "outcome");
        });
      }
      await visit(on, {}, async (page) => {
        await page.goto(`${on.origin}/${lang}/${lang}/index.html`);
        const word = (await page.locator("h1").textContent()).split(/\s+/).findLast((one) => one.length > 4);
        await page.keyboard.press("/");
        await page.keyboard.type(word.replace(/\P{L}/gu, ""));
        await page.locator("[data-search-results] [role=option]").first().waitFor();
      });
    }
  });
});
