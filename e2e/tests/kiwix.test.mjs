/**
 * The folder for Kiwix, by the tools of openZIM: the command that "signpost bundle" prints makes an archive, zimcheck finds nothing, and in kiwix-serve a flow is
 * walked to its outcome, with script and without. One language; with WALK=all every one.
 */
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { launch, visit } from "../lib/browser.mjs";
import { longest } from "../lib/model.mjs";
import { languages, project, root, shareOf } from "../lib/site.mjs";
import { walkWithScript, walkWithoutScript } from "../lib/walk.mjs";

const run = promisify(execFile);
const signpost = resolve(process.env.SIGNPOST ?? join(root, "bin", "signpost"));
const on = { browser: null, folder: "", origin: "" };
let server;

/** A port that nobody listens on. */
async function free() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

/** Serves the archives, and gives the origin once it answers. */
async function serve(archives) {
  const port = await free();
  server = spawn("kiwix-serve", ["--port", port, "--address", "127.0.0.1", "--nosearchbar", ...archives], { stdio: "ignore" });
  for (let tries = 0; tries < 200; tries++) {
    if (await fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.ok, () => false)) return `http://127.0.0.1:${port}`;
    await sleep(50);
  }
  throw new Error("kiwix-serve does not answer");
}

const some = process.env.WALK === "all" ? languages : languages.slice(-1);

before(async () => {
  on.folder = await mkdtemp(join(tmpdir(), "signpost-"));
  on.browser = await launch();
});
after(async () => {
  server?.kill();
  await on.browser?.close();
  if (on.folder) await rm(on.folder, { recursive: true });
});

describe("an archive for Kiwix", () => {
  for (const lang of some) {
    test(`${lang}: zimwriterfs packs it, zimcheck finds nothing`, async () => {
      const { stdout } = await run(signpost, ["-C", project, "bundle", "--format", "kiwix", "--lang", lang, "--id", "archive", "-o", lang], { cwd: on.folder });
      const command = stdout.trim().split("\n").at(-1).trim();
      assert.match(command, /^zimwriterfs .*--language=[a-z]{3} /);
      await run("sh", ["-c", command], { cwd: on.folder });
      const checked = await run("zimcheck", ["--json", `${lang}.zim`], { cwd: on.folder });
      const { status, logs } = JSON.parse(checked.stdout);
      assert.deepEqual([status, logs], [true, []]);
    });
  }

  test("a flow is walked in kiwix-serve", async () => {
    on.origin = await serve(some.map((lang) => join(on.folder, `${lang}.zim`)));
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
