// Ten jobs at once, each on a worker of its own that has not started yet: what they cost beyond the work, which is to wait.
import { now, printCost } from "../cost.js";

export const workers = 10;
export const workMs = 100;

/** What every job does. */
export function work(number) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, workMs);
  return number;
}

/** @param run - has a worker do the job of that number */
export async function runTen(run) {
  const since = now();
  const results = await Promise.all(Array.from({ length: workers }, (_, number) => run(number)));
  if (results.join() !== "0,1,2,3,4,5,6,7,8,9") throw new Error(`other results: ${results}`);
  printCost({ ...since, wallMs: since.wallMs + workMs });
  process.exit();
}
