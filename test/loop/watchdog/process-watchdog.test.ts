import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { IOLoop } from "typhoon/ioloop";
import { watchdog } from "typhoon/watchdog";
import { guardLog } from "../../support/guard-log.ts";

guardLog();

const longMs = 3_600_000;

test("watchdog() without options is the one that runs", (t) => {
  const first = watchdog({ thresholdMs: longMs });
  t.after(() => first.stop());

  assert.equal(watchdog(), first);
  assert.equal(IOLoop.current().watchdog(), first);
});

test("watchdog() with options takes the place of the one before", (t) => {
  const first = watchdog({ thresholdMs: longMs });
  const second = IOLoop.current().watchdog({ thresholdMs: 2 * longMs });
  t.after(() => second.stop());

  assert.equal(first.isRunning(), false);
  assert.equal(second.isRunning(), true);
  assert.equal(second.stats().thresholdMs, 2 * longMs);
});

test("stats() is a frozen plain object with nothing in it at first", (t) => {
  const dog = watchdog({ thresholdMs: longMs });
  t.after(() => dog.stop());

  const stats = dog.stats();

  assert.ok(Object.isFrozen(stats));
  assert.deepEqual(stats.stalls, { count: 0, totalMs: 0, longestMs: 0, byLine: [] });
  assert.deepEqual(structuredClone(stats), stats);
});

test("a watchdog that was stopped measures no more, and can be asked for again", () => {
  const first = watchdog({ thresholdMs: longMs });
  first.stop();
  const second = watchdog();

  assert.equal(first.stats().isRunning, false);
  assert.equal(second.isRunning(), true);
  second.stop();
});

test("options out of their range are refused", () => {
  assert.throws(() => watchdog({ thresholdMs: 0 }), RangeError);
  assert.throws(() => watchdog({ thresholdMs: Number.NaN }), RangeError);
  assert.throws(() => watchdog({ maxReportsPerMinute: -1 }), RangeError);
});

test("a watchdog does not run in a worker thread", async () => {
  const worker = new Worker(new URL("../../fixtures/watchdog/stalls.js", import.meta.url), {
    argv: ["none"],
    stdout: true,
  });

  const [said] = await once(worker.stdout, "data");
  await worker.terminate();

  assert.match(String(said), /"isRunning":false/);
});
