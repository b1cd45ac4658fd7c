import assert from "node:assert/strict";
import { test } from "node:test";
import { blocking, DummyExecutor } from "typhoon/concurrent";
import { IOLoop } from "typhoon/ioloop";
import { guardLog } from "../../support/guard-log.ts";
import { inOwnProcess } from "../../support/in-own-process.ts";

guardLog();

const add = blocking((a: number, b: number) => a + b);
const shout = blocking(async (word: string) => word.toUpperCase());

test("runInExecutor() submits the function and its arguments to the executor", async () => {
  const executor = new DummyExecutor();

  const sum: number = await IOLoop.current().runInExecutor(executor, add, 1, 2);

  assert.deepEqual([sum, executor.stats().completed], [3, 1]);
});

test("runInExecutor(null) uses what setDefaultExecutor() was given", async () => {
  const executor = new DummyExecutor();
  IOLoop.current().setDefaultExecutor(executor);

  const text: string = await IOLoop.current().runInExecutor(null, shout, "loud");

  assert.deepEqual([text, executor.stats().completed], ["LOUD", 1]);
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
