// A limit, not a pool: the worker sleeps in `Atomics.wait` and takes messages with `receiveMessageOnPort`, so its own
// loop never turns (no timers, no sockets there). This side takes one message by event and the others that have
// arrived in the same turn.
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";

const file = new URL("atomics-wait-worker.js", import.meta.url);

export function open() {
  const { port1: port, port2 } = new MessageChannel();
  const posted = new Int32Array(new SharedArrayBuffer(4));
  new Worker(file, { workerData: { port: port2, posted }, transferList: [port2] });
  const pending = new Map();
  let lastId = 0;
  const settle = ({ id, result }) => {
    pending.get(id)(result);
    pending.delete(id);
  };
  port.on("message", (first) => {
    settle(first);
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) settle(next.message);
  });
  const call = (name, value, transfer) =>
    new Promise((resolve) => {
      const id = ++lastId;
      pending.set(id, resolve);
      port.postMessage({ id, name, value }, transfer);
      Atomics.add(posted, 0, 1);
      Atomics.notify(posted, 0);
    });
  return {
    noop: (value) => call("noop", value),
    spin: (rounds) => call("spin", rounds),
    touch: (bytes) => call("touch", bytes),
    touchAndMove: (bytes) => call("touchAndMove", bytes, [bytes.buffer]),
  };
}
