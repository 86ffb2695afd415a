/**
 * A plain static server on loopback, as any host would serve the site: index.html in folders, 404.html for the rest; where `real`,
 * compressed and with the headers that belong to the site.
 * In: a folder. Out: an origin, and the paths that were asked for and missing. Never: a path outside the folder.
 */
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { late } from "./slow.mjs";

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

/** What a site without a file `_headers` should be sent with. */
const usual = [["/*", { "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "content-security-policy": "frame-ancestors 'none'", "cross-origin-opener-policy": "same-origin" }], ["/assets/*", { "cache-control": "public, max-age=31536000, immutable" }]];

/** The file `_headers` of the site, as hosts read it: a pattern, below it indented headers. Gives `[pattern, {name: value}]`. */
async function headersOf(folder) {
  const text = await readFile(join(folder, "_headers"), "utf8").catch(() => null);
  if (text === null) return usual;
  const rules = [];
  for (const line of text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"))) {
    const [, name, value] = /^\s+([^:]+):\s*(.*)$/.exec(line) ?? [];
    if (name) rules.at(-1)[1][name.toLowerCase()] = value.trim();
    else rules.push([line.trim(), {}]);
  }
  return rules;
}

const matches = (pattern, path) => (pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern);

/**
 * Starts the server; `origin` has no slash at its end, `missed` grows, `close` ends it. `policy` may change the policies that it sends; `tls`, a key
 * and a certificate, make it https.
 */
export async function serve(folder, { real = false, policy = (text) => text, tls = null } = {}) {
  const missed = [];
  const rules = real ? await headersOf(folder) : [];
  const listener = async (request, response) => {
    await late();
    answer(folder, request, response, { missed, rules, real, policy }).catch(() => response.destroy());
  };
  const server = tls ? createSecureServer(tls, listener) : createServer(listener);
  await new Promise((ready, failed) => server.once("error", failed).listen(0, "127.0.0.1", ready));
  return {
    origin: `${tls ? "https" : "http"}://127.0.0.1:${server.address().port}`,
    missed,
    close: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}

async function answer(folder, request, response, { missed, rules, real, policy }) {
  const { pathname } = new URL(request.url, "http://localhost");
  const path = normalize(join(folder, decodeURIComponent(pathname)));
  const inside = path === folder || (path + sep).startsWith(folder + sep);
  const found = inside ? await stat(path).catch(() => null) : null;
  if (found?.isDirectory() && !pathname.endsWith("/")) {
    response.writeHead(301, { location: `${pathname}/` }).end();
    return;
  }
  for (const [pattern, headers] of rules) if (matches(pattern, pathname)) for (const [name, value] of Object.entries(headers)) response.setHeader(name, policy(value));
  const file = found?.isDirectory() ? join(path, "index.html") : path;
  const body = found ? await readFile(file).catch(() => null) : null;
  const send = async (status, type, whole) => {
    const bytes = type === types[".html"] ? policy(whole.toString()) : whole;
    const packs = real && /^text|json|svg|xml/.test(type) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
    if (packs) response.setHeader("content-encoding", "gzip").setHeader("vary", "accept-encoding");
    response.writeHead(status, { "content-type": type }).end(packs ? await promisify(gzip)(bytes) : bytes);
  };
  if (body) return send(200, types[extname(file)] ?? "application/octet-stream", body);
  missed.push(pathname);
  return send(404, types[".html"], await readFile(join(folder, "404.html")));
}
