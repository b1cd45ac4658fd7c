import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Executor,
  NotCloneableError,
  ProcessPoolExecutor,
  ThreadPoolExecutor,
} from "typhoon/concurrent";
import {
  lengthOf,
  levelsOf,
  makeRevoked,
  makeSparse,
  nested,
  parse,
  parseEach,
  throwWithCauses,
} from "../fixtures/concurrent/deep.ts";
import { guardLog } from "../support/guard-log.ts";

guardLog();

/** As deep as the structured clone can go on the loop's thread, and deeper than it can on any. */
const [deep, tooDeep] = [1_200, 20_000];
/** Deeper than the loop's thread can read, and not too deep for a worker thread to write. */
const between = 3_000;

for (const Pool of [ThreadPoolExecutor, ProcessPoolExecutor]) {
  test(`${Pool.name}: what is nested too deeply is an error of its own call, as an argument and as a result`, async (t) => {
    const executor = new Pool({ maxWorkers: 1 });
    t.after(() => executor.shutdown());

    assert.equal(await executor.submit(levelsOf, JSON.parse(nested(deep))), deep);
    assert.equal(JSON.stringify(await executor.submit(parse, nested(deep))), nested(deep));
    const calls = [between, tooDeep].flatMap((levels) => [
      executor.submit(lengthOf, []),
      executor.submit(parse, nested(levels)),
    ]);
    calls.push(executor.submit(levelsOf, JSON.parse(nested(tooDeep))), executor.submit(lengthOf, [1]));
    const [first, inBetween, second, result, argument, last] = await Promise.allSettled(calls);

    assert.deepEqual([first, second, last].map(resultOf), [0, 0, 1]);
    assert.match(pathOf(inBetween), /^result/);
    assert.match(pathOf(result), /^result\.a\.a.*….*\.a$/);
    assert.match(pathOf(argument), /^args\[0\]\.a.*….*\.a$/);
    await leavesNothing(executor);
  });

  test(`${Pool.name}: a value of a stream that is nested too deeply ends the stream, and is no gap`, async (t) => {
    const executor = new Pool({ maxWorkers: 1 });
    t.after(() => executor.shutdown());

    for (const levels of [between, tooDeep]) {
      const got: unknown[] = [];
      const values = executor.stream(parseEach, [[nested(1), nested(levels), nested(2)]]);
      await assert.rejects(async () => {
        for await (const value of values) got.push(value);
      }, NotCloneableError);
      assert.deepEqual(got, [{ a: 1 }]);
    }
    await leavesNothing(executor);
  });

  test(`${Pool.name}: holes of an array are not walked, and many causes of an error are not all sent`, async (t) => {
    const executor = new Pool({ maxWorkers: 1 });
    t.after(() => executor.shutdown());

    for (const length of [1e8, 2 ** 32 - 1]) {
      const sparse = Object.assign([], { [length - 1]: Buffer.from("last") });
      assert.equal(await executor.submit(lengthOf, sparse), length);
      assert.equal((await executor.submit(makeSparse, length)).length, length);
    }
    await assert.rejects(executor.submit(throwWithCauses, 20_000), /number 20000/);
    await leavesNothing(executor);
  });
}

test("a Proxy that throws whatever it is asked is a result that cannot be cloned", async (t) => {
  const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
  t.after(() => executor.shutdown());

  await assert.rejects(executor.submit(makeRevoked), NotCloneableError);

  await leavesNothing(executor);
});

function resultOf(outcome: PromiseSettledResult<unknown> | undefined): unknown {
  return outcome?.status === "fulfilled" ? outcome.value : outcome;
}

function pathOf(outcome: PromiseSettledResult<unknown> | undefined): string {
  const error: unknown = outcome?.status === "rejected" ? outcome.reason : undefined;
  assert.ok(error instanceof NotCloneableError);
  return error.path;
}

async function leavesNothing(executor: Executor): Promise<void> {
  assert.equal(await executor.submit(lengthOf, [1, 2]), 2);
  const { running, queued, workersExited } = executor.stats();
  assert.deepEqual({ running, queued, workersExited }, { running: 0, queued: 0, workersExited: 0 });
}
