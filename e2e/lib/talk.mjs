/**
 * Talks with a browser that answers commands over a WebSocket, as the DevTools protocol and WebDriver BiDi do. In: a program that was started, an address. Out:
 * what it said when it was ready; a function that sends a command and waits for its answer. Never: a command of its own.
 */
import WebSocket from "ws";

/** Waits until a program says something on its standard error, and gives what the first group of `pattern` finds. */
export function heard(program, pattern) {
  return new Promise((done, failed) => {
    let said = "";
    program.stderr.on("data", (data) => {
      said += data;
      const [, found] = pattern.exec(said) ?? [];
      if (found) done(found);
    });
    program.once("exit", (code) => failed(new Error(`${program.spawnfile} ended with ${code}: ${said.slice(-500)}`)));
  });
}

/** Gives a function that sends a command and waits for its answer; `hear` gets every message that is none. */
export async function talk(address, hear) {
  const socket = new WebSocket(address, { maxPayload: 64 << 20 });
  await new Promise((done, failed) => socket.once("open", done).once("error", failed));
  const waiting = new Map();
  let last = 0;
  socket.on("message", (data) => {
    const message = JSON.parse(data);
    const { done, failed } = waiting.get(message.id) ?? {};
    if (!waiting.delete(message.id)) return void hear(message);
    // BiDi says what kind of error it is and then explains it, DevTools puts both into one.
    if (message.error) failed(new Error(message.error.message ?? `${message.error}: ${message.message}`));
    else done(message.result);
  });
  socket.on("close", () => waiting.forEach(({ failed }) => failed(new Error("the browser is gone"))));
  return (method, params = {}) =>
    new Promise((done, failed) => {
      const id = ++last;
      waiting.set(id, { done, failed });
      socket.send(JSON.stringify({ id, method, params }));
    });
}
