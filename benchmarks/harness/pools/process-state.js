// What a process holds once everything that can go is gone.
import { readdirSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const mebibyte = 2 ** 20;

// Not by a flag of the process: threads would inherit it.
setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");

/** MiB after the garbage collector: finalizers and ended threads get a few turns to go. */
export async function settledMemory() {
  for (let turn = 0; turn < 4; turn++) {
    await delay(20);
    collectGarbage();
  }
  const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
  return {
    rss: rss / mebibyte,
    heap: heapUsed / mebibyte,
    external: (external + arrayBuffers) / mebibyte,
  };
}

/** Threads of this process; undefined where /proc is not. */
export function threadCount() {
  try {
    return readdirSync("/proc/self/task").length;
  } catch {
    return undefined;
  }
}

/** What could keep this process alive, by kind, in order. */
export function activeResources() {
  return process.getActiveResourcesInfo().sort();
}
