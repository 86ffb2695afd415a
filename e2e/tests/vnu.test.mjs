/** The Nu Html Checker, the validator of the W3C and WHATWG, over every page: no error and no warning. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { files, site, types } from "../lib/site.mjs";

const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

/** Where the checker is wrong, and why. Each must be met: one that no longer is goes away. */
const wrong = [
  {
    why: "'self' is the folder's own files on file: and the host on http:; the checker knows no origin for a file and takes nothing for its own",
    is: ({ message }) => /^Resource violates Content Security Policy \(meta tag\): (external stylesheet|external script|image) “[./]*\/(assets\/|[a-z-]+\/search\/index\.js)[^“”]*” blocked by/.test(message),
  },
  {
    why: "structured data is a data block, which no browser runs and no policy is about",
    is: ({ message, extract }) => message.startsWith("Inline script violates Content Security Policy (meta tag)") && extract.includes('<script type="application/ld+json">'),
  },
  {
    why: "the region around a table that scrolls is named by the table's caption (aria-labelledby), where a heading would be heard twice",
    is: ({ message, extract }) => message.startsWith("Section lacks heading") && /<section class="table[^>]* aria-label(ledby)?="/.test(extract),
  },
];

test("the Nu Html Checker finds nothing on any page", async () => {
  const options = ["-Xss4m", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html", site, types.site];
  const { stdout } = await promisify(execFile)("java", options, { maxBuffer: 1 << 28 });
  const { messages } = JSON.parse(stdout);
  const found = messages.filter((message) => !wrong.some(({ is }) => is(message)));
  const line = (m) => `${m.url ? relative(site, fileURLToPath(m.url)) : "?"}:${m.lastLine}: ${m.message} [${m.subType ?? m.type}] ${m.extract ?? ""}`;
  assert.equal(found.length, 0, `${found.length} findings\n${found.slice(0, 40).map(line).join("\n")}`);
  for (const { why, is } of wrong) assert.ok(messages.some(is), `a filter that nothing meets: ${why}`);
  // It read them: every page names its style sheet, which the first filter meets.
  const read = new Set(messages.filter(wrong[0].is).map(({ url }) => url && relative(site, fileURLToPath(url))));
  assert.deepEqual(files.filter((name) => !read.has(name)), [], "pages that were not read");
});
