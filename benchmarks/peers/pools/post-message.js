// Message events both ways, a map from ids to promises: what one writes without a library. Several workers take turns,
// whether or not they are busy: there is no queue.
import { Worker } from "node:worker_threads";

const file = new URL("post-message-worker.js", import.meta.url);

export function open({ workers: count }) {
  const pending = new Map();
  let lastId = 0;
  const settle = ({ id, result }) => {
    pending.get(id)(result);
    pending.delete(id);
  };
  const workers = Array.from({ length: count }, () => new Worker(file).on("message", settle));
  const call = (name, value, transfer) =>
    new Promise((resolve) => {
      const id = ++lastId;
      pending.set(id, resolve);
      workers[id % count].postMessage({ id, name, value }, transfer);
    });
  return {
    noop: (value) => call("noop", value),
    spin: (rounds) => call("spin", rounds),
    touch: (bytes) => call("touch", bytes),
    touchAndMove: (bytes) => call("touchAndMove", bytes, [bytes.buffer]),
  };
}
