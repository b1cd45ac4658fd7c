// By path, not as `typhoon/locks`: this folder has a package.json of its own, so a self reference ends here.
import { Lock, Semaphore } from "../../../dist/loop/locks/index.js";
import { Queue } from "../../../dist/loop/queues/index.js";

export function lock() {
  const held = new Lock();
  return async () => {
    (await held.acquire()).release();
  };
}

export function semaphore(value) {
  const held = new Semaphore(value);
  return async () => {
    (await held.acquire()).release();
  };
}

/** Tasks that run with a limit. */
export function limited(concurrency) {
  const limit = new Semaphore(concurrency);
  return (task) => limit.with(task);
}

/** The same by a queue and so many consumers: the operation is over when its item is taken and done. */
export function queued(concurrency) {
  const queue = new Queue();
  for (let index = 0; index < concurrency; index++) void consume(queue);
  return (task) => new Promise((resolve) => queue.putNowait({ task, resolve }));
}

async function consume(queue) {
  for await (const { task, resolve } of queue) {
    resolve(await task());
    queue.taskDone();
  }
}
