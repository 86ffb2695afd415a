/**
 * Where drills are done: the same pages on a site, over https, from a disk, as single files, in Kiwix, in a learning platform.
 * In: the flows whose drills are wanted. Out: a table of hosts. Never: a host that is not on this machine.
 *
 * A host is `{ name, start }`. `start(folder, flows)` readies it, with a folder for files of its own, and gives
 *   home       the only beginning of addresses that may be asked for
 *   bundle     what its records say they are from
 *   languages  those it has, of which the first two are used; where there is one alone, nobody changes it
 *   drills     (lang, flow) => the address of the page with the drills of a flow
 *   record     (lang, flow) => the address of the page with the record of these
 *   open       optional, (page, address) => the frame in which the address was opened: the page itself, where it is left out
 *   context    optional, further options of the browser's context
 *   after      optional, (page) => what must hold once all was done
 *   close      optional
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { unpack } from "./bundle.mjs";
import { campus } from "./course.mjs";
import { pack, shelve } from "./kiwix.mjs";
import { serve } from "./server.mjs";
import { BUILD_DAY, signpost } from "./signpost.mjs";
import { languages, site } from "./site.mjs";

const run = promisify(execFile);
const pair = [languages[0], languages.at(-1)];
const hashIn = (folder) => JSON.parse(readFileSync(join(folder, "bundle.json"), "utf8")).hash;

/** The pages as a site has them; `index` is what an address of a folder ends with. */
const paths = (home, index = "") => ({
  home,
  drills: (lang, flow) => `${home}/${lang}/training/${flow}/${index}`,
  record: (lang) => `${home}/${lang}/training/${index}`,
});

async function http() {
  const server = await serve(site);
  return { ...paths(server.origin), bundle: "unbundled", languages: pair, close: server.close };
}

/** With a certificate that nobody signed. */
async function https(folder) {
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const args = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  await run("openssl", [...args, "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert]);
  const server = await serve(site, { real: true, tls: { key: readFileSync(key), cert: readFileSync(cert) } });
  return { ...paths(server.origin), bundle: "unbundled", languages: pair, context: { ignoreHTTPSErrors: true }, close: server.close };
}

/** The unpacked bundle. */
async function disk() {
  const copy = unpack();
  return { ...paths(copy.origin, "index.html"), bundle: hashIn(copy.folder), languages: pair, context: { offline: true }, close: copy.done };
}

/** The drills of each flow as files that need no other. Each has the record of its own cases. */
async function single(folder, flows) {
  const home = pathToFileURL(folder).href;
  const bundles = new Map();
  for (const flow of flows) {
    await signpost(["bundle", "--format", "html", "--flow", flow, "--drills", "--lang", pair.join(), "--date", BUILD_DAY, "-o", flow], folder);
    bundles.set(flow, hashIn(join(folder, flow)));
  }
  const address = (lang, flow) => `${home}/${flow}/${flow}.drills.${lang}.html`;
  return { home, bundle: (flow) => bundles.get(flow), languages: pair, drills: address, record: address, context: { offline: true } };
}

/** A server of Kiwix, with an archive in one language. */
async function kiwix(folder) {
  const lang = pair[1];
  await pack(folder, lang);
  const server = await shelve([join(folder, `${lang}.zim`)]);
  const { drills, record } = paths(`${server.origin}/${lang}`, "index.html");
  return { home: server.origin, drills, record, bundle: hashIn(join(folder, lang)), languages: [lang], close: server.close };
}

/** A learning platform: the course in a frame of its page, the drills in a frame of the course. A run-time of SCORM 1.2 that refuses what is not right. */
async function platform() {
  const { folder, done } = campus({ course: "scorm12/signpost.example.scorm12.zip" });
  const server = await serve(folder);
  const begin = async (page) => {
    await page.goto(`${server.origin}/`);
    await page.evaluate(() => {
      window.strict = strictApi("1.2", {});
      window.API = window.strict.api;
      document.getElementById("course").src = "course/index.html";
    });
    // The course opens a page by itself, which must not come after the one that is opened next.
    await page.frameLocator("#course").frameLocator(".course-pages").locator(".training-cases").first().waitFor();
  };
  const inner = async (page) => {
    const course = page.frameLocator("#course").locator(".course-pages");
    await course.waitFor();
    return (await course.elementHandle()).contentFrame();
  };
  return {
    ...paths(`${server.origin}/course`, "index.html"),
    home: server.origin,
    bundle: hashIn(join(folder, "course")),
    languages: pair,
    async open(page, address) {
      if (page.url() === "about:blank") await begin(page);
      const frame = await inner(page);
      await frame.goto(address);
      return frame;
    },
    after: async (page) => assert.deepEqual(await page.evaluate(() => window.strict.refused), []),
    close: () => server.close().then(done),
  };
}

export const hosts = [
  { name: "http", start: http },
  { name: "https", start: https },
  { name: "a folder on disk", start: disk },
  { name: "single files", start: single },
  { name: "Kiwix", start: kiwix },
  { name: "a learning platform", start: platform },
];
