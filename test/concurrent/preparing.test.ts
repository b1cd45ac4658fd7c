import assert from "node:assert/strict";
import { test } from "node:test";
import { TaskAbortedError, WorkerExitError } from "typhoon/concurrent";
import { guardLog } from "../support/guard-log.ts";
import { scriptedPool } from "../support/scripted-pool.ts";

guardLog();

/** A pool with one worker that is idle and has loaded `fn`, and one that will load it when the test says so. */
function halfWarmPool() {
  const scripted = scriptedPool(2);
  const first = scripted.submit("fn");
  scripted.worker(0).ready();
  scripted.worker(0).answer("warm");
  return { ...scripted, first };
}

const runs = ({ received }: { readonly received: readonly { readonly type: string }[] }) =>
  received.filter(({ type }) => type === "run").length;

test("no call waits for a worker that loads its module while another worker becomes free", async () => {
  const { submit, worker } = halfWarmPool();
  const outcomes = [submit("fn"), submit("fn"), submit("fn")];
  worker(1).loadsSlowly = true;
  worker(1).ready();
  assert.deepEqual([runs(worker(0)), runs(worker(1))], [2, 0], "the second call waits in the queue");

  worker(0).answer("a");
  assert.deepEqual([runs(worker(0)), runs(worker(1))], [3, 0], "the free worker has taken it");
  worker(1).prepared();
  assert.deepEqual([runs(worker(0)), runs(worker(1))], [3, 1], "the third goes to the one that is ready now");
  worker(1).answer("c");
  worker(0).answer("b");

  assert.deepEqual(await Promise.all(outcomes), ["a", "b", "c"]);
});

test("a call that is cancelled while its module loads costs no worker", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { submit, worker } = scriptedPool(1);
  const controller = new AbortController();
  const cancelled = submit("fn", controller.signal);
  worker(0).loadsSlowly = true;
  worker(0).ready();

  controller.abort();
  await assert.rejects(cancelled, TaskAbortedError);
  t.mock.timers.tick(1_000_000);
  const next = submit("fn");
  worker(0).prepared();
  worker(0).answer("done");

  assert.equal(await next, "done");
  assert.equal(worker(0).ends, 0);
});

test("a call whose module ends the worker fails with it, and the next call gets another worker", async () => {
  const { submit, worker, workers } = scriptedPool(1);
  const deadly = submit("deadly");
  const next = submit("fn");
  worker(0).loadsSlowly = true;
  worker(0).ready();

  worker(0).events.onExit(7);
  worker(1).ready();
  worker(1).answer("done");

  await assert.rejects(deadly, WorkerExitError);
  assert.equal(await next, "done");
  assert.equal(workers.length, 2);
});

test("while workers load, no more are started than there are calls", () => {
  const { submit, worker, workers, pool } = scriptedPool(4);
  void submit("fn");
  worker(0).loadsSlowly = true;
  worker(0).ready();

  void submit("fn");

  assert.equal(workers.length, 2);
  assert.deepEqual([pool.stats().running, pool.stats().queued], [0, 2]);
});

test("shutdown() ends a worker that loads a module that no call needs any more", async () => {
  const { submit, worker, pool } = scriptedPool(1);
  const controller = new AbortController();
  const cancelled = submit("fn", controller.signal);
  worker(0).loadsSlowly = true;
  worker(0).ready();
  controller.abort();
  await assert.rejects(cancelled, TaskAbortedError);

  const ended = pool.shutdown(false);
  assert.equal(worker(0).orderlyEnds, 1);
  worker(0).events.onExit(0);

  await ended;
});

test("a worker loads a function's module once", () => {
  const { submit, worker } = halfWarmPool();

  worker(0).loadsSlowly = true;
  void submit("fn");

  assert.equal(worker(0).isPreparing, false);
});
