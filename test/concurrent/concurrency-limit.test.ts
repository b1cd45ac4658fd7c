import assert from "node:assert/strict";
import { test } from "node:test";
import { blocking, TaskAbortedError, unblock, WorkerExitError } from "typhoon/concurrent";
import { add, dieAlone, enter, enterAndWait, enterInPairs } from "../fixtures/concurrent/gated.ts";
import { guardLog } from "../support/guard-log.ts";
import { notesOf, openGate, reaches, sharedNumbers } from "../support/shared-memory.ts";
import { withExecutor } from "../support/with-executor.ts";

guardLog();

test("maxConcurrency holds calls of its function back, and later calls of other functions pass them", async (t) => {
  const executor = withExecutor(t, { maxWorkers: 4 });
  const [begun, others, gate] = [sharedNumbers(8), sharedNumbers(8), sharedNumbers()];
  const pairs = [1, 2, 3, 4].map((name) => executor.submit(enterInPairs, begun, name, gate));
  await reaches(begun, 2);

  assert.equal(await executor.submit(enter, others, 9), 9);
  assert.deepEqual([notesOf(begun).sort(), executor.stats().queued], [[1, 2], 2]);

  openGate(gate);
  assert.deepEqual(await Promise.all(pairs), [1, 2, 3, 4]);
  assert.equal(executor.stats().queued, 0);
});

test("among the calls that may run, the oldest begins first", async (t) => {
  const executor = withExecutor(t, { maxWorkers: 1 });
  const [begun, blocked, gate] = [sharedNumbers(8), sharedNumbers(8), sharedNumbers()];
  const first = executor.submit(enterAndWait, blocked, 0, gate);
  await reaches(blocked);
  const open = sharedNumbers();
  openGate(open);

  const calls = [
    executor.submit(enterInPairs, begun, 1, open),
    executor.submit(enterInPairs, begun, 2, open),
    executor.submit(enterInPairs, begun, 3, open),
    executor.submit(enter, begun, 4),
  ];
  openGate(gate);
  await Promise.all([first, ...calls]);

  assert.deepEqual(notesOf(begun), [1, 2, 3, 4]);
});

test("a call that waits for its function can be cancelled, and one that ran makes way also when its worker dies", async (t) => {
  const executor = withExecutor(t, { maxWorkers: 2 });
  const begun = sharedNumbers(8);
  const calls = [1, 2, 3, 4].map((code) => executor.submit(dieAlone, begun, code));

  assert.deepEqual([calls[2]?.cancel(), calls[2]?.cancel()], [true, false]);

  for (const index of [0, 1, 3]) await assert.rejects(calls[index] ?? assert.fail(), WorkerExitError);
  assert.deepEqual(notesOf(begun), [1, 2, 4]);
  assert.equal(await executor.submit(add, 1, 2), 3);
});

test("shutdown() waits for calls that wait for their function, or cancels them", async (t) => {
  const open = sharedNumbers();
  openGate(open);
  const patient = withExecutor(t, { maxWorkers: 3 });
  const calls = [1, 2, 3, 4].map((name) => patient.submit(enterInPairs, sharedNumbers(8), name, open));
  await patient.shutdown();
  assert.deepEqual(await Promise.all(calls), [1, 2, 3, 4]);

  const hasty = withExecutor(t, { maxWorkers: 3 });
  const [begun, gate] = [sharedNumbers(8), sharedNumbers()];
  const pairs = [1, 2, 3].map((name) => hasty.submit(enterInPairs, begun, name, gate));
  await reaches(begun, 2);
  const down = hasty.shutdown({ cancelPending: true });
  await assert.rejects(pairs[2] ?? assert.fail(), { code: "ERR_CANCELLED" });
  openGate(gate);
  await down;
  assert.deepEqual(await Promise.all(pairs.slice(0, 2)), [1, 2]);
});

test("a maxConcurrency that is no positive whole number is refused", () => {
  assert.throws(() => blocking(() => {}, { maxConcurrency: 0 }), RangeError);
  assert.throws(() => unblock(() => {}, { maxConcurrency: 1.5 }), RangeError);
});

test("maxQueueMs drops a call that has waited so long, and leaves one that runs alone", async (t) => {
  const executor = withExecutor(t, { maxQueueMs: 10 });
  const [begun, gate] = [sharedNumbers(8), sharedNumbers()];
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const running = executor.submit(enterAndWait, begun, 1, gate);
  while (Atomics.load(begun, 0) === 0) await new Promise((resolve) => setImmediate(resolve));
  t.mock.timers.tick(10);

  const waiting = executor.submit(enter, begun, 2);
  const own = executor.run(enter, [begun, 3], { maxQueueMs: 20 });
  const patient = executor.run(enter, [begun, 4], { maxQueueMs: 21 });
  t.mock.timers.tick(20);

  await assert.rejects(waiting, waitedTooLong(10));
  await assert.rejects(own, waitedTooLong(20));
  openGate(gate);
  assert.deepEqual([await running, await patient, notesOf(begun)], [1, 4, [1, 4]]);
});

function waitedTooLong(maxQueueMs: number): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof TaskAbortedError);
    const message = `Cannot begin the task as it has waited too long: maxQueueMs is ${maxQueueMs}`;
    assert.deepEqual([error.reason, error.message], ["queue", message]);
    return true;
  };
}
