import assert from "node:assert/strict";
import { test } from "node:test";
import { TaskAbortedError, WorkerExitError } from "typhoon/concurrent";
import { genLog } from "typhoon/log";
import { expectLog, guardLog } from "../support/guard-log.ts";
import { callOf, graceMs, scriptedPool } from "../support/scripted-pool.ts";

guardLog();

test("workers that cannot start take a call each with them, so the pool does not start others for ever", async () => {
  const { workers, worker, submit } = scriptedPool(1);
  const outcomes = [submit("first"), submit("second")];

  worker(0).events.onExit(1, new Error("no thread to be had"));
  worker(1).events.onExit(1);

  for (const outcome of outcomes) await assert.rejects(outcome, WorkerExitError);
  assert.equal(workers.length, 2);
});

test("a worker that answers although its end was ordered gets no other call", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { workers, worker, submit, pool } = scriptedPool(1);
  const controller = new AbortController();
  const aborted = submit("aborted", controller.signal);
  const queued = submit("queued");
  worker(0).ready();
  controller.abort();
  await assert.rejects(aborted, TaskAbortedError);
  assert.equal(worker(0).aborted, worker(0).lastId);
  t.mock.timers.tick(graceMs);
  assert.equal(worker(0).ends, 1);

  worker(0).answer("too late");
  assert.equal(worker(0).received.length, 1);
  worker(0).events.onExit(1);
  worker(1).ready();
  worker(1).answer("done");

  assert.equal(await queued, "done");
  assert.equal(workers.length, 2);
  assert.deepEqual([pool.stats().cancelled, pool.stats().completed], [1, 1]);
});

test("a worker that answers within its grace lives on", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { worker, submit } = scriptedPool(1);
  const controller = new AbortController();
  const aborted = submit("aborted", controller.signal);
  worker(0).ready();
  controller.abort();
  await assert.rejects(aborted, TaskAbortedError);

  worker(0).answer("in time");
  t.mock.timers.tick(graceMs);

  assert.equal(worker(0).ends, 0);
});

test("a stream that is given up twice has one grace, and the next call on its worker none of it", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { pool, worker, submit } = scriptedPool(1);
  const controller = new AbortController();
  const stream = pool.submit(callOf("stream", controller.signal), { onChunk() {} });
  stream.future.catch(() => {});
  worker(0).ready();
  pool.endStream(stream);
  controller.abort();
  worker(0).answer(undefined);

  const next = submit("next");
  t.mock.timers.tick(graceMs);

  assert.equal(worker(0).ends, 0);
  worker(0).answer("next");
  assert.equal(await next, "next");
});

test("a worker keeps the process alive only while it has a call, and the next call goes to the warmest", async () => {
  const { worker, submit } = scriptedPool(2);
  const outcomes = [submit("first"), submit("second")];
  worker(0).ready();
  worker(1).ready();
  worker(0).answer(1);
  worker(1).answer(2);
  assert.deepEqual([await outcomes[0], await outcomes[1]], [1, 2]);
  assert.deepEqual([worker(0).isBusy, worker(1).isBusy], [false, false]);

  const third = submit("third");
  assert.deepEqual([worker(0).isBusy, worker(1).isBusy], [false, true]);
  worker(1).answer(3);

  assert.equal(await third, 3);
});

test("a worker is given its next call before the caller hears of the last one", async () => {
  const { worker, submit } = scriptedPool(1);
  const first = submit("first");
  const second = submit("second");
  worker(0).ready();
  let receivedThen = 0;
  first.addDoneCallback(() => {
    receivedThen = worker(0).received.length;
  });

  worker(0).answer(1);
  await first;
  worker(0).answer(2);
  await second;

  assert.equal(receivedThen, 2);
});

test("shutdown() ends each worker once, also those that have not started yet", async () => {
  const { pool, worker, submit } = scriptedPool(3);
  const outcomes = ["first", "second", "third"].map((name) => submit(name));
  worker(0).ready();
  worker(1).ready();

  const down = pool.shutdown(true);
  await assert.rejects(outcomes[2] ?? assert.fail(), { code: "ERR_CANCELLED" });
  worker(0).answer(1);
  worker(1).answer(2);
  for (const index of [2, 0, 1]) worker(index).events.onExit(0);
  await down;

  assert.deepEqual([worker(0).orderlyEnds, worker(1).orderlyEnds, worker(2).orderlyEnds], [1, 1, 0]);
  assert.deepEqual([worker(0).ends, worker(1).ends, worker(2).ends], [0, 0, 1]);
});

test("a function that takes less than its way to a worker is told of after 1,000 calls", async (t) => {
  const { level } = genLog;
  genLog.level = "info";
  t.after(() => Object.assign(genLog, { level }));
  const { worker, submit } = scriptedPool(1);
  const first = submit("quick");
  worker(0).ready();
  worker(0).answer(0);
  const calls = [first];

  for (let call = 1; call < 1_000; call++) {
    calls.push(submit("quick"));
    worker(0).answer(call);
  }
  await Promise.all(calls);

  const { msg } = await expectLog(/not worth a thread/);
  assert.match(
    msg,
    /^quick is not worth a thread: a call takes [\d.]+ ms, to hand it to a worker takes [\d.]+ ms/,
  );
});
