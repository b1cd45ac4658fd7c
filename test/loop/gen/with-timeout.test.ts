import assert from "node:assert/strict";
import { test } from "node:test";
import { CancelledError, Future, TimeoutError } from "typhoon/concurrent";
import { TimeoutError as GenTimeoutError, withTimeout } from "typhoon/gen";
import { IOLoop } from "typhoon/ioloop";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { inOwnProcess } from "../../support/in-own-process.ts";
import { sameType } from "../../support/same-type.ts";

guardLog();

async function timedOut(future: Future<unknown>, options = {}): Promise<void> {
  await assert.rejects(withTimeout({ ms: 0 }, future, options), {
    name: "TimeoutError",
    code: "ERR_TIMEOUT",
  });
}

test("withTimeout() gives the outcome that comes in time, with its type", async () => {
  const future = new Future<string>();
  const limited = withTimeout({ ms: 60_000 }, future);

  future.setResult("in time");

  sameType<typeof limited, Future<string>>();
  assert.equal(await limited, "in time");
  await assert.rejects(withTimeout({ ms: 60_000 }, Promise.reject(new RangeError("no"))), RangeError);
});

test("withTimeout() fails with TimeoutError and does not cancel what it waited for", async () => {
  const future = new Future<string>();

  await timedOut(future);

  assert.equal(future.done(), false);
  assert.equal(GenTimeoutError, TimeoutError);
});

test("withTimeout() takes a time of the loop, also one that has passed", async () => {
  const pending = new Future<void>();
  const done = new Future<string>();
  done.setResult("done");

  await assert.rejects(withTimeout(IOLoop.current().time() - 1000, pending), TimeoutError);
  assert.equal(withTimeout(IOLoop.current().time() - 1000, done).result(), "done");
});

test("an error after the time-out is logged", async () => {
  const future = new Future<void>();
  await timedOut(future);

  future.setException(new Error("late"));

  assert.equal((await expectLog(/^Exception in Future after timeout$/)).level, "error");
});

test("a late error that is declared quiet, a late cancellation and a late result are not logged", async () => {
  const [quiet, cancelled, result] = [new Future<void>(), new Future<void>(), new Future<void>()];
  await Promise.all([
    timedOut(quiet, { quietExceptions: RangeError }),
    timedOut(cancelled),
    timedOut(result),
  ]);

  quiet.setException(new RangeError("late"));
  cancelled.cancel();
  result.setResult();

  // The log guard fails this test if a line was written.
  assert.deepEqual(
    [quiet, cancelled, result].map((future) => future.done()),
    [true, true, true],
  );
});

test("cancelling the returned future stops the waiting only", async () => {
  const future = new Future<void>();
  const limited = withTimeout({ ms: 60_000 }, future);

  limited.cancel();

  await assert.rejects(limited, CancelledError);
  assert.equal(future.done(), false);
});

test("no timer is left behind by an outcome in time, a cancelled waiting, or a cancelled sleep", () => {
  const { output, status } = inOwnProcess(`
    import { Future } from "typhoon/concurrent";
    import { sleep, withTimeout } from "typhoon/gen";
    const future = new Future();
    const limited = withTimeout({ ms: 600_000 }, future);
    withTimeout({ ms: 600_000 }, new Future()).cancel();
    sleep(600_000).cancel();
    future.setResult("in time");
    console.log(await limited, process.getActiveResourcesInfo().filter((name) => name === "Timeout").length);
  `);

  assert.deepEqual([output, status], ["in time 0\n", 0]);
});
