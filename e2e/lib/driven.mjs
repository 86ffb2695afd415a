/**
 * A page that a driver of browsers leads, as a page of Playwright: the part that lib/walk.mjs and lib/reader.mjs use.
 * In: `call`, which runs a function's text in the page with values; `act`, which performs actions as WebDriver writes them; `goto`. Out: the page. Never: a wait
 * but that for an address.
 */
import { setTimeout as sleep } from "node:timers/promises";

/** Keys as WebDriver writes them (https://w3c.github.io/webdriver/#keyboard-actions). */
const keys = { Enter: "\uE007", Tab: "\uE004", Control: "\uE009", Space: " " };

export function driven({ call, act, goto }) {
  const press = (down) => act({ type: "key", id: "keys", actions: [...down.map((value) => ({ type: "keyDown", value })), ...down.toReversed().map((value) => ({ type: "keyUp", value }))] });
  const locator = (selector) => ({
    locator: (inner) => locator(`${selector} ${inner}`),
    evaluate: (work, value) => call(`(selector, value) => (${work})(document.querySelector(selector), value)`, selector, value),
    evaluateAll: (work) => call(`(selector) => (${work})(Array.from(document.querySelectorAll(selector)))`, selector),
    getAttribute: (name) => call("(selector, name) => document.querySelector(selector).getAttribute(name)", selector, name),
    isChecked: () => call("(selector) => document.querySelector(selector).checked", selector),
  });
  return {
    locator,
    evaluate: (work, value) => call(`${work}`, value),
    goto,
    async waitForURL(good) {
      for (const end = Date.now() + 30_000; ; await sleep(30)) {
        // The address changes before the page is there; a page that goes while it is asked gives no answer.
        const [url, state] = await call("() => [location.href, document.readyState]").catch(() => ["about:blank", ""]);
        if (good(new URL(url)) && state === "complete") return;
        if (Date.now() > end) throw new Error(`the page stays at ${url}`);
      }
    },
    mouse: {
      click: (x, y) =>
        act({ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions: [{ type: "pointerMove", x: Math.round(x), y: Math.round(y) }, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }] }),
    },
    keyboard: {
      press: (name) => press(name.split("+").map((key) => keys[key] ?? key.toLowerCase())),
      async type(text) {
        for (const letter of text) await press([letter]);
      },
    },
  };
}
