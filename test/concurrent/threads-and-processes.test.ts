// What holds for every kind of worker: they tell the test where they are by files, which both kinds share.
import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import {
  CancelledError,
  ExecutorFullError,
  ExecutorShutdownError,
  NotCloneableError,
  type PoolExecutorOptions,
  ProcessPoolExecutor,
  TaskAbortedError,
  ThreadPoolExecutor,
  WorkerExitError,
} from "typhoon/concurrent";
import { giveBack, makeBuffers, makeUncloneable } from "../fixtures/concurrent/data.ts";
import { exitWith, failLater } from "../fixtures/concurrent/dying.ts";
import {
  computeForEver,
  computeUntilAborted,
  countForEver,
  enter,
  enterAndWait,
  isWorker,
  largeThenWait,
  whichWorker,
} from "../fixtures/concurrent/elsewhere.ts";
import { failWithQuota, QuotaError } from "../fixtures/concurrent/failing.ts";
import { add } from "../fixtures/concurrent/gated.ts";
import { halfOf } from "../fixtures/concurrent/mapped.ts";
import { countAsync, failAfterTwo } from "../fixtures/concurrent/streamed.ts";
import { callBack, nextReport, submitInside } from "../fixtures/concurrent/surroundings.ts";
import { guardLog } from "../support/guard-log.ts";
import { hasNotes, noteFiles, notesIn, openFile } from "../support/note-files.ts";

guardLog();

const kinds = { threads: ThreadPoolExecutor, processes: ProcessPoolExecutor };
const window = 16;

for (const [kind, Executor] of Object.entries(kinds)) {
  const withExecutor = (t: TestContext, options: PoolExecutorOptions = {}) => {
    const executor = new Executor({ maxWorkers: 1, ...options });
    t.after(() => executor.shutdown({ cancelPending: true }));
    return executor;
  };

  describe(`with ${kind}`, () => {
    test("a call runs on a worker, and what it submits is done right there", async (t) => {
      const executor = withExecutor(t);

      assert.notEqual(await executor.submit(whichWorker), whichWorker());
      assert.equal(await executor.submit(isWorker), true);
      assert.deepEqual(await executor.submit(submitInside, 4), { results: [8, 8], workers: 0 });
    });

    test("as many calls begin as there are workers, and the others follow in order", async (t) => {
      const executor = withExecutor(t, { maxWorkers: 2 });
      const file = noteFiles(t);
      const names = ["0", "1", "2", "3"];

      const outcomes = names.map((name) => executor.submit(enterAndWait, file("begun"), name, file(name)));
      await hasNotes(file("begun"), 2);

      assert.deepEqual(notesIn(file("begun")).sort(), ["0", "1"]);
      const { workers, running, queued } = executor.stats();
      assert.deepEqual({ workers, running, queued }, { workers: 2, running: 2, queued: 2 });
      openFile(file("1"));
      await hasNotes(file("begun"), 3);
      assert.equal(notesIn(file("begun"))[2], "2");
      for (const name of names) openFile(file(name));
      assert.deepEqual(await Promise.all(outcomes), names);
    });

    test("calls begin first-in first-out, a cancelled one is passed over, and too many are refused", async (t) => {
      const executor = withExecutor(t, { maxQueue: 3 });
      const file = noteFiles(t);
      const running = executor.submit(enterAndWait, file("begun"), "first", file("gate"));
      await hasNotes(file("begun"));
      const queued = ["second", "third", "fourth"].map((name) => executor.submit(enter, file("begun"), name));

      assert.throws(() => executor.submit(add, 1, 2), ExecutorFullError);
      assert.equal(queued[1]?.cancel(), true);
      assert.equal(running.cancel(), false);
      openFile(file("gate"));
      await queued[2];

      await assert.rejects(queued[1] ?? running, CancelledError);
      assert.deepEqual(notesIn(file("begun")), ["first", "second", "fourth"]);
    });

    test("map() gives results in the order of the items", async (t) => {
      const executor = withExecutor(t, { maxWorkers: 2, maxQueue: 1 });

      const halves = Array.from({ length: 50 }, (_, i) => i / 2);
      assert.deepEqual(await executor.map(halfOf, Array(50).keys()), halves);
    });

    test("data of every cloneable kind arrives as what it was", async (t) => {
      const executor = withExecutor(t);
      const shared = { bytes: Buffer.from("shared") };
      const value = {
        map: new Map<unknown, unknown>([[{ key: 1 }, new Set([1n, "two"])]]),
        date: new Date(0),
        expression: /a+/giu,
        typed: new Float64Array([1.5, Number.NaN]),
        memory: new Uint8Array([1, 2]).buffer,
        error: new RangeError("as a value"),
        nothing: [undefined, null, Number.NaN, -0],
        first: shared,
        second: shared,
      };

      const back = (await executor.submit(giveBack, value)) as typeof value;

      assert.deepEqual(back, value);
      assert.equal(back.first, back.second);
      assert.equal(Buffer.isBuffer(back.first.bytes), true);
      assert.equal(back.first.bytes.buffer.byteLength, 6);
      const made = await executor.submit(makeBuffers);
      assert.equal(Buffer.isBuffer(made.map.get("key")), true);
      assert.deepEqual(
        await executor.submit(giveBack, Buffer.alloc(3_000_000, 7)),
        Buffer.alloc(3_000_000, 7),
      );
    });

    test("what cannot be cloned is named by its path, on both ways, and the worker lives on", async (t) => {
      const executor = withExecutor(t);
      const worker = await executor.submit(whichWorker);

      await assert.rejects(executor.submit(giveBack, { db: { connect() {} } }), isAt("args[0].db.connect"));
      await assert.rejects(executor.submit(giveBack, new WeakMap()), isAt("args[0]"));
      await assert.rejects(executor.submit(makeUncloneable), isAt("result.rows[1].run"));

      assert.equal(await executor.submit(whichWorker), worker);
    });

    test("an error keeps class, name, code, fields and causes", async (t) => {
      await assert.rejects(withExecutor(t).submit(failWithQuota, 3), (error) => {
        assert.ok(error instanceof QuotaError && error.cause instanceof TypeError);
        assert.deepEqual([error.name, error.code, error.limit], ["QuotaError", "E_QUOTA", 3]);
        assert.deepEqual(Reflect.get(error, "rows"), [1, { deep: Buffer.from("x") }]);
        assert.match(error.stack ?? "", /threads-and-processes\.test/);
        return true;
      });
    });

    test("a worker that exits or fails takes its own call with it, and is replaced", async (t) => {
      const executor = withExecutor(t);
      const worker = await executor.submit(whichWorker);

      const exited = executor.submit(exitWith, 7);
      const failed = executor.submit(failLater);
      const behind = executor.submit(add, 1, 2);
      await assert.rejects(exited, (error) => error instanceof WorkerExitError && error.exitCode === 7);
      await assert.rejects(failed, (error) => {
        assert.ok(error instanceof WorkerExitError && error.cause instanceof RangeError);
        assert.match(error.message, /exited with code 1: nobody catches this; a new worker/);
        return true;
      });

      assert.equal(await behind, 3);
      assert.notEqual(await executor.submit(whichWorker), worker);
    });

    test("a signal is seen by a call in the middle of its computation, and the worker lives on", async (t) => {
      const executor = withExecutor(t, { graceMs: 60_000 });
      const file = noteFiles(t);
      const worker = await executor.submit(whichWorker);
      const controller = new AbortController();
      const { signal } = controller;
      const outcome = executor.run(computeUntilAborted, [file("begun"), file("ended")], { signal });
      await hasNotes(file("begun"));

      controller.abort("the client left");
      await assert.rejects(outcome, TaskAbortedError);
      await hasNotes(file("ended"));

      assert.equal(await executor.submit(whichWorker), worker);
    });

    test("a call that never looks is ended with its worker after graceMs, and no other is harmed", async (t) => {
      const executor = withExecutor(t, { maxWorkers: 2, graceMs: 1 });
      const file = noteFiles(t);
      const neighbour = executor.submit(enterAndWait, file("neighbour"), "neighbour", file("gate"));
      const controller = new AbortController();
      const stubborn = executor.run(computeForEver, [file("begun")], { signal: controller.signal });
      const queued = executor.submit(add, 1, 2);
      await hasNotes(file("begun"));

      controller.abort();
      await assert.rejects(stubborn, TaskAbortedError);

      assert.equal(await queued, 3);
      openFile(file("gate"));
      assert.equal(await neighbour, "neighbour");
    });

    test("a generator's values arrive in order, then its error", async (t) => {
      const executor = withExecutor(t);
      const values: string[] = [];
      for await (const value of executor.stream(countAsync, [40])) values.push(value);
      assert.deepEqual(
        values,
        Array.from({ length: 40 }, (_, i) => `number ${i + 1}`),
      );

      const seen: number[] = [];
      await assert.rejects(
        async () => {
          for await (const value of executor.stream(failAfterTwo, [])) seen.push(value);
        },
        { name: "RangeError", message: "no third" },
      );
      assert.deepEqual(seen, [1, 2]);
    });

    test("a generator is a window ahead of its consumer, and ends when the loop is left", async (t) => {
      const executor = withExecutor(t, { maxWorkers: 2 });
      const file = noteFiles(t);

      for await (const value of executor.stream(countForEver, [file("made"), file("ended")])) {
        assert.equal(value, 1);
        await hasNotes(file("made"), window);
        // Time enough for one that would not stop there: other calls come and go on the other worker.
        for (let i = 0; i < 20; i++) await executor.submit(add, i, i);
        break;
      }
      await hasNotes(file("ended"));

      assert.equal(notesIn(file("made")).length, window);
    });

    test("a large value of a generator arrives although the next one is being computed", async (t) => {
      const executor = withExecutor(t);
      const file = noteFiles(t);
      const sums: (number | undefined)[] = [];

      for await (const bytes of executor.stream(largeThenWait, [4_000_000, file("gate")])) {
        sums.push(bytes[3_999_999]);
        openFile(file("gate"));
      }

      assert.deepEqual(sums, [1, 2]);
    });

    test("addCallback() in a worker calls a marked function on the application's loop", async (t) => {
      const executor = withExecutor(t);
      const report = nextReport();

      await executor.submit(callBack, 7);

      assert.equal(await report, 7);
    });

    test("shutdown() lets pending calls run, cancels them if it is told to, and ends the workers", async (t) => {
      const executor = withExecutor(t);
      const file = noteFiles(t);
      const running = executor.submit(enterAndWait, file("begun"), "running", file("gate"));
      const queued = executor.submit(add, 1, 2);
      await hasNotes(file("begun"));

      const down = [executor.shutdown(), executor.shutdown({ cancelPending: true })];
      await assert.rejects(queued, CancelledError);
      assert.throws(() => executor.submit(add, 1, 2), ExecutorShutdownError);
      openFile(file("gate"));
      await Promise.all(down);

      assert.equal(await running, "running");
      assert.equal(executor.stats().workers, 0);
    });

    test("a worker that ends in the middle of a shutdown fails its own call, and those that wait still run", async (t) => {
      const executor = withExecutor(t);
      const file = noteFiles(t);
      const first = executor.submit(enterAndWait, file("begun"), "first", file("gate"));
      const exiting = executor.submit(exitWith, 3);
      const waiting = executor.submit(add, 1, 2);
      await hasNotes(file("begun"));

      const down = executor.shutdown();
      openFile(file("gate"));

      assert.equal(await first, "first");
      await assert.rejects(exiting, (error) => error instanceof WorkerExitError && error.exitCode === 3);
      assert.equal(await waiting, 3);
      await down;
      assert.equal(executor.stats().workers, 0);
    });
  });
}

function isAt(path: string): (error: unknown) => boolean {
  return (error) => error instanceof NotCloneableError && error.path === path;
}
