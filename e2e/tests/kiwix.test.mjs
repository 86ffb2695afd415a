/** A bundle of one language as a ZIM file: no findings of zimcheck, and a flow walked in what kiwix-serve shows. With WALK=all. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { launch, visit } from "../lib/browser.mjs";
import { longest } from "../lib/model.mjs";
import { root, shareOf } from "../lib/site.mjs";
import { walkWithScript, walkWithoutScript } from "../lib/walk.mjs";

const bundle = resolve(process.env.BUNDLE ?? join(root, "bin", "bundle.zip"));

/** A port that nobody has. */
const free = () =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

test("Kiwix shows a bundle", { skip: process.env.WALK !== "all" && "with WALK=all" }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "signpost-"));
  const on = { browser: null, origin: "" };
  let server;
  try {
    execFileSync("unzip", ["-q", bundle, "-d", join(folder, "site")]);
    assert.ok(existsSync(join(folder, "site", "icon48.png")));
    const about = ["-l", "eng", "-n", "signpost", "-t", "Signpost", "-d", "Guidance", "-c", "Signpost", "-p", "Signpost"];
    execFileSync("zimwriterfs", ["-w", "index.html", "-I", "icon48.png", ...about, "site", "copy.zim"], { cwd: folder, stdio: "ignore" });
    const { status, logs } = JSON.parse(execFileSync("zimcheck", ["-J", "copy.zim"], { cwd: folder }));
    assert.deepEqual({ status, logs }, { status: true, logs: [] });

    const port = await free();
    server = spawn("kiwix-serve", ["-i", "127.0.0.1", "-p", String(port), "copy.zim"], { cwd: folder, stdio: "ignore" });
    const host = `http://127.0.0.1:${port}`;
    for (let i = 0; i < 100 && !(await fetch(host).catch(() => null)); i++) await sleep(100);
    on.origin = host;
    on.browser = await launch();
    const [name, flow] = shareOf("en").find(([one]) => one === "contact");
    for (const script of [true, false]) {
      await visit(on, { script }, async (page) => {
        await page.goto(`${host}/content/copy/en/${name}/index.html`);
        await (script ? walkWithScript : walkWithoutScript)(page, flow, flow.examples[longest(flow)]);
      });
    }
  } finally {
    await on.browser?.close();
    server?.kill();
    rmSync(folder, { recursive: true });
  }
});
