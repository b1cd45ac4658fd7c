import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ProcessPoolExecutor, ThreadPoolExecutor, WorkerExitError } from "typhoon/concurrent";
import {
  eatMemory,
  exitWith,
  failAfterResult,
  failLater,
  rejectLater,
} from "../fixtures/concurrent/dying.ts";
import { add, enterAndWait, whichThread } from "../fixtures/concurrent/gated.ts";
import { expectLog, guardLog } from "../support/guard-log.ts";
import { openGate, reaches, sharedNumbers } from "../support/shared-memory.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { withExecutor } from "../support/with-executor.ts";

guardLog();

test("process.exit() in a worker fails its call alone; the worker is replaced", async (t) => {
  const executor = withExecutor(t);
  const thread = await executor.submit(whichThread);

  const [dead, ...others] = [
    executor.submit(exitWith, 7),
    executor.submit(add, 1, 2),
    executor.submit(add, 3, 4),
  ];
  await assert.rejects(dead, (error) => {
    assert.ok(error instanceof WorkerExitError);
    assert.deepEqual([error.code, error.exitCode, error.cause], ["ERR_WORKER_EXIT", 7, undefined]);
    return true;
  });

  assert.deepEqual(await Promise.all(others), [3, 7]);
  assert.notEqual(await executor.submit(whichThread), thread);
  assert.deepEqual([executor.stats().failed, executor.stats().workers], [1, 1]);
});

test("a worker that runs out of memory fails its call alone", async (t) => {
  const executor = withExecutor(t, { maxWorkers: 2, resourceLimits: { maxOldGenerationSizeMb: 24 } });
  const begun = sharedNumbers(2);
  const gate = sharedNumbers();
  const neighbour = executor.submit(enterAndWait, begun, 1, gate);
  await reaches(begun);

  await assert.rejects(
    executor.submit(eatMemory),
    (error) => error instanceof WorkerExitError && /memory/.test(error.message),
  );
  openGate(gate);

  assert.equal(await neighbour, 1);
  assert.equal(await executor.submit(add, 1, 2), 3);
});

test("an error out of nowhere fails the call that runs, as the cause", async (t) => {
  const executor = withExecutor(t);

  for (const fn of [failLater, rejectLater]) {
    await assert.rejects(executor.submit(fn), (error) => {
      assert.ok(error instanceof WorkerExitError);
      assert.ok(error.cause instanceof RangeError);
      assert.match(error.message, /exited with code 1: nobody (?:catches|handles) this; a new worker/);
      return true;
    });
  }

  assert.equal(await executor.submit(add, 1, 2), 3);
});

test("an error out of nowhere in an idle worker is logged, and the worker is replaced", async (t) => {
  const executor = withExecutor(t);
  // An idle worker keeps no process alive.
  const alive = setInterval(() => {}, 1_000);
  t.after(() => clearInterval(alive));
  const logged = expectLog(/^Uncaught error in a worker between two tasks$/);

  assert.equal(await executor.submit(failAfterResult), "done");
  await logged;

  assert.equal(await executor.submit(add, 1, 2), 3);
});

test("a worker that dies during shutdown() leaves the calls behind it to others", async (t) => {
  const executor = withExecutor(t);
  const dead = executor.submit(exitWith, 0);
  const queued = executor.submit(add, 1, 2);

  const down = executor.shutdown();
  await assert.rejects(dead, WorkerExitError);

  assert.equal(await queued, 3);
  await down;
});

for (const Pool of [ThreadPoolExecutor, ProcessPoolExecutor]) {
  test(`${Pool.name}: a worker that could not load a module as the system was short of something is replaced`, async (t) => {
    process.env["OBSTACLE"] = join(temporaryFolder(t), "obstacle");
    const { twice } = await import("../fixtures/concurrent/short-of-files.ts");
    const executor = new Pool({ maxWorkers: 1 });
    t.after(() => executor.shutdown());

    writeFileSync(process.env["OBSTACLE"], "");
    await assert.rejects(executor.submit(twice, 1), { code: "ERR_MODULE_NOT_LOADABLE" });

    assert.equal(await executor.submit(twice, 1), 2);
  });
}
