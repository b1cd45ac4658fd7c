import assert from "node:assert/strict";
import { test } from "node:test";
import { threadId } from "node:worker_threads";
import { ThreadPoolExecutor, WorkerStartError } from "typhoon/concurrent";
import {
  countUse,
  defineInside,
  failAtStart,
  noteStart,
  useAll,
  useFirst,
  useFirstUnblocked,
  useFlaky,
  useFlakyLater,
} from "../fixtures/concurrent/local.ts";
import { guardLog } from "../support/guard-log.ts";
import { inOwnProcess } from "../support/in-own-process.ts";
import { notesOf, sharedNumbers } from "../support/shared-memory.ts";
import { withExecutor } from "../support/with-executor.ts";

guardLog();

test("a worker makes its value once, at first use, and each worker has its own", async (t) => {
  const executor = withExecutor(t);
  const other = withExecutor(t);
  const made = sharedNumbers(8);

  const uses = [await executor.submit(useFirst, made), await executor.submit(useFirst, made)];
  const elsewhere = await other.submit(useFirst, made);

  assert.deepEqual(
    uses.map((use) => use.count),
    [1, 2],
  );
  assert.equal(elsewhere.count, 1);
  assert.deepEqual(notesOf(made), [1, 1]);
  for (const use of [...uses, elsewhere]) assert.equal(use.threadId, use.here);
  assert.notEqual(elsewhere.threadId, uses[0]?.threadId);
});

test("called directly, a function uses the value of the application's own thread", async () => {
  assert.equal(useFirst().threadId, threadId);
  assert.notEqual(await useFirstUnblocked(), threadId);
});

test("a worker that ends regularly disposes of its values, the newest first, and waits for that", async () => {
  const notes = sharedNumbers(16);
  const executor = new ThreadPoolExecutor({ maxWorkers: 1 });

  assert.equal(await executor.submit(useAll, notes), 2);
  assert.deepEqual(notesOf(notes), [1, 2]);
  await executor.shutdown();

  assert.deepEqual(notesOf(notes), [1, 2, -2, -3, -1]);
});

test("a value that cannot be disposed of is logged, and the others are disposed of all the same", () => {
  const { output, status } = inOwnProcess(`
    import { ThreadPoolExecutor } from "typhoon/concurrent";
    import { useBroken } from "./build/test/fixtures/concurrent/local.js";
    const notes = new Int32Array(new SharedArrayBuffer(32));
    const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
    await executor.submit(useBroken, notes);
    await executor.shutdown();
    console.log(notes.join());
  `);

  assert.equal(status, 0);
  assert.match(output, /^2,1,-1,0,/m);
  assert.match(output, /cannot let go.*Cannot dispose of a worker's value: its dispose function failed/);
});

test("processes have values of their own too, retire, and let go of them at their end", () => {
  const { output, status } = inOwnProcess(`
    import { ProcessPoolExecutor } from "typhoon/concurrent";
    import { usePid } from "./build/test/fixtures/concurrent/local.js";
    const executor = new ProcessPoolExecutor({ maxWorkers: 1, minWorkers: 1, maxTasksPerWorker: 2, onWorkerStart: usePid });
    await executor.start();
    const pids = [await executor.submit(usePid), await executor.submit(usePid), await executor.submit(usePid)];
    await executor.shutdown();
    console.log(pids[0] === pids[1], pids[1] === pids[2]);
  `);

  assert.deepEqual([output, status], ["let go\nlet go\ntrue false\n", 0]);
});

test("a value that could not be made is tried again at the next use", async (t) => {
  const executor = withExecutor(t);

  await assert.rejects(executor.submit(useFlaky), RangeError);

  assert.equal(await executor.submit(useFlaky), 2);
  assert.equal(await executor.submit(useFlaky), 2);
});

test("a value whose promise was rejected is tried again at the next use", async (t) => {
  const executor = withExecutor(t);

  await assert.rejects(executor.submit(useFlakyLater), RangeError);

  assert.equal(await executor.submit(useFlakyLater), 2);
  assert.equal(await executor.submit(useFlakyLater), 2);
});

test("a value that is defined again in each call is refused", async (t) => {
  const executor = withExecutor(t);

  assert.equal(await executor.submit(defineInside), 1);
  await assert.rejects(executor.submit(defineInside), {
    name: "TypeError",
    message:
      /^Cannot define a worker's value again at .*local\.\w+:\d+:\d+ as each call would make another one/,
  });
});

test("onWorkerStart runs in each new worker before its first call", async (t) => {
  const executor = withExecutor(t, { onWorkerStart: noteStart });

  assert.equal(await executor.submit(countUse), 101);
  assert.equal(await executor.submit(countUse), 102);
  assert.equal(executor.stats().completed, 2);
});

test("a call whose worker could not start fails with what onWorkerStart threw", async (t) => {
  const executor = withExecutor(t, { onWorkerStart: failAtStart });

  for (const outcome of [executor.submit(countUse), executor.submit(countUse)]) {
    await assert.rejects(outcome, (error) => {
      assert.ok(error instanceof WorkerStartError);
      assert.equal(error.code, "ERR_WORKER_START");
      assert.match(
        error.message,
        /^Cannot start a worker as the executor's onWorkerStart function failed: no database$/,
      );
      assert.ok(error.cause instanceof RangeError);
      return true;
    });
  }
});

test("onWorkerStart has to be marked", () => {
  assert.throws(() => new ThreadPoolExecutor({ onWorkerStart: () => {} }), {
    name: "TypeError",
    message: /"onWorkerStart" on a worker as it is not marked/,
  });
});
