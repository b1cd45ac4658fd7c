import assert from "node:assert/strict";
import { test } from "node:test";
import { ExecutorFullError, ThreadPoolExecutor } from "typhoon/concurrent";
import { add, enter, enterAndWait } from "../fixtures/concurrent/gated.ts";
import { failAtThree, halfOf, squareAndCount } from "../fixtures/concurrent/mapped.ts";
import { guardLog } from "../support/guard-log.ts";
import { notesOf, openGate, reaches, sharedNumbers } from "../support/shared-memory.ts";
import { withExecutor } from "../support/with-executor.ts";

guardLog();

test("submit() throws ExecutorFullError when maxQueue calls wait, and works again when one has gone", async (t) => {
  const executor = withExecutor(t, { maxQueue: 2 });
  const begun = sharedNumbers(4);
  const gate = sharedNumbers();
  const running = executor.submit(enterAndWait, begun, 1, gate);
  await reaches(begun);
  const queued = [executor.submit(add, 1, 1), executor.submit(add, 2, 2)];

  assert.throws(() => executor.submit(add, 3, 3), isFull);
  assert.equal(queued[0]?.cancel(), true);
  const third = executor.submit(add, 3, 3);
  assert.throws(() => executor.submit(add, 4, 4), isFull);

  openGate(gate);
  assert.deepEqual(await Promise.all([running, queued[1], third]), [1, 4, 6]);
});

test("maxQueue counts calls beyond those that workers take at once, also before the workers have started", async (t) => {
  const executor = withExecutor(t, { maxWorkers: 2, maxQueue: 1 });

  const outcomes = [executor.submit(add, 0, 1), executor.submit(add, 1, 1), executor.submit(add, 1, 2)];

  assert.throws(() => executor.submit(add, 9, 9), isFull);
  assert.deepEqual(await Promise.all(outcomes), [1, 2, 3]);
});

test("sizes that are no positive whole numbers are refused", () => {
  for (const options of [{ maxWorkers: 0 }, { maxWorkers: 1.5 }, { maxQueue: Number.NaN }]) {
    assert.throws(() => new ThreadPoolExecutor(options), RangeError);
  }
});

test("map() gives results in the order of the items, however many there are", async (t) => {
  const executor = withExecutor(t, { maxWorkers: 2, maxQueue: 1 });

  const results: number[] = await executor.map(halfOf, Array(50).keys());

  assert.deepEqual(
    results,
    Array.from({ length: 50 }, (_, i) => i / 2),
  );
  assert.deepEqual(await executor.map(halfOf, []), []);
});

test("map() takes an item only when a worker is free for it", async (t) => {
  const executor = withExecutor(t, { maxWorkers: 2 });
  const done = sharedNumbers();
  let taken = 0;
  let most = 0;
  function* items() {
    for (; taken < 30; taken++) {
      most = Math.max(most, taken - Atomics.load(done, 0));
      yield { value: taken, done };
    }
  }

  await executor.map(squareAndCount, items());

  assert.deepEqual([taken, most <= 2], [30, true]);
});

test("map() fails with the first error, and does not take the items after it", async (t) => {
  const executor = withExecutor(t);
  const begun = sharedNumbers(20);

  await assert.rejects(
    executor.map(
      failAtThree,
      [1, 2, 3, 4, 5].map((value) => ({ value, begun })),
    ),
    { name: "RangeError", message: "three" },
  );
  await executor.submit(enter, begun, 100);

  assert.deepEqual(notesOf(begun), [1, 2, 3, 100]);
});

function isFull(error: unknown): boolean {
  return error instanceof ExecutorFullError && error.code === "ERR_EXECUTOR_FULL";
}
