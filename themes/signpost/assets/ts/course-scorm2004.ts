/** The script of a course for SCORM 2004. */
import { scorm2004 } from "./scorm2004";
import { course } from "./course";
import { start } from "./start";

start("course", (root) => course(root, scorm2004));
