import assert from "node:assert/strict";
import { test } from "node:test";
import { add, enter, enterAndWait, whichThread } from "../fixtures/concurrent/gated.ts";
import { guardLog } from "../support/guard-log.ts";
import { notesOf, openGate, reaches, sharedNumbers } from "../support/shared-memory.ts";
import { withExecutor } from "../support/with-executor.ts";

guardLog();

test("of 13 calls on 10 workers exactly 10 begin before any ends, and the others follow in order", async (t) => {
  const executor = withExecutor(t, { maxWorkers: 10 });
  const begun = sharedNumbers(14);
  const gates = Array.from({ length: 13 }, () => sharedNumbers());
  const open = (name: number) => openGate(gates[name] ?? assert.fail());

  const outcomes = gates.map((gate, name) => executor.submit(enterAndWait, begun, name, gate));
  await reaches(begun, 10);

  assert.deepEqual(notesOf(begun).sort(byNumber), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const { workers, running, queued } = executor.stats();
  assert.deepEqual({ workers, running, queued }, { workers: 10, running: 10, queued: 3 });
  for (const [freed, next] of [
    [7, 10],
    [0, 11],
    [10, 12],
  ] as const) {
    open(freed);
    await reaches(begun, next + 1);
    assert.equal(notesOf(begun)[next], next);
  }
  gates.forEach(openGate);
  assert.deepEqual(await Promise.all(outcomes), Array.from(gates.keys()));
});

test("calls begin first-in first-out, and cancelled ones are passed over", async (t) => {
  const executor = withExecutor(t);
  const begun = sharedNumbers(8);

  const outcomes = [0, 1, 2, 3, 4, 5].map((name) => executor.submit(enter, begun, name));
  assert.equal(outcomes[3]?.cancel(), true);
  await outcomes[5];

  assert.deepEqual(notesOf(begun), [0, 1, 2, 4, 5]);
});

test("workers start only when they are needed, and an idle one is taken before a new one starts", async (t) => {
  const executor = withExecutor(t, { maxWorkers: 4 });
  assert.equal(executor.stats().workers, 0);

  const threads = new Set<number>();
  for (let i = 0; i < 5; i++) threads.add(await executor.submit(whichThread));

  assert.equal(threads.size, 1);
  assert.equal(executor.stats().workers, 1);
});

test("no more workers start than there are calls", async (t) => {
  const executor = withExecutor(t, { maxWorkers: 4 });

  await Promise.all([executor.submit(add, 1, 2), executor.submit(add, 3, 4)]);

  assert.equal(executor.stats().workers, 2);
});

test("a call does not wait behind another while a worker is idle", async (t) => {
  const executor = withExecutor(t, { maxWorkers: 2 });
  const begun = sharedNumbers(2);
  const gate = sharedNumbers();
  const long = executor.submit(enterAndWait, begun, 1, gate);
  await reaches(begun);

  for (let i = 0; i < 20; i++) assert.equal(await executor.submit(add, i, i), 2 * i);

  openGate(gate);
  await long;
});

test("stats() counts what runs, waits and has ended", async (t) => {
  const executor = withExecutor(t, { maxQueue: 7 });
  const begun = sharedNumbers(4);
  const gate = sharedNumbers();
  const running = executor.submit(enterAndWait, begun, 1, gate);
  const queued = executor.submit(enter, begun, 2);
  executor.submit(enter, begun, 3).cancel();
  await reaches(begun);
  const numbers = () => {
    const { wait, run, overhead, functions, workerHeapBytes, ...rest } = executor.stats();
    return rest;
  };
  const limits = { maxWorkers: 1, maxQueue: 7, workers: 1, workersStarted: 1, workersExited: 0 };
  const outcomes = { failed: 0, cancelled: 1, timedOut: 0 };

  assert.deepEqual(numbers(), { ...limits, ...outcomes, running: 1, queued: 1, completed: 0 });
  openGate(gate);
  await Promise.all([running, queued]);

  assert.deepEqual(numbers(), { ...limits, ...outcomes, running: 0, queued: 0, completed: 2 });
  assert.equal(Object.isFrozen(executor.stats()), true);
});

function byNumber(a: number, b: number): number {
  return a - b;
}

test("calls begin in the order of submission where quick ones, sent ahead, mix with slow ones", async (t) => {
  const executor = withExecutor(t);
  const [warmUp, begun, gate] = [sharedNumbers(100), sharedNumbers(100), sharedNumbers()];
  // Until it is trusted to be quick.
  for (let i = 0; i < 20; i++) await executor.submit(enter, warmUp, i);
  const names = Array.from({ length: 60 }, (_, i) => i);

  const calls = names.map((name) =>
    name % 7 === 3 ? executor.submit(enterAndWait, begun, name, gate) : executor.submit(enter, begun, name),
  );
  await reaches(begun, 4);
  openGate(gate);

  assert.deepEqual(await Promise.all(calls), names);
  assert.deepEqual(notesOf(begun), names);
});

test("the result of a quick call arrives while the worker is held up by the one sent behind it", {
  timeout: 20_000,
}, async (t) => {
  const begun = sharedNumbers(64);
  const [open, first, last] = [sharedNumbers(), sharedNumbers(), sharedNumbers()];
  t.after(() => openGate(last));
  const executor = withExecutor(t, { maxWorkers: 1 });
  openGate(open);
  for (let i = 0; i < 20; i++) await executor.submit(enterAndWait, begun, i, open);

  void executor.submit(enterAndWait, begun, 20, first);
  const quick = executor.submit(enterAndWait, begun, 21, open);
  const held = executor.submit(enterAndWait, begun, 22, last);
  setImmediate(() => openGate(first));

  assert.equal(await quick, 21);
  openGate(last);
  assert.equal(await held, 22);
});
