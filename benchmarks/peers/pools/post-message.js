// One worker, message events both ways, a map from ids to promises: what one writes without a library.
import { Worker } from "node:worker_threads";

const file = new URL("post-message-worker.js", import.meta.url);

export function open() {
  const worker = new Worker(file);
  const pending = new Map();
  let lastId = 0;
  worker.on("message", ({ id, result }) => {
    pending.get(id)(result);
    pending.delete(id);
  });
  const call = (name, value, transfer) =>
    new Promise((resolve) => {
      const id = ++lastId;
      pending.set(id, resolve);
      worker.postMessage({ id, name, value }, transfer);
    });
  return {
    noop: (value) => call("noop", value),
    spin: (rounds) => call("spin", rounds),
    touch: (bytes) => call("touch", bytes),
    touchAndMove: (bytes) => call("touchAndMove", bytes, [bytes.buffer]),
  };
}
