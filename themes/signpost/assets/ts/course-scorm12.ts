/** The script of a course for SCORM 1.2. */
import { scorm12 } from "./scorm12";
import { course } from "./course";
import { start } from "./start";

start("course", (root) => course(root, scorm12));
