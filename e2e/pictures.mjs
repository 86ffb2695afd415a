/**
 * Pictures of the site, for people to look at: ten pages in every language, narrow and wide, light and dark, and a PDF
 * of a flow as printed. In: SITE and PROJECT. Out: results/<lang>/. Never: a verdict.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { launch } from "./lib/browser.mjs";
import { fragment, longest, route } from "./lib/model.mjs";
import { serve } from "./lib/server.mjs";
import { flows, here, languages, site } from "./lib/site.mjs";

const results = join(here, "results");
const server = await serve(site);
const browser = await launch();

/** Name of the picture and address below the root, without script where `plain`. */
function subjects(lang) {
  const [[name, flow]] = Array.from(flows).sort(([, a], [, b]) => size(b) - size(a));
  const { passed } = route(flow, flow.examples[longest(flow)].given);
  return [
    ["chooser", ""],
    ["home", `${lang}/`],
    ["section", `${lang}/guides/`],
    ["page", `${lang}/guides/before-you-escalate/`],
    ["page-table", `${lang}/guides/severities/`],
    ["flow-start", `${lang}/${name}/`],
    ["flow-middle", `${lang}/${name}/${fragment(passed.slice(0, 5))}`],
    ["flow-end", `${lang}/${name}/${fragment(passed)}`],
    ["flow-notice", `${lang}/${name}/${fragment([...passed.slice(0, 2), ["nonsense", "yes"]])}`],
    ["404", "nothing-here/"],
  ];
}

const size = (flow) => Object.keys(flow.examples).length;

async function paint(lang) {
  const folder = join(results, lang);
  await mkdir(folder, { recursive: true });
  for (const width of [360, 1440]) {
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
      for (const [name, path] of subjects(lang)) {
        const page = await context.newPage();
        await page.goto(`${server.origin}/${path}`);
        await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
        await page.close();
      }
      await context.close();
    }
  }
  const page = await browser.newPage();
  for (const name of [...flows.keys(), "guides/severities"]) {
    await page.goto(`${server.origin}/${lang}/${name}/`);
    await page.pdf({ path: join(folder, `${name.replace("/", "-")}.pdf`), format: "A4", printBackground: true });
  }
  await page.close();
}

try {
  for (const lang of languages) {
    await paint(lang);
    console.log(join("results", lang));
  }
} finally {
  await browser.close();
  await server.close();
}
