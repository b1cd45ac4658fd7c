// node run-main.js <peer file> <operation>, the rest as JSON from standard input: so many callers do the operation again
// and again, and what was counted is printed as JSON.
import { performance } from "node:perf_hooks";
import { text } from "node:stream/consumers";

const [file, operation] = process.argv.slice(2);
const { argument, callers, warmUp, seconds } = JSON.parse(await text(process.stdin));
const peer = await import(file);
const operate = peer[operation](argument);
const task = async () => {};

await runFor(warmUp);
const cpu = process.cpuUsage();
const counted = await runFor(seconds);
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(JSON.stringify({ ...counted, cpuMicroseconds: (user + system) / counted.count }), () =>
  process.exit(0),
);

async function runFor(time) {
  const end = performance.now() + time * 1000;
  const startedAt = performance.now();
  let count = 0;
  const call = async () => {
    // The clock is looked at once in so many operations: a look costs as much as a lock.
    do {
      for (let times = 0; times < 64; times++) await operate(task);
      count += 64;
    } while (performance.now() < end);
  };
  await Promise.all(Array.from({ length: callers }, call));
  return { count, microseconds: ((performance.now() - startedAt) * 1000) / count };
}
