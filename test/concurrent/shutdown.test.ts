import assert from "node:assert/strict";
import { test } from "node:test";
import { CancelledError, ExecutorShutdownError, ThreadPoolExecutor } from "typhoon/concurrent";
import { add, enter, enterAndWait } from "../fixtures/concurrent/gated.ts";
import { guardLog } from "../support/guard-log.ts";
import { notesOf, openGate, reaches, sharedNumbers } from "../support/shared-memory.ts";

guardLog();

test("shutdown() lets pending calls run, and resolves when the workers have ended", async () => {
  const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
  const begun = sharedNumbers(4);
  const gate = sharedNumbers();
  const outcomes = [executor.submit(enterAndWait, begun, 1, gate), executor.submit(enter, begun, 2)];
  await reaches(begun);

  let isDown = false;
  const down = executor.shutdown().then(() => {
    isDown = true;
  });
  assert.throws(() => executor.submit(add, 1, 2), isShutdownError);
  assert.equal(isDown, false);
  openGate(gate);
  await down;

  assert.deepEqual(await Promise.all(outcomes), [1, 2]);
  assert.equal(executor.stats().workers, 0);
});

test("shutdown({ wait: false }) resolves while calls still run", async () => {
  const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
  const begun = sharedNumbers(2);
  const gate = sharedNumbers();
  const outcome = executor.submit(enterAndWait, begun, 1, gate);

  await executor.shutdown({ wait: false });

  assert.equal(outcome.done(), false);
  openGate(gate);
  assert.equal(await outcome, 1);
  await executor.shutdown();
});

test("shutdown({ cancelPending: true }) cancels what no worker has begun", async () => {
  const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
  const begun = sharedNumbers(4);
  const gate = sharedNumbers();
  const running = executor.submit(enterAndWait, begun, 1, gate);
  const queued = [executor.submit(enter, begun, 2), executor.submit(enter, begun, 3)];
  await reaches(begun);

  const down = executor.shutdown({ cancelPending: true });
  for (const outcome of queued) await assert.rejects(outcome, CancelledError);
  openGate(gate);
  await down;

  assert.equal(await running, 1);
  assert.deepEqual(notesOf(begun), [1]);
});

test("shutdown() of an executor that never ran anything, and a second shutdown(), resolve", async () => {
  const executor = new ThreadPoolExecutor();

  await executor.shutdown();
  await executor.shutdown();

  assert.throws(() => executor.submit(add, 1, 2), isShutdownError);
});

test("two shutdown() calls both wait for the call that runs", async () => {
  const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
  const begun = sharedNumbers(2);
  const gate = sharedNumbers();
  const outcome = executor.submit(enterAndWait, begun, 1, gate);
  await reaches(begun);

  const both = [executor.shutdown(), executor.shutdown({ cancelPending: true })];
  openGate(gate);
  await Promise.all(both);

  assert.equal(await outcome, 1);
});

test("await using shuts the executor down at the end of the block", async () => {
  let left: ThreadPoolExecutor;
  {
    await using executor = new ThreadPoolExecutor({ maxWorkers: 1 });
    left = executor;
    assert.equal(await executor.submit(add, 20, 22), 42);
  }

  assert.equal(left.stats().workers, 0);
  assert.throws(() => left.submit(add, 1, 2), isShutdownError);
});

function isShutdownError(error: unknown): boolean {
  return error instanceof ExecutorShutdownError && error.code === "ERR_EXECUTOR_SHUTDOWN";
}
