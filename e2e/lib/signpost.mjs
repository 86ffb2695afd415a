/**
 * The program under test, on the project under test.
 * In: SIGNPOST, the binary (default: bin/signpost). Out: what it printed. Never: an exit code other than 0.
 */
import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { project, root } from "./site.mjs";

const binary = resolve(process.env.SIGNPOST ?? join(root, "bin", "signpost"));

/** The day as of which the project is looked at: reviews and terms in it end. */
export const BUILD_DAY = "2026-11-26";

/** Runs a command; paths in it are seen from `folder`. */
export const signpost = (args, folder = process.cwd()) =>
  promisify(execFile)(binary, ["-C", project, ...args], { cwd: folder, maxBuffer: 1 << 24 }).then(({ stdout }) => stdout);
