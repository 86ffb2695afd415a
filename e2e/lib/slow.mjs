/**
 * A slow machine and a slow network, where SLOW says so: what a test takes for done too early is then not done yet. Off in `make test`.
 * In: SLOW, milliseconds. Out: answers that wait so long at most, in no order; pages with a quarter of the processor. Never: another order of one connection.
 */
import { setTimeout as sleep } from "node:timers/promises";

const most = Number(process.env.SLOW ?? 0);

/** Waits before an answer. */
export const late = async () => {
  if (most > 0) await sleep(Math.random() * most);
};

/** Slows what a page of Chromium computes. */
export async function slowed(page) {
  if (most > 0) await (await page.context().newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: 4 });
}
