/** The script of pages with a flow, beside that of all pages. */
import { flow } from "./flow";
import { start } from "./start";

start("flow", flow);
