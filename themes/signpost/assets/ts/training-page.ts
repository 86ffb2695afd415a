/** The script of pages for those who train, beside that of all pages and, where cases are, that of flows. */
import { drills } from "./drills";
import { start } from "./start";
import { record, training } from "./training";

start("drills", drills);
start("training", training);
start("record", record);
