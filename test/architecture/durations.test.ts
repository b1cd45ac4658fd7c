import assert from "node:assert/strict";
import { test } from "node:test";
import {
  blocking,
  DummyExecutor,
  ProcessPoolExecutor,
  runOnExecutor,
  sleepSync,
  ThreadPoolExecutor,
  unblock,
} from "typhoon/concurrent";
import { sleep, withTimeout } from "typhoon/gen";
import { AsyncHTTPClient, HTTPRequest } from "typhoon/httpclient";
import { drainOnSignal, HTTPServer } from "typhoon/httpserver";
import { formatCookie } from "typhoon/httputil";
import { IOLoop, PeriodicCallback } from "typhoon/ioloop";
import { Condition, Event, Lock, Semaphore } from "typhoon/locks";
import { ProcessSupervisor, Subprocess } from "typhoon/process";
import { Queue } from "typhoon/queues";
import { TCPClient } from "typhoon/tcpclient";
import { genTest } from "typhoon/testing";
import { Application, createSignedValue, decodeSignedValue, RequestHandler } from "typhoon/web";
import { timerDelays } from "../support/timer-delays.ts";

const noop = blocking(() => {});
const signed = createSignedValue("secret", "name", "value");
const loop = IOLoop.current();

/** Everything that takes a duration, by the name that its error says; what it starts it ends. */
const uses: readonly (readonly [name: string, use: (value: number) => unknown])[] = [
  ["ms", (ms) => sleepSync(ms)],
  ["timeoutMs", (timeoutMs) => new DummyExecutor().run(noop, [], { timeoutMs })],
  ["maxQueueMs", (maxQueueMs) => new DummyExecutor().run(noop, [], { maxQueueMs })],
  ["timeoutMs", (timeoutMs) => new ThreadPoolExecutor({ maxWorkers: 1 }).run(noop, [], { timeoutMs })],
  ["timeoutMs", (timeoutMs) => unblock(() => {}, { timeoutMs })],
  ["maxQueueMs", (maxQueueMs) => runOnExecutor({ maxQueueMs })],
  ["maxQueueMs", (maxQueueMs) => new ThreadPoolExecutor({ maxQueueMs })],
  ["graceMs", (graceMs) => new ThreadPoolExecutor({ graceMs })],
  ["idleTimeoutMs", (idleTimeoutMs) => new ThreadPoolExecutor({ idleTimeoutMs })],
  ["maxWorkerAgeMs", (maxWorkerAgeMs) => new ProcessPoolExecutor({ maxWorkerAgeMs })],
  ["periodMs", (periodMs) => new PeriodicCallback(() => {}, periodMs)],
  ["timeoutMs", (timeoutMs) => loop.runSync(() => {}, { timeoutMs })],
  ["thresholdMs", (thresholdMs) => loop.watchdog({ thresholdMs })],
  ["idleMs", (idleMs) => new ProcessSupervisor(1, { idleMs })],
  ["startTimeoutMs", (startTimeoutMs) => new ProcessSupervisor(1, { startTimeoutMs })],
  ["stopTimeoutMs", (stopTimeoutMs) => new ProcessSupervisor(1, { stopTimeoutMs })],
  [
    "killAfterMs",
    (killAfterMs) => new Subprocess([process.execPath, "-v"], { killAfterMs, stdout: "ignore" }),
  ],
  ["timeoutMs", (timeoutMs) => new TCPClient().connect("127.0.0.1", 1, { timeoutMs })],
  ...(
    ["bodyTimeoutMs", "headerTimeoutMs", "idleTimeoutMs", "writeTimeoutMs", "handshakeTimeoutMs"] as const
  ).map((name) => [name, (value: number) => new HTTPServer(() => {}, { [name]: value })] as const),
  ["idleMs", (idleMs) => new HTTPServer(() => {}).drain({ idleMs })],
  ["timeoutMs", (timeoutMs) => new HTTPServer(() => {}).drain({ timeoutMs })],
  ["timeoutMs", (timeoutMs) => drainOnSignal(new HTTPServer(() => {}), { timeoutMs })()],
  ["requestTimeoutMs", (requestTimeoutMs) => new HTTPRequest("http://127.0.0.1/", { requestTimeoutMs })],
  ["connectTimeoutMs", (connectTimeoutMs) => new HTTPRequest("http://127.0.0.1/", { connectTimeoutMs })],
  [
    "keepAliveTimeoutMs",
    (keepAliveTimeoutMs) => new AsyncHTTPClient({ forceInstance: true, keepAliveTimeoutMs }),
  ],
  [
    "requestTimeoutMs",
    (requestTimeoutMs) => new AsyncHTTPClient({ forceInstance: true, defaults: { requestTimeoutMs } }),
  ],
  ["maxAgeMs", (maxAgeMs) => formatCookie("name", "value", { maxAgeMs })],
  ["expiresDays", (expiresDays) => formatCookie("name", "value", { expiresDays })],
  ["maxAgeDays", (maxAgeDays) => decodeSignedValue("secret", "name", signed, { maxAgeDays })],
  ["requestTimeoutMs", (requestTimeoutMs) => new Application([], { requestTimeoutMs })],
  [
    "requestTimeoutMs",
    (requestTimeoutMs) => {
      class Limited extends RequestHandler {
        static override requestTimeoutMs = requestTimeoutMs;
      }
      return new Application([["/", Limited]]);
    },
  ],
  ["timeoutMs", (timeoutMs) => genTest(() => {}, { timeoutMs })],
  ["timeoutMs", (timeoutMs) => new Event().wait({ timeoutMs })],
  ["timeoutMs", (timeoutMs) => new Condition().wait({ timeoutMs })],
  ["timeoutMs", (timeoutMs) => new Lock().acquire({ timeoutMs })],
  ["timeoutMs", (timeoutMs) => new Semaphore(1).acquire({ timeoutMs })],
  ["timeoutMs", (timeoutMs) => new Queue().get({ timeoutMs })],
  ["ms", (ms) => sleep(ms)],
  ["ms", (ms) => withTimeout({ ms }, Promise.resolve())],
  ["ms", (ms) => loop.removeTimeout(loop.callLater(ms, () => {}))],
  ["ms", (ms) => loop.removeTimeout(loop.addTimeout({ ms }, () => {}))],
];

/** Of these a negative one means that it is over already, as in Tornado; a cookie's drops it. */
const mayBeNegative =
  /Event|Condition|Lock|Semaphore|Queue|loop\.|sleep\(|withTimeout|formatCookie|decodeSigned/;
/** Nothing is to be waited for that long. */
const mayNotBeLong = /sleepSync|watchdog|expiresDays/;
const notNumbers: readonly unknown[] = ["10", null, 1n, {}, true];

for (const [name, use] of uses) {
  const spelling = String(use).replace(/\s+/g, " ");

  test(`a wrong duration is refused when it is set, by its name: ${spelling}`, async () => {
    const wrong = mayBeNegative.test(spelling) ? [Number.NaN] : [Number.NaN, -1];
    for (const value of [...wrong, ...notNumbers]) {
      await assert.rejects(
        async () => use(value as number),
        (error) =>
          (error instanceof TypeError || error instanceof RangeError) &&
          new RegExp(`\\b${name}\\b`).test(error.message),
        `${String(value)} is taken`,
      );
    }
  });

  if (mayNotBeLong.test(spelling)) continue;
  test(`a duration beyond the longest timer of Node is not over at once: ${spelling}`, async (t) => {
    const delays = timerDelays(t);

    const outcome = await Promise.race([accepted(() => use(2 ** 31)), new Promise(setImmediate)]);

    assert.notEqual(outcome, "refused");
    assert.deepEqual(
      delays.filter((delayMs) => !(delayMs < 2 ** 31)),
      [],
    );
  });
}

/** Whether it is taken; what comes of it, such as a connection that fails, is another matter. */
async function accepted(use: () => unknown): Promise<"refused" | "accepted"> {
  try {
    await use();
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return "refused";
  }
  return "accepted";
}
