// The process of one pool: `node client-main.js <pool's file>`. It reads what to do as JSON from standard input, keeps
// `inFlight` calls under way for `seconds`, checks every answer, and prints what it counted as JSON.
import { availableParallelism } from "node:os";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { LatencyHistogram } from "../load/latency-histogram.js";
import { idleSecondsOf } from "../machine.js";
import { chainOf } from "./chains.js";

const job = JSON.parse(await text(process.stdin));
const { open } = await import(pathToFileURL(process.argv[2]).href);
const pool = await open(job);

const measured = pool.repeat === undefined ? await measureCalls() : await measureRepeats();
// The pool ends with its process: closing is not measured, and a pool that cannot close still has its numbers.
process.stdout.write(`${JSON.stringify(measured)}\n`, () => process.exit(0));

async function measureCalls() {
  const state = { calls: 0, isCounting: false, isOver: false, latencies: undefined };
  if (job.inFlight === 1) state.latencies = new LatencyHistogram();
  const chains = Array.from({ length: job.inFlight }, () => chainOf(job)(pool, state));
  const failed = Promise.all(chains).then(() => {});
  const counted = await Promise.race([countFor(() => state.calls, state), failed]);
  state.isOver = true;
  await failed;
  return { ...counted, ...(state.latencies && { p99Ms: state.latencies.summary().p99 }) };
}

async function measureRepeats() {
  pool.repeat(job.task, job.argument);
  return countFor(pool.count, {});
}

/** Warms up, then counts. Processor seconds are those of all threads. */
async function countFor(count, state) {
  await delay(Math.max(job.warmUp * 1000, 100));
  const before = { calls: count(), at: performance.now(), cpu: process.cpuUsage(), idle: idleSecondsOf("") };
  state.isCounting = true;
  await delay(job.seconds * 1000);
  state.isCounting = false;
  const { user, system } = process.cpuUsage(before.cpu);
  const cpuSeconds = (user + system) / 1e6;
  const seconds = (performance.now() - before.at) / 1000;
  const calls = count() - before.calls;
  return { calls, seconds, cpuSeconds, othersShare: othersShareOf(before.idle, cpuSeconds, seconds) };
}

/** What neither this process used nor anyone left idle. */
function othersShareOf(idleBefore, cpuSeconds, seconds) {
  if (idleBefore === undefined) return undefined;
  const mineAndIdle = cpuSeconds + idleSecondsOf("") - idleBefore;
  return Math.max(0, 1 - mineAndIdle / (seconds * availableParallelism()));
}
