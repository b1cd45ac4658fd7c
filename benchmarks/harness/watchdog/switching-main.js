// A hello server that switches its watchdog on and off while it is under load, and counts what a request costs each
// time: one process has one layout of memory and one compiled code, so that a pair differs in the watchdog alone.
// What the watchdog uses by itself is counted too, which no noise of the machine hides: its thread by the kernel's
// account, its heartbeat on the loop's thread by the clock.
// It prints its port, starts when standard input says so, and prints the pairs as JSON.
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { watchdog } from "../../../dist/loop/watchdog/index.js";
import { Application, RequestHandler } from "../../../dist/web/index.js";

const [pairs, warmUpMs, settleMs, countMs] = process.argv.slice(2).map(Number);
let requests = 0;
let beatsMs = 0;

class MainHandler extends RequestHandler {
  get() {
    requests += 1;
    this.write("Hello, world");
  }
}

const application = new Application([["/", MainHandler]], { watchdog: false });
const server = await application.listen(0, "127.0.0.1");
process.stdout.write(`${JSON.stringify({ port: server.port })}\n`);
process.stdin.once("end", () => process.exit(1)); // The harness has gone.
await once(process.stdin, "data");

await delay(warmUpMs);
const measured = [];
for (let index = 0; index < pairs; index++) measured.push(await measurePair(index % 2 === 0));
process.stdout.write(`${JSON.stringify(measured)}\n`, () => process.exit(0));

/** Every other pair begins with the watchdog, so that a drift of the machine favours neither. */
async function measurePair(isOnFirst) {
  const first = await measure(isOnFirst);
  const second = await measure(!isOnFirst);
  return isOnFirst ? { on: first, off: second } : { on: second, off: first };
}

async function measure(isOn) {
  const others = new Set(threads());
  const dog = isOn ? startWatchdog() : undefined;
  await delay(settleMs);
  const watching = threads().filter((thread) => !others.has(thread));
  const ownMs = () => cpuMsOf(watching) + beatsMs;
  const before = { requests, at: performance.now(), cpu: process.cpuUsage(), ownMs: ownMs() };
  await delay(countMs);
  const { user, system } = process.cpuUsage(before.cpu);
  const ownShare = ((ownMs() - before.ownMs) * 1000) / (user + system);
  const seconds = (performance.now() - before.at) / 1000;
  const count = requests - before.requests;
  const stalls = dog?.stats().stalls.count ?? 0;
  dog?.stop();
  return { cpuMicroseconds: (user + system) / count, rate: count / seconds, ownShare, stalls };
}

/** Its heartbeat is the one interval that it starts. */
function startWatchdog() {
  const { setInterval } = globalThis;
  globalThis.setInterval = (beat, ms) => setInterval(() => timed(beat), ms);
  try {
    return watchdog({});
  } finally {
    globalThis.setInterval = setInterval;
  }
}

function timed(beat) {
  const startedAt = performance.now();
  beat();
  beatsMs += performance.now() - startedAt;
}

function threads() {
  return process.platform === "linux" ? readdirSync("/proc/self/task") : [];
}

/** Linux: the nanoseconds on a processor come first. */
function cpuMsOf(tasks) {
  const nanosecondsOf = (task) =>
    Number(readFileSync(`/proc/self/task/${task}/schedstat`, "utf8").split(" ")[0]);
  return tasks.reduce((sum, task) => sum + nanosecondsOf(task), 0) / 1e6;
}
