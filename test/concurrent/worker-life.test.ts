import assert from "node:assert/strict";
import { test } from "node:test";
import { ThreadPoolExecutor, WorkerStartError } from "typhoon/concurrent";
import { ManualClock } from "typhoon/testing";
import type { WorkerLifeOptions } from "#typhoon/concurrent/worker-retirement.js";
import { add, whichThread } from "../fixtures/concurrent/gated.ts";
import { failAtStart, keepHeap } from "../fixtures/concurrent/local.ts";
import { expectLog, guardLog } from "../support/guard-log.ts";
import { callOf, graceMs, type ScriptedWorker, scriptedPool } from "../support/scripted-pool.ts";
import { withExecutor } from "../support/with-executor.ts";

guardLog();

const minute = 60_000;

function agingPool(maxWorkers: number, life: WorkerLifeOptions) {
  const clock = new ManualClock();
  return { clock, ...scriptedPool(maxWorkers, { clock, life }) };
}

/** The worker has had its end, in one way or the other. */
function exit(worker: ScriptedWorker): void {
  assert.equal(worker.ends + worker.orderlyEnds, 1);
  worker.events.onExit(0);
}

test("a burst starts as many workers as there are calls", () => {
  const { workers, submit } = agingPool(3, {});

  for (const name of ["a", "b", "c", "d"]) submit(name);

  assert.equal(workers.length, 3);
});

test("minWorkers start with the first call, or with start(), which waits for them", async () => {
  const lazy = agingPool(4, { minWorkers: 3 });
  assert.equal(lazy.workers.length, 0);
  lazy.submit("first");
  assert.equal(lazy.workers.length, 3);

  const eager = agingPool(4, { minWorkers: 2 });
  let isStarted = false;
  const started = eager.pool.start().then(() => {
    isStarted = true;
  });
  assert.equal(eager.workers.length, 2);
  eager.worker(0).ready();
  await Promise.resolve();
  assert.equal(isStarted, false);
  eager.worker(1).ready();
  await started;
});

test("start() fails if a worker cannot start", async () => {
  const { pool, worker } = agingPool(1, { minWorkers: 1 });
  const started = pool.start();

  worker(0).events.onExit(1, new Error("no thread to be had"));

  await assert.rejects(started, { code: "ERR_WORKER_EXIT", message: /no thread to be had/ });
});

test("a worker that nobody has waited for, and that cannot start, is logged once and not replaced", async () => {
  const { workers, worker, submit } = agingPool(2, { minWorkers: 2 });
  const outcome = submit("first");
  worker(0).ready();
  worker(0).answer(1);
  await outcome;

  const logged = expectLog(/^Cannot start a worker$/);
  worker(1).events.onExit(1, new Error("no thread to be had"));
  await logged;

  assert.equal(workers.length, 2);
});

test("a worker that has nothing to do for idleTimeoutMs ends, the one that has rested longest first", async () => {
  const { clock, pool, worker, submit } = agingPool(2, { idleTimeoutMs: minute });
  const outcomes = [submit("first"), submit("second")];
  worker(0).ready();
  worker(1).ready();
  worker(0).answer(1);
  clock.advance(minute / 2);
  worker(1).answer(2);
  await Promise.all(outcomes);

  clock.advance(minute / 2 - 1);
  assert.deepEqual([worker(0).orderlyEnds, worker(1).orderlyEnds], [0, 0]);
  clock.advance(1);
  assert.deepEqual([worker(0).orderlyEnds, worker(1).orderlyEnds], [1, 0]);
  exit(worker(0));
  clock.advance(minute / 2);
  assert.deepEqual([worker(0).orderlyEnds, worker(1).orderlyEnds], [1, 1]);
  exit(worker(1));

  assert.deepEqual([pool.stats().workers, clock.pending], [0, 0]);
});

test("a worker that was used meanwhile does not end", async () => {
  const { clock, worker, submit } = agingPool(1, { idleTimeoutMs: minute });
  const first = submit("first");
  worker(0).ready();
  worker(0).answer(1);
  await first;
  clock.advance(minute - 1);
  const second = submit("second");
  clock.advance(minute);
  assert.equal(worker(0).orderlyEnds, 0);

  worker(0).answer(2);
  await second;
  clock.advance(minute - 1);
  assert.equal(worker(0).orderlyEnds, 0);
  clock.advance(1);

  assert.equal(worker(0).orderlyEnds, 1);
});

test("minWorkers stay although they have nothing to do", async () => {
  const { clock, pool, worker, submit } = agingPool(3, { minWorkers: 1, idleTimeoutMs: minute });
  const outcomes = [submit("first"), submit("second")];
  worker(0).ready();
  worker(1).ready();
  worker(0).answer(1);
  worker(1).answer(2);
  await Promise.all(outcomes);

  clock.advance(minute);
  exit(worker(0));
  clock.advance(10 * minute);

  assert.deepEqual([worker(1).orderlyEnds, pool.stats().workers], [0, 1]);
});

test("a worker that has done maxTasksPerWorker ends, and the calls that wait begin at its replacement", async () => {
  const { workers, worker, submit } = agingPool(1, { maxTasksPerWorker: 2 });
  const outcomes = ["first", "second", "third"].map((name) => submit(name));
  worker(0).ready();
  worker(0).answer(1);
  worker(0).answer(2);
  assert.deepEqual([worker(0).orderlyEnds, worker(0).received.length, workers.length], [1, 3, 1]);

  exit(worker(0));
  worker(1).ready();
  worker(1).answer(3);

  assert.deepEqual(await Promise.all(outcomes), [1, 2, 3]);
});

test("a call that fails counts for maxTasksPerWorker too", async () => {
  const { worker, submit } = agingPool(1, { maxTasksPerWorker: 1 });
  const outcome = submit("first");
  worker(0).ready();

  worker(0).fail(new RangeError("no"));
  await assert.rejects(outcome, RangeError);

  assert.equal(worker(0).orderlyEnds, 1);
});

test("a worker grows old at rest or after its call, and one of minWorkers is replaced at once", async () => {
  const { clock, workers, worker, submit } = agingPool(1, { minWorkers: 1, maxWorkerAgeMs: minute });
  const first = submit("first");
  worker(0).ready();
  clock.advance(2 * minute);
  assert.equal(worker(0).orderlyEnds, 0);
  worker(0).answer(1);
  assert.equal(await first, 1);
  exit(worker(0));
  assert.equal(workers.length, 2);

  worker(1).ready();
  clock.advance(minute - 1);
  assert.equal(worker(1).orderlyEnds, 0);
  clock.advance(1);
  exit(worker(1));

  assert.equal(workers.length, 3);
});

test("a worker whose heap has become greater than maxWorkerHeapMb ends", async () => {
  const { worker, submit } = agingPool(1, { maxWorkerHeapMb: 100 });
  const outcomes = ["first", "second", "third"].map((name) => submit(name));
  worker(0).ready();
  worker(0).answer(1, 100 * 1024 * 1024);
  worker(0).answer(2);
  assert.equal(worker(0).orderlyEnds, 0);

  worker(0).answer(3, 100 * 1024 * 1024 + 1);
  await Promise.all(outcomes);

  assert.equal(worker(0).orderlyEnds, 1);
});

test("a retiring worker that does not end by itself within graceMs is ended", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { worker, submit } = agingPool(1, { maxTasksPerWorker: 1 });
  const outcome = submit("first");
  worker(0).ready();
  worker(0).answer(1);
  await outcome;

  t.mock.timers.tick(graceMs - 1);
  assert.deepEqual([worker(0).orderlyEnds, worker(0).ends], [1, 0]);
  t.mock.timers.tick(1);

  assert.equal(worker(0).ends, 1);
});

test("a worker that dies in onWorkerStart, or fails there, gets no call", async () => {
  const { worker, submit } = scriptedPool(1, { onWorkerStart: callOf("prepare") });
  const outcomes = ["first", "second", "third"].map((name) => submit(name));
  const settled = Promise.allSettled(outcomes);

  worker(0).ready();
  worker(0).events.onExit(7);
  worker(1).ready();
  worker(1).fail(new RangeError("no database"));
  await Promise.resolve();
  assert.equal(worker(1).ends, 1);
  worker(1).events.onExit(1);
  worker(2).ready();
  worker(2).answer("prepared");
  worker(2).answer("done");

  assert.deepEqual([worker(0).received.length, worker(1).received.length], [1, 1]);
  await assert.rejects(outcomes[0] ?? assert.fail(), { code: "ERR_WORKER_EXIT", exitCode: 7 });
  await assert.rejects(outcomes[1] ?? assert.fail(), { code: "ERR_WORKER_START", message: /no database/ });
  assert.equal(await outcomes[2], "done");
  await settled;
});

test("threads retire by count and by heap, and no call is harmed", async (t) => {
  const executor = withExecutor(t, { maxTasksPerWorker: 3, maxWorkers: 2 });
  const numbers = Array.from({ length: 20 }, (_, index) => index);
  const sums = await Promise.all(numbers.map((n) => executor.submit(add, n, 1)));
  assert.deepEqual(
    sums,
    numbers.map((n) => n + 1),
  );

  const heavy = withExecutor(t, { maxWorkerHeapMb: 100 });
  const before = await heavy.submit(whichThread);
  const small = withExecutor(t, { maxWorkerHeapMb: 1 });
  const threads = [await small.submit(keepHeap, 10), await small.submit(keepHeap, 10)];

  assert.equal(await heavy.submit(whichThread), before);
  assert.notEqual(threads[0], threads[1]);
});

test("start() starts threads, and fails with what onWorkerStart threw", async (t) => {
  const executor = withExecutor(t, { maxWorkers: 3, minWorkers: 2 });
  await executor.start();
  assert.deepEqual([executor.stats().workers, executor.stats().running], [2, 0]);

  await assert.rejects(
    withExecutor(t, { minWorkers: 1, onWorkerStart: failAtStart }).start(),
    WorkerStartError,
  );
});

test("limits out of range are refused", () => {
  const cases: readonly (readonly [WorkerLifeOptions, RegExp])[] = [
    [{ minWorkers: 3 }, /minWorkers is 3: pass a whole number from 0 to maxWorkers \(2\)/],
    [{ minWorkers: -1 }, /minWorkers is -1/],
    [{ minWorkers: 0.5 }, /minWorkers is 0.5/],
    [{ maxTasksPerWorker: 0 }, /maxTasksPerWorker is 0: pass a whole number from 1/],
    [{ idleTimeoutMs: -1 }, /idleTimeoutMs is -1/],
    [{ maxWorkerAgeMs: Number.NaN }, /maxWorkerAgeMs is NaN/],
  ];
  for (const [options, message] of cases) {
    assert.throws(() => new ThreadPoolExecutor({ maxWorkers: 2, ...options }), {
      name: "RangeError",
      message,
    });
  }
});
