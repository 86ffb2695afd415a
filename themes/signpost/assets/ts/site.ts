/** The script of all pages. Pages with a flow, a picture or a frame around them have one more: flow-page.ts, zoom.ts, embed.ts. */
import { keepPlace } from "./languages";
import { writeOut } from "./paper";
import { attempt } from "./start";

attempt(() => keepPlace(document));
attempt(writeOut);
