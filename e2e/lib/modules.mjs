/**
 * The theme's own modules, to be called without a browser.
 * In: the name of a module in assets/ts. Out: what it exports. Never: a check of types: tsc does that (tests/markup).
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { config, root } from "./site.mjs";

const { ModuleKind, ScriptTarget, transpileModule } = createRequire(import.meta.url)("typescript");

/** Compiles the theme's modules into a temporary folder, which goes away with the process, and loads one. */
export function load(name) {
  const from = join(root, "themes", config.theme ?? "signpost", "assets", "ts");
  const to = mkdtempSync(join(tmpdir(), "signpost-ts-"));
  process.once("exit", () => rmSync(to, { recursive: true, force: true }));
  const compilerOptions = { module: ModuleKind.ES2020, target: ScriptTarget.ES2019 };
  for (const file of readdirSync(from).filter((file) => file.endsWith(".ts"))) {
    const { outputText } = transpileModule(readFileSync(join(from, file), "utf8"), { compilerOptions, fileName: file });
    const text = outputText.replace(/(from\s+"\.\/[\w-]+)"/g, '$1.mjs"');
    writeFileSync(join(to, file.replace(/\.ts$/, ".mjs")), text);
  }
  return import(pathToFileURL(join(to, `${name}.mjs`)).href);
}
