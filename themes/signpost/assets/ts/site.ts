/** The script of all pages. Pages with a flow, a picture or a frame around them have one more: flow-page.ts, zoom.ts, embed.ts. */
import { audience } from "./audience";
import { carry } from "./choice";
import { copyButtons } from "./copy";
import { keepPlace } from "./languages";
import { search } from "./opener";
import { writeOut } from "./paper";
import { reveal } from "./reveal";
import { attempt, start } from "./start";
import { tabs } from "./tabs";
import { terms } from "./terms";
import { contents } from "./toc";

attempt(() => keepPlace(document));
// Reading: reveal comes last, when it is known what is hidden.
for (const part of [carry, contents, audience, tabs, copyButtons, terms, reveal]) attempt(() => part(document));
attempt(writeOut);
start("search", search);
