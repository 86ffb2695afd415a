/**
 * Two releases of a site with a service worker, below the root of their host, and a server of them that can be gone.
 * In: the project fixtures/types with "offline: yes", built here by SIGNPOST (bin/signpost). Out: their folders and what the worker lists. Never: a browser.
 */
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { root, types } from "./site.mjs";
import { late } from "./slow.mjs";

export const base = "/help/";
const kinds = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml" };

/** Builds both; the page guides/start/ of the second says "second version". `done` removes them. */
export function releases() {
  const folder = mkdtempSync(join(tmpdir(), "signpost-kept-"));
  const [first, second] = [join(folder, "1"), join(folder, "2")];
  const signpost = process.env.SIGNPOST ?? join(root, "bin", "signpost");
  const project = join(folder, "project");
  cpSync(types.project, project, { recursive: true });
  appendFileSync(join(project, "config.yaml"), "offline: yes\n");
  const build = (out) => execFileSync(signpost, ["-C", project, "build", "--out", out], { stdio: "ignore" });
  build(first);
  const page = join(project, "content", "en", "guides", "start.md");
  writeFileSync(page, `${readFileSync(page, "utf8")}\nA sentence of the second version.\n`);
  build(second);
  return { first, second, done: () => rmSync(folder, { recursive: true }) };
}

/** A server that can be killed and come back at the same port, with another version. `asked` are the paths of files it gave, `spoil` changes a body. */
export function host() {
  let server;
  const on = { port: 0, asked: [], spoil: (path, body) => body, delay: () => 0 };
  on.start = async (site) => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(readFileSync(join(site, "index.html"), "utf8"))[1];
    server = createServer(async (request, response) => {
      const { pathname } = new URL(request.url, "http://localhost");
      if (pathname === "/frame") return response.writeHead(200, { "content-type": kinds[".html"] }).end(`<!DOCTYPE html><iframe src="${base}en/"></iframe>`);
      const path = pathname.slice(base.length).replace(/(^|\/)$/, "$1index.html");
      await new Promise((done) => setTimeout(done, on.delay(path)));
      await late();
      if (response.destroyed) return; // the reader, or the site, is gone
      try {
        const body = on.spoil(path, readFileSync(join(site, path)));
        on.asked.push(path);
        response.writeHead(200, { "content-type": kinds[extname(path)] ?? "text/plain", "content-security-policy": `${policy}; frame-ancestors 'self'`, "cache-control": path.startsWith("assets/") ? "max-age=31536000, immutable" : "no-cache" }).end(body);
      } catch {
        response.writeHead(404, { "content-type": kinds[".html"] }).end(readFileSync(join(site, "404.html")));
      }
    });
    await new Promise((ready, failed) => server.once("error", failed).listen(on.port, "127.0.0.1", ready));
    on.port = server.address().port;
    on.origin = `http://127.0.0.1:${on.port}`;
    on.home = on.origin + base;
    on.asked.length = 0;
  };
  on.kill = () =>
    new Promise((done) => {
      if (!server) return done();
      server.close(done);
      server.closeAllConnections();
      server = undefined;
    });
  return on;
}

/** What a worker keeps of a language, as its list says. */
export function listOf(site, lang) {
  const [, name] = new RegExp(`"${lang}/":"([^"]+)"`).exec(readFileSync(join(site, "sw.js"), "utf8"));
  return JSON.parse(readFileSync(join(site, name), "utf8"));
}
export const pagesIn = (site, lang) => Object.keys(listOf(site, lang).files).filter((path) => path.startsWith(`${lang}/`) && path.endsWith(".html"));
export const versionOf = (site) => /"version":"([^"]+)"/.exec(readFileSync(join(site, "sw.js"), "utf8"))[1];
