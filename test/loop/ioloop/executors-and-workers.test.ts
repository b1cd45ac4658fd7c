import assert from "node:assert/strict";
import { test } from "node:test";
import { type Executor, Future } from "typhoon/concurrent";
import { IOLoop } from "typhoon/ioloop";
import { guardLog } from "../../support/guard-log.ts";
import { inOwnProcess } from "../../support/in-own-process.ts";

guardLog();

class RecordingExecutor implements Executor {
  readonly submitted: unknown[] = [];

  submit<A extends readonly unknown[], R>(fn: (...args: A) => R, ...args: A): Future<Awaited<R>> {
    this.submitted.push(args);
    const future = new Future<Awaited<R>>();
    Promise.resolve(fn(...args)).then((value) => future.setResult(value));
    return future;
  }
}

test("runInExecutor() submits the function and its arguments to the executor", async () => {
  const executor = new RecordingExecutor();

  const sum: number = await IOLoop.current().runInExecutor(executor, (a: number, b: number) => a + b, 1, 2);

  assert.deepEqual([sum, executor.submitted], [3, [[1, 2]]]);
});

test("runInExecutor(null) uses what setDefaultExecutor() was given", async () => {
  const executor = new RecordingExecutor();
  IOLoop.current().setDefaultExecutor(executor);

  const text = await IOLoop.current().runInExecutor(null, async (word: string) => word.toUpperCase(), "loud");

  assert.deepEqual([text, executor.submitted], ["LOUD", [["loud"]]]);
});

test("inside a worker, start() resolves at once and addCallback() hands over to the application's loop", () => {
  const { output } = inOwnProcess(`
    globalThis[Symbol.for("typhoon.worker")] = {
      addCallback: (callback, args) => console.log("crosses:", callback.name, args),
    };
    const { IOLoop } = await import("typhoon/ioloop");
    const loop = IOLoop.current();
    await loop.start();
    loop.addCallback(function report() {}, 1, "two");
    console.log(await loop.runSync(async () => "own result"));
    await new Promise((resolve) => loop.callLater(1, resolve));
    console.log("own timeout");
  `);

  assert.equal(output, "crosses: report [ 1, 'two' ]\nown result\nown timeout\n");
});
