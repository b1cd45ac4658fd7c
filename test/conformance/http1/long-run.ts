// The long form of the differential test, the fuzz test and the test of linear time, with time measured instead of work
// counted: `node build/test/conformance/http1/long-run.js 200000 7`, how many requests and from which seed.
import { compareServers } from "./differential/compare.ts";
import { prepare } from "./fuzz/deliver.ts";
import { fuzz } from "./fuzz/fuzz.ts";
import { type GrowingInput, growingInputs, growth, mostGrowth } from "./fuzz/growing-inputs.ts";

/** Below this size, what one call costs by itself hides what its input costs. */
const timedSize = 10_000;
const rounds = 7;
/** Shorter times are those of the garbage collector and the compiler; a quadratic reader takes seconds. */
const leastMs = 5;

async function medianCpuMs(input: GrowingInput, size: number): Promise<number> {
  const times: number[] = [];
  while (times.length < rounds) {
    const deliver = prepare(input, size);
    const before = process.cpuUsage();
    deliver();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
    // What the sockets left for the next turn must not be carried into the next round.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return times.sort((one, other) => one - other)[rounds >> 1] ?? 0;
}

/** @returns how many inputs took more than their share */
async function measureTimes(): Promise<number> {
  let slow = 0;
  for (const input of growingInputs) {
    const small = await medianCpuMs(input, timedSize);
    const large = await medianCpuMs(input, growth * timedSize);
    console.log(`${small.toFixed(1)} ms, then ${large.toFixed(1)} ms\t${input.name}`);
    if (large > mostGrowth * Math.max(small, leastMs)) slow++;
  }
  return slow;
}

async function compare(seed: number, least: number): Promise<number> {
  const { requests, connections, refusedByBoth, explained, unexplained } = await compareServers(seed, least);
  const disagreements = [...explained].sort(([, one], [, other]) => other - one);
  console.log(
    `${requests} requests on ${connections} connections; on ${refusedByBoth} of these both refused one`,
  );
  for (const [name, count] of disagreements) console.log(`${count}\t${name}`);
  for (const disagreement of unexplained) console.log("not explained:", JSON.stringify(disagreement));
  return unexplained.length;
}

function fuzzLong(seed: number, count: number): number {
  const findings = fuzz(seed, count);
  console.log(`${count} fuzzed inputs, each cut three ways; found ${findings.length}`);
  for (const finding of findings) console.log(JSON.stringify(finding));
  return findings.length;
}

const [least = "200000", seed = "1"] = process.argv.slice(2);
const slow = await measureTimes();
const unexplained = await compare(Number(seed), Number(least));
const findings = fuzzLong(Number(seed), Number(least) / 4);
process.exitCode = slow + unexplained + findings === 0 ? 0 : 1;
