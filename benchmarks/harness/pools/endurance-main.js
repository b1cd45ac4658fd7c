// The process of the endurance run: many tasks, some of which throw, are cancelled, or kill their worker. It reads what
// to do as JSON from standard input, tells how far it is on standard error, and prints its checks as JSON.
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { ThreadPoolExecutor } from "../../../dist/concurrent/index.js";
import { drawKind, runTask } from "./endurance-mix.js";
import { activeResources, settledMemory, threadCount } from "./process-state.js";

const warmUpShare = 0.05;
const samplesInAll = 20;
const stallMs = 30_000; // Longer than any worker takes to start, on any machine.

const { tasks, workers, inFlight } = JSON.parse(await text(process.stdin));
const outcomes = { answer: 0, throw: 0, cancel: 0, abort: 0, kill: 0 };
const wrong = [];
const memory = [];
let started = 0;
let settled = 0;
let mostWorkers = 0;

const resourcesBefore = activeResources();
const executor = new ThreadPoolExecutor({ maxWorkers: workers, maxQueue: inFlight });
const warmUp = Math.max(2000, Math.round(tasks * warmUpShare));
const startedAt = performance.now();
let isComplete = await runUpTo(warmUp);
await allWorkersUp();
const memoryBefore = await settledMemory();
const threadsBefore = threadCount();
for (let sample = 1; sample <= samplesInAll && isComplete; sample++) {
  isComplete = await runUpTo(warmUp + Math.round((tasks * sample) / samplesInAll));
  memory.push(await settledMemory());
  tell(sample);
}
const seconds = (performance.now() - startedAt) / 1000;
await allWorkersUp();
const memoryAfter = await settledMemory();
const threadsAfter = threadCount();
const stats = executor.stats();
const isShutDown = await Promise.race([
  executor.shutdown().then(() => true),
  delay(stallMs, false, { ref: false }),
]);
await settledMemory();
print();

/** Resolves to whether every task so far has settled; `false` when none did for a long time. */
async function runUpTo(limit) {
  const chains = Promise.all(Array.from({ length: inFlight }, () => chain(limit)));
  for (;;) {
    const before = settled;
    if (await endsInTime(chains)) return true;
    if (settled === before) return false;
  }
}

/** Its timer keeps the process alive: a future that is lost does not. */
async function endsInTime(promise) {
  const over = new AbortController();
  const late = delay(stallMs, false, { signal: over.signal }).catch(() => true);
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    over.abort();
  }
}

async function chain(limit) {
  while (started < limit) {
    const index = started++;
    const kind = drawKind(index);
    const complaint = await runTask(executor, kind, index);
    settled += 1;
    outcomes[kind] += 1;
    if (complaint !== undefined) wrong.push(complaint);
    if (index % 64 === 0) mostWorkers = Math.max(mostWorkers, executor.stats().workers);
  }
}

/** A killed worker's successor starts when it is needed: so that both measurements are of equally many. */
async function allWorkersUp() {
  const deadline = performance.now() + stallMs;
  while (executor.stats().workers < workers && performance.now() < deadline) {
    await Promise.all(Array.from({ length: 4 * workers }, (_, index) => runTask(executor, "answer", index)));
  }
}

function tell(sample) {
  const { heap, rss } = memory.at(-1);
  process.stderr.write(
    `${settled - warmUp} of ${tasks} tasks (${Math.round((sample * 100) / samplesInAll)} %): heap ${heap.toFixed(1)} MiB, ` +
      `RSS ${rss.toFixed(0)} MiB, ${wrong.length} wrong\n`,
  );
}

function print() {
  const result = {
    ...{ tasks: started, settled, seconds, outcomes, wrong: wrong.length, firstWrong: wrong.slice(0, 5) },
    ...{ mostWorkers, stats, isShutDown, threadsBefore, threadsAfter, threadsEnd: threadCount() },
    ...{ memoryBefore, memoryAfter, memory, resourcesBefore, resourcesAfter: activeResources() },
  };
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
}
