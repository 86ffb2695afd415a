/**
 * Archives for Kiwix, packed by the command that "signpost bundle" prints, and kiwix-serve on loopback.
 * In: a language; archives. Out: what was printed; an origin. Never: a port that is known before.
 */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { BUILD_DAY, signpost } from "./signpost.mjs";

const run = promisify(execFile);

/** Makes `folder`/`lang`, and of it `folder`/`lang`.zim. Gives the command that packed it. */
export async function pack(folder, lang) {
  const stdout = await signpost(["bundle", "--format", "kiwix", "--lang", lang, "--id", "archive", "--date", BUILD_DAY, "-o", lang], folder);
  const command = stdout.trim().split("\n").at(-1).trim();
  await run("sh", ["-c", command], { cwd: folder });
  return command;
}

/** A port that nobody listens on. */
async function free() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

/** Serves the archives; `origin` answers, `close` ends it. Where somebody else takes the port first, kiwix-serve ends: then another one is tried. */
export async function shelve(archives) {
  const end = Date.now() + 60_000;
  for (let tries = 0; tries < 5; tries++) {
    const port = await free();
    const server = spawn("kiwix-serve", ["--port", port, "--address", "127.0.0.1", "--nosearchbar", ...archives], { stdio: "ignore" });
    let ended = false;
    server.once("exit", () => (ended = true));
    const origin = `http://127.0.0.1:${port}`;
    const close = () => server.kill();
    while (!ended && Date.now() < end) {
      const answers = await fetch(`${origin}/`).then((answer) => answer.ok, () => false);
      if (answers && !ended) return { origin, close };
      await sleep(50);
    }
    close();
  }
  throw new Error("kiwix-serve does not answer");
}
