/**
 * A plain static server on loopback, as any host would serve the site: index.html in folders, 404.html for the rest.
 * In: a folder. Out: an origin, and the paths that were asked for and missing. Never: a path outside the folder.
 */
import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

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

/** Starts the server, which sends `headers` with every answer; `origin` has no slash at its end, `missed` grows, `close` ends it. */
export async function serve(folder, headers = {}) {
  const missed = [];
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    answer(folder, request, response, missed).catch(() => response.destroy());
  });
  await new Promise((ready, failed) => server.once("error", failed).listen(0, "127.0.0.1", ready));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    missed,
    close: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}

async function answer(folder, request, response, missed) {
  const { pathname } = new URL(request.url, "http://localhost");
  const path = normalize(join(folder, decodeURIComponent(pathname)));
  const inside = path === folder || (path + sep).startsWith(folder + sep);
  const found = inside ? await stat(path).catch(() => null) : null;
  if (found?.isDirectory() && !pathname.endsWith("/")) {
    response.writeHead(301, { location: `${pathname}/` }).end();
    return;
  }
  const file = found?.isDirectory() ? join(path, "index.html") : path;
  const body = found ? await readFile(file).catch(() => null) : null;
  if (body) {
    response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }).end(body);
    return;
  }
  missed.push(pathname);
  response.writeHead(404, { "content-type": types[".html"] }).end(await readFile(join(folder, "404.html")));
}
