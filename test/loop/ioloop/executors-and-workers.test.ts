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

// Stands in for what a worker thread installs before it evaluates a module or runs a task.
function inWorker(script: string): string {
  return inOwnProcess(`
    let isInTask = false;
    let resume;
    globalThis[Symbol.for("typhoon.worker")] = {
      addCallback: (callback, args) => console.log("crosses:", callback.name, args),
      isInTask: () => isInTask,
      pause: () => { console.log("paused"); return new Promise((resolve) => { resume = resolve; }); },
    };
    const { IOLoop } = await import("typhoon/ioloop");
    const { coroutine, moment, sleep } = await import("typhoon/gen");
    const loop = IOLoop.current();
    ${script}
  `).output;
}

test("inside a task of a worker, callbacks go to the application's loop and start() returns at once", () => {
  const output = inWorker(`
    isInTask = true;
    await loop.start();
    loop.addCallback(function report() {}, 1, "two");
    console.log(await loop.runSync(async () => "result"));
  `);

  assert.equal(output, "crosses: report [ 1, 'two' ]\nresult\n");
});

test("while a worker evaluates a module, nothing is called and start() and runSync() end the evaluation", () => {
  const output = inWorker(`
    loop.addCallback(function main() {});
    loop.start().then(() => console.log("resumed"));
    resume();
    await null;
    loop.runSync(() => console.log("called"));
    setImmediate(() => { console.log("resume"); resume(); });
  `);

  assert.equal(output, "paused\npaused\nresumed\nresume\ncalled\n");
});

test("inside a worker, timeouts and coroutines run where they are", () => {
  const output = inWorker(`
    await coroutine(function* () {
      yield moment;
      yield sleep(1);
      console.log("here");
    })();
  `);

  assert.equal(output, "here\n");
});
