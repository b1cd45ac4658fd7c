import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import { CancelledError, TaskAbortedError } from "typhoon/concurrent";
import { ClientClosedError, ServerShutdownError } from "typhoon/httputil";
import {
  add,
  computeForEver,
  computeUntilAborted,
  computeUntilThrown,
  enter,
  enterAndWait,
  isAborted,
  whichThread,
} from "../fixtures/concurrent/gated.ts";
import { guardLog } from "../support/guard-log.ts";
import { inOwnProcess } from "../support/in-own-process.ts";
import { notesOf, openGate, reaches, sharedNumbers } from "../support/shared-memory.ts";
import { withExecutor } from "../support/with-executor.ts";

guardLog();

test("cancel() drops a queued call", async (t) => {
  const executor = withExecutor(t);
  const begun = sharedNumbers(3);
  const gate = sharedNumbers();
  const running = executor.submit(enterAndWait, begun, 1, gate);
  const queued = executor.submit(enter, begun, 2);

  assert.equal(queued.cancel("nobody waits"), true);
  await assert.rejects(queued, (error) => error instanceof CancelledError && error.cause === "nobody waits");
  openGate(gate);
  await running;

  assert.deepEqual(notesOf(begun), [1]);
  assert.deepEqual([executor.stats().cancelled, queued.cancelled(), queued.cancel()], [1, true, false]);
});

test("cancel() of a running call is false, and the call goes on", async (t) => {
  const executor = withExecutor(t);
  const begun = sharedNumbers(2);
  const gate = sharedNumbers();
  const running = executor.submit(enterAndWait, begun, 1, gate);
  await reaches(begun);

  assert.equal(running.cancel(), false);
  openGate(gate);

  assert.equal(await running, 1);
});

test("a signal drops a queued call at once", async (t) => {
  const executor = withExecutor(t);
  const begun = sharedNumbers(3);
  const gate = sharedNumbers();
  const running = executor.submit(enterAndWait, begun, 1, gate);
  const controller = new AbortController();
  const queued = executor.run(enter, [begun, 2], { signal: controller.signal });
  await reaches(begun);

  controller.abort("the client left");
  await assert.rejects(queued, isAbortedBy("the client left"));
  assert.equal(executor.stats().queued, 0);
  openGate(gate);
  await running;

  assert.deepEqual(notesOf(begun), [1]);
});

test("a signal that is aborted already lets nothing begin", async (t) => {
  const executor = withExecutor(t);
  const begun = sharedNumbers(2);

  const outcome = executor.run(enter, [begun, 1], { signal: AbortSignal.abort("too late") });
  await assert.rejects(outcome, isAbortedBy("too late"));
  await executor.submit(add, 1, 2);

  assert.deepEqual(notesOf(begun), []);
});

test("the error of a given up call tells a signal's own time limit from other reasons, and repeats nothing", async (t) => {
  const executor = withExecutor(t);
  const inVain = async (signal: AbortSignal) => {
    const error = await executor.run(add, [1, 2], { signal }).then(undefined, (thrown: unknown) => thrown);
    return error instanceof TaskAbortedError ? [error.reason, error.message] : error;
  };

  assert.deepEqual(await inVain(AbortSignal.abort()), [
    "signal",
    "Cannot finish the task as its signal was aborted",
  ]);
  assert.deepEqual(await inVain(AbortSignal.abort(new DOMException("too late", "TimeoutError"))), [
    "timeout",
    "Cannot finish the task as the time of its signal is over",
  ]);
  assert.deepEqual(await inVain(AbortSignal.abort(new ClientClosedError())), [
    "client",
    "Cannot finish the task as its client is gone",
  ]);
  assert.deepEqual(await inVain(AbortSignal.abort(new ServerShutdownError())), [
    "shutdown",
    "Cannot finish the task as its server was shut down",
  ]);
});

test("a signal is seen by a running call in the middle of its computation", async (t) => {
  const executor = withExecutor(t);
  const [begun, ended] = [sharedNumbers(2), sharedNumbers(2)];
  const controller = new AbortController();
  const threadBefore = await executor.submit(whichThread);
  const outcome = executor.run(computeUntilAborted, [begun, ended], { signal: controller.signal });
  await reaches(begun);

  controller.abort("the client left");
  await assert.rejects(outcome, isAbortedBy("the client left"));
  await reaches(ended);

  assert.equal(await executor.submit(whichThread), threadBefore);
  assert.equal(await executor.submit(isAborted), false);
  assert.equal(executor.stats().cancelled, 1);
});

test("throwIfAborted() ends an aborted call, and its finally blocks run", async (t) => {
  const executor = withExecutor(t);
  const [begun, ended] = [sharedNumbers(2), sharedNumbers(2)];
  const controller = new AbortController();
  const outcome = executor.run(computeUntilThrown, [begun, ended], { signal: controller.signal });
  await reaches(begun);

  controller.abort();
  await assert.rejects(outcome, TaskAbortedError);

  await reaches(ended);
});

test("timeoutMs gives up a call that runs, and one that waits behind it", async (t) => {
  const executor = withExecutor(t);
  const [begun, ended] = [sharedNumbers(2), sharedNumbers(2)];
  const running = executor.run(computeUntilAborted, [begun, ended], { timeoutMs: 1 });
  const queued = executor.run(enter, [begun, 2], { timeoutMs: 1 });

  await assert.rejects(running, hasRunOutOfTime);
  await assert.rejects(queued, hasRunOutOfTime);
});

test("a timeoutMs of Infinity is none", async (t) => {
  const executor = withExecutor(t);

  assert.equal(await executor.run(add, [1, 2], { timeoutMs: Number.POSITIVE_INFINITY }), 3);
});

test("a call that never looks is ended with its worker after graceMs, and no other call is harmed", async (t) => {
  const executor = withExecutor(t, { maxWorkers: 2, graceMs: 1 });
  const begun = sharedNumbers(3);
  const neighboursGate = sharedNumbers();
  const neighbour = executor.submit(enterAndWait, sharedNumbers(2), 7, neighboursGate);
  const controller = new AbortController();
  const stubborn = executor.run(computeForEver, [begun], { signal: controller.signal });
  const queued = executor.submit(enter, begun, 2);
  await reaches(begun);

  controller.abort("enough");
  await assert.rejects(stubborn, isAbortedBy("enough"));

  assert.equal(await queued, 2);
  openGate(neighboursGate);
  assert.equal(await neighbour, 7);
});

test("a call that is over leaves nothing at its signal", async (t) => {
  const executor = withExecutor(t);
  const { signal } = new AbortController();
  const gate = sharedNumbers();

  const running = executor.run(enterAndWait, [sharedNumbers(2), 1, gate], { signal });
  assert.equal(executor.run(add, [1, 2], { signal }).cancel(), true);
  assert.equal(getEventListeners(signal, "abort").length, 1);
  openGate(gate);
  await running;

  assert.deepEqual(getEventListeners(signal, "abort"), []);
});

test("a cancelled call's time limit does not keep the process alive", () => {
  const { output, status } = inOwnProcess(`
    import { sleepSync, ThreadPoolExecutor } from "typhoon/concurrent";
    const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
    await executor.submit(sleepSync, 0);
    const running = executor.submit(sleepSync, 10);
    const queued = executor.run(sleepSync, [1], { timeoutMs: 600_000 });
    queued.catch(() => {});
    queued.cancel();
    await running;
    console.log(process.getActiveResourcesInfo().filter((name) => name === "Timeout"));
    process.exit();
  `);

  assert.deepEqual([output, status], ["[]\n", 0]);
});

function isAbortedBy(reason: string): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof TaskAbortedError);
    const { code, message, cause } = error;
    assert.deepEqual([code, error.reason, cause], ["ERR_TASK_ABORTED", "signal", reason]);
    assert.equal(message, `Cannot finish the task as its signal was aborted: ${reason}`);
    return true;
  };
}

function hasRunOutOfTime(error: unknown): boolean {
  assert.ok(error instanceof TaskAbortedError);
  assert.deepEqual([error.reason, error.cause], ["timeout", undefined]);
  assert.equal(error.message, "Cannot finish the task as its time is over: timeoutMs is 1");
  return true;
}
