// A limit, not a pool: each thread repeats the task by itself and counts. What more workers give on this machine.
import { once } from "node:events";
import { Worker } from "node:worker_threads";

const file = new URL("bare-threads-worker.js", import.meta.url);

export async function open({ workers }) {
  const counts = new Int32Array(new SharedArrayBuffer(4 * workers));
  const threads = Array.from({ length: workers }, () => new Worker(file));
  await Promise.all(threads.map((thread) => once(thread, "online")));
  return {
    repeat(name, argument) {
      for (const [index, thread] of threads.entries()) thread.postMessage({ name, argument, counts, index });
    },
    count: () => counts.reduce((sum, count) => sum + count, 0),
  };
}
