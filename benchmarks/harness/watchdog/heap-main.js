// The heap of the watching thread, told by that thread itself: it watches a loop that has nothing to do.
import { setTimeout as delay } from "node:timers/promises";
import { getHeapStatistics } from "node:v8";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { monotonicMs, Pulse } from "../../../dist/loop/watchdog/pulse.js";
import { watchStalls } from "../../../dist/loop/watchdog/thread/watch-stalls.js";

const intervalMs = 62;
const settleMs = 1000;

if (isMainThread) startThread();
else await tellHeap();

function startThread() {
  const pulse = new Pulse();
  const beat = () => pulse.write({ beatMs: monotonicMs(), format: undefined, isDebugged: false });
  beat();
  setInterval(beat, intervalMs);
  const settings = {
    memory: pulse.memory,
    thresholdMs: 250,
    intervalMs,
    captureStack: true,
    maxReportsPerMinute: 10,
    workingDirectory: process.cwd(),
  };
  const thread = new Worker(new URL(import.meta.url), {
    workerData: settings,
    resourceLimits: { maxYoungGenerationSizeMb: 1 },
  });
  thread.once("message", (heap) => process.stdout.write(`${JSON.stringify(heap)}\n`, () => process.exit(0)));
}

async function tellHeap() {
  watchStalls(workerData);
  await delay(settleMs);
  globalThis.gc();
  const { used_heap_size: used, total_physical_size: physical } = getHeapStatistics();
  parentPort.postMessage({ usedMiB: used / 2 ** 20, physicalMiB: physical / 2 ** 20 });
}
