import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { getPriority } from "node:os";
import { test } from "node:test";
import { currentTask, DummyExecutor, ExecutorShutdownError, sleepSync } from "typhoon/concurrent";
import { add, isAborted } from "../fixtures/concurrent/gated.ts";
import { countAsync } from "../fixtures/concurrent/streamed.ts";
import {
  callBack,
  callBackClosure,
  contextHere,
  nextReport,
  priority,
  submitInside,
} from "../fixtures/concurrent/surroundings.ts";
import { guardLog } from "../support/guard-log.ts";
import { inOwnProcess } from "../support/in-own-process.ts";
import { withExecutor } from "../support/with-executor.ts";

guardLog();
const isLinux = process.platform === "linux";

test("threads are nicer than the loop's thread", { skip: !isLinux && "Linux only" }, async (t) => {
  const own = getPriority();

  assert.equal(await withExecutor(t).submit(priority), Math.max(own, 10));
  assert.equal(await withExecutor(t, { niceness: 15 }).submit(priority), Math.max(own, 15));
  assert.equal(await withExecutor(t, { niceness: 0 }).submit(priority), own);
  assert.equal(getPriority(), own);
});

test("a process ends by itself while its workers are idle", () => {
  const { output, status } = inOwnProcess(`
    import { sleepSync, ThreadPoolExecutor } from "typhoon/concurrent";
    const executor = new ThreadPoolExecutor({ maxWorkers: 2 });
    await Promise.all([executor.submit(sleepSync, 0), executor.submit(sleepSync, 0)]);
    console.log(executor.stats().workers);
  `);

  assert.deepEqual([output, status], ["2\n", 0]);
});

test("what a worker prints stands in order, before what is printed when its result is there", () => {
  const { output, status } = inOwnProcess(`
    import { ThreadPoolExecutor } from "typhoon/concurrent";
    import { say } from "./build/test/fixtures/concurrent/surroundings.js";
    const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
    for (const name of ["first", "second"]) console.log(await executor.submit(say, name), "is over");
  `);

  const lines = (name: string) => [`${name} begins`, `${name} has bytes`, `${name} ends`, `${name} is over`];
  assert.deepEqual(output.trim().split("\n"), [...lines("first"), ...lines("second")]);
  assert.equal(status, 0);
});

test("a context given with a call is there while the function runs, and only then", async (t) => {
  const executor = withExecutor(t);
  const taskContext = { requestId: "r-1" };

  assert.deepEqual(await executor.run(contextHere, [], { taskContext }), taskContext);
  assert.equal(await executor.submit(contextHere), undefined);
  assert.equal(currentTask().context, undefined);
  await assert.rejects(executor.run(contextHere, [], { taskContext: { log() {} } }), {
    code: "ERR_NOT_CLONEABLE",
    path: "options.taskContext.log",
  });
});

test("a process does not end while a worker has something to do", () => {
  const { output } = inOwnProcess(`
    import { sleepSync, ThreadPoolExecutor } from "typhoon/concurrent";
    const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
    await executor.submit(sleepSync, 0);
    executor.submit(sleepSync, 5).then(() => console.log("done"));
  `);

  assert.equal(output, "done\n");
});

test("work submitted inside a worker is done right there", async (t) => {
  assert.deepEqual(await withExecutor(t).submit(submitInside, 4), { results: [8, 8], workers: 0 });
});

test("addCallback() in a worker calls a marked function on the application's loop", async (t) => {
  const executor = withExecutor(t);
  const report = nextReport();

  await executor.submit(callBack, 7);

  assert.equal(await report, 7);
  await assert.rejects(executor.submit(callBackClosure, 7), {
    name: "TypeError",
    message: /a closure cannot go/,
  });
});

test("the asynchronous context of the caller continues after the call", async (t) => {
  const executor = withExecutor(t);
  const context = new AsyncLocalStorage<string>();

  const seen = await context.run("request 1", async () => {
    await executor.submit(add, 1, 2);
    const later = context.getStore();
    for await (const _value of executor.stream(countAsync, [1]))
      assert.equal(context.getStore(), "request 1");
    return later;
  });

  assert.equal(seen, "request 1");
});

test("on the application's thread the current task is one that is never aborted", () => {
  assert.equal(isAborted(), false);
  currentTask().throwIfAborted();
});

test("sleepSync() blocks the thread that calls it", () => {
  let hasTurned = false;
  setImmediate(() => {
    hasTurned = true;
  });

  sleepSync(1);

  assert.equal(hasTurned, false);
});

test("a DummyExecutor calls at once, on this thread, and fails as others do", async () => {
  const executor = new DummyExecutor();

  assert.equal(executor.submit(add, 1, 2).result(), 3);
  assert.deepEqual(await executor.map(isAborted, [1, 2] as never), [false, false]);
  const values: string[] = [];
  for await (const value of executor.stream(countAsync, [2])) values.push(value);
  assert.deepEqual(values, ["number 1", "number 2"]);
  assert.throws(() => executor.submit(() => 1), { name: "TypeError", message: /not marked/ });
  assert.equal(executor.stats().completed, 3);
  await executor.shutdown();
  assert.throws(() => executor.submit(add, 1, 2), ExecutorShutdownError);
});

test("a worker's callback runs in the context of its executor, not of the call that its worker was started for", async (t) => {
  const executor = withExecutor(t);
  const context = new AsyncLocalStorage<string>();
  const seen = nextReport((_n) => context.getStore());

  await context.run("request 1", () => executor.submit(callBack, 7));

  assert.equal(await seen, undefined);
});
