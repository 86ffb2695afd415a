/** The same files opened from a folder on disk, with a name no server would choose. */
import assert from "node:assert/strict";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch, visit } from "../lib/browser.mjs";
import { kindsOf, plain } from "../lib/kinds.mjs";
import { longest } from "../lib/model.mjs";
import { until } from "../lib/reader.mjs";
import { files, languages, modesOf, shareOf, site } from "../lib/site.mjs";
import { walkWithScript, walkWithoutScript } from "../lib/walk.mjs";

const on = { browser: null, folder: "", origin: "" };

before(async () => {
  on.folder = await mkdtemp(join(tmpdir(), "signpost-"));
  const home = join(on.folder, "Мой сайт 100%20 #1 & копия");
  await cp(site, home, { recursive: true });
  on.origin = pathToFileURL(home).href;
  on.browser = await launch();
});
after(async () => {
  await on.browser?.close();
  if (on.folder) await rm(on.folder, { recursive: true });
});

// Walks in the other languages are those of tests/offline; here they are for `make long`.
const everything = process.env.WALK === "all";
const walked = everything ? languages : languages.slice(0, 1);

describe("from a folder", { concurrency: 2 }, () => {
  for (const lang of walked) {
    for (const [place, [name, flow]] of shareOf(lang).entries()) {
      for (const script of modesOf(lang, place)) {
        test(`${lang} ${name}: ${script ? "with" : "without"} script`, () =>
          visit(on, { script }, async (page) => {
            await page.goto(`${on.origin}/${lang}/${name}/index.html`);
            const walk = script ? walkWithScript : walkWithoutScript;
            const seen = await walk(page, flow, flow.examples[longest(flow)]);
            await page.goBack();
            const back = await until(page, (s) => s.state === seen.at(-2).state);
            assert.deepEqual([back.states, back.hash, back.summary], [seen.at(-2).states, seen.at(-2).hash, seen.at(-2).summary]);
            await page.reload();
            const again = await until(page, (s) => s.state === back.state);
            assert.deepEqual([again.states, again.summary], [back.states, back.summary], "reload");
          }));
      }
    }
  }

  // As a bundle every page is opened from a folder, in tests/offline.
  test("every kind of page opens with its style", () =>
    visit(on, {}, async (page) => {
      const kinds = [...plain.values(), ...languages.flatMap((lang) => [...kindsOf(lang).values()])].map((path) => path.replace(/(^|\/)$/, "$1index.html"));
      assert.ok(kinds.length > 30 && kinds.every((name) => files.includes(name)));
      // 404.html alone names its files from the root of a host.
      for (const name of (everything ? files : kinds).filter((file) => file !== "404.html")) {
        await page.goto(`${on.origin}/${name}`);
        assert.ok(await page.evaluate(() => document.styleSheets.length > 0 && document.querySelector("h1").checkVisibility()), name);
      }
    }));
});
