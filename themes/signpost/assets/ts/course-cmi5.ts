/** The script of a course for cmi5. */
import { cmi5 } from "./cmi5";
import { course } from "./course";
import { start } from "./start";

start("course", (root) => course(root, cmi5));
