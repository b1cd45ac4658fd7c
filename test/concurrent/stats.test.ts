import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { channel } from "node:diagnostics_channel";
import { type TestContext, test } from "node:test";
import type { TaskEvent, ThreadPoolExecutor, WorkerEvent } from "typhoon/concurrent";
import { add, computeUntilAborted, dieAlone, enterAndWait } from "../fixtures/concurrent/gated.ts";
import { Reports } from "../fixtures/concurrent/reports.ts";
import { guardLog } from "../support/guard-log.ts";
import { openGate, reaches, sharedNumbers } from "../support/shared-memory.ts";
import { withExecutor } from "../support/with-executor.ts";

guardLog();

function statsOf(executor: ThreadPoolExecutor, line: RegExp) {
  return executor.stats().functions.find(({ name }) => line.test(name)) ?? assert.fail("no such function");
}

/** What a channel publishes until the test ends. */
function heard<T>(t: TestContext, name: string, onEvent = () => {}): T[] {
  const events: T[] = [];
  const listener = (event: unknown) => {
    events.push(event as T);
    onEvent();
  };
  channel(name).subscribe(listener);
  t.after(() => channel(name).unsubscribe(listener));
  return events;
}

test("stats() tells for each function what waits, runs and has ended, and how", async (t) => {
  const executor = withExecutor(t);
  const [begun, gate] = [sharedNumbers(4), sharedNumbers()];
  const running = executor.submit(enterAndWait, begun, 1, gate);
  await reaches(begun);
  const waiting = executor.submit(enterAndWait, begun, 2, gate);
  executor.submit(enterAndWait, begun, 3, gate).cancel();
  const late = executor.run(enterAndWait, [begun, 4, gate], { maxQueueMs: 1 });
  await assert.rejects(late, { reason: "queue" });

  const { name, running: runs, queued, cancelled, timedOut } = statsOf(executor, /gated/);
  assert.match(name, /gated\.(js|ts):\d+$/);
  assert.deepEqual([runs, queued, cancelled, timedOut], [1, 1, 1, 1]);

  openGate(gate);
  await Promise.all([running, waiting]);
  const { completed, cancelled: allCancelled, timedOut: allTimedOut } = executor.stats();
  assert.deepEqual(
    [completed, allCancelled, allTimedOut, statsOf(executor, /gated/).completed],
    [2, 1, 1, 2],
  );
});

test("a call that is stopped by its time while it runs has timed out, too", async (t) => {
  const executor = withExecutor(t);
  const [begun, ended] = [sharedNumbers(2), sharedNumbers(2)];
  await executor.submit(add, 1, 2);

  const late = executor.run(computeUntilAborted, [begun, ended], { timeoutMs: 20 });
  await assert.rejects(late, { reason: "timeout" });
  await executor.submit(add, 1, 2);

  const { timedOut, cancelled } = executor.stats();
  assert.deepEqual([timedOut, cancelled], [1, 0]);
});

test("stats() measures how long calls wait, run, and what is spent besides", async (t) => {
  const executor = withExecutor(t);
  const [begun, gate] = [sharedNumbers(4), sharedNumbers()];
  const calls = [1, 2].map((name) => executor.submit(enterAndWait, begun, name, gate));
  await reaches(begun);
  openGate(gate);
  await Promise.all(calls);

  const { wait, run, overhead } = executor.stats();

  assert.deepEqual([wait.count, run.count, overhead.count], [2, 2, 2]);
  assert.ok(wait.maxMs >= wait.p50Ms && wait.p50Ms > 0);
  assert.deepEqual(statsOf(executor, /gated/).run, run);
});

test("methods have the names of class and method", async () => {
  await new Reports("sums").place();

  assert.match(
    Reports.executor
      .stats()
      .functions.map(({ name }) => name)
      .join(),
    /reports\.(js|ts):\d+ Reports\.place/,
  );
  await Reports.executor.shutdown();
});

test("submission, start and end of calls are told on a diagnostics channel, the first with the caller's context", async (t) => {
  const caller = new AsyncLocalStorage<string>();
  const callers: (string | undefined)[] = [];
  const tasks = heard<TaskEvent>(t, "typhoon:executor:task", () => {
    callers.push(caller.getStore());
  });
  const executor = withExecutor(t);

  await caller.run("Ann", () => executor.submit(add, 1, 2));
  await assert.rejects(executor.run(add, [1, 2], { signal: AbortSignal.abort() }));
  await assert.rejects(executor.submit(dieAlone, sharedNumbers(2), 7));

  const [first, second, third] = new Set(tasks.map(({ id }) => id));
  assert.deepEqual(
    tasks.map((told) => [told.id, told.event, told.event === "end" ? told.outcome : ""]),
    [
      [first, "submit", ""],
      [first, "start", ""],
      [first, "end", "completed"],
      [second, "submit", ""],
      [second, "end", "cancelled"],
      [third, "submit", ""],
      [third, "start", ""],
      [third, "end", "failed"],
    ],
  );
  assert.equal(callers[0], "Ann");
  const ended = tasks[2];
  assert.ok(ended?.event === "end" && (ended.waitMs ?? 0) > 0 && (ended.runMs ?? 0) > 0);
  assert.match(ended.function, /gated/);
});

test("calls that were sent ahead start, as far as is told, when those before them have ended", async (t) => {
  const executor = withExecutor(t, { maxWorkers: 1 });
  for (let i = 0; i < 20; i++) await executor.submit(add, i, i);
  const tasks = heard<TaskEvent>(t, "typhoon:executor:task");

  await Promise.all(Array.from({ length: 10 }, (_, i) => executor.submit(add, i, i)));

  const ids = [...new Set(tasks.map(({ id }) => id))];
  const [submits, rest] = [tasks.slice(0, 11), tasks.slice(11)];
  assert.deepEqual(
    submits.map(({ event }) => event),
    ["submit", "start", ...Array.from({ length: 9 }, () => "submit")],
  );
  assert.deepEqual(
    rest.map(({ id, event }) => [id, event]),
    ids.flatMap((id, i) => [...(i === 0 ? [] : [[id, "start"]]), [id, "end"]]),
  );
});

test("starts and ends of workers are told on a diagnostics channel", async (t) => {
  const workers = heard<WorkerEvent>(t, "typhoon:executor:worker");
  const executor = withExecutor(t);

  await executor.submit(add, 1, 2);
  await assert.rejects(executor.submit(dieAlone, sharedNumbers(2), 7));

  assert.deepEqual(workers, [{ event: "start" }, { event: "exit", exitCode: 7 }]);
  assert.deepEqual([executor.stats().workersStarted, executor.stats().workersExited], [1, 1]);
});

test("stats() tells how large the heap of each worker is", async (t) => {
  const executor = withExecutor(t);
  assert.deepEqual(executor.stats().workerHeapBytes, []);

  await executor.submit(add, 1, 2);

  const [heapBytes = 0, ...others] = executor.stats().workerHeapBytes;
  assert.ok(heapBytes > 100_000 && heapBytes < 1_000_000_000, `${heapBytes} bytes`);
  assert.deepEqual(others, []);
});
