import assert from "node:assert/strict";
import { test } from "node:test";
import { runInline } from "typhoon/testing";
import {
  onMainThread,
  onMainThreadOfOwn,
  ownExecutor,
  Places,
  threads,
} from "../../fixtures/concurrent/where.ts";

test("every call of every executor is made on this thread, until the test ends", async (t) => {
  await t.test("inline", async (inner) => {
    const inline = runInline(inner);

    const streamed: unknown[] = [];
    for await (const value of threads()) streamed.push(value);
    const called = [
      onMainThread().result(),
      await onMainThreadOfOwn(),
      await new Places().isHere(),
      await ownExecutor.submit(onMainThread),
    ];

    assert.deepEqual([...called, ...streamed], [true, true, true, true, true]);
    assert.equal(inline.stats().completed, 4);
    assert.equal(ownExecutor.stats().workersStarted, 0);
  });

  assert.equal(await onMainThreadOfOwn(), false);
  await ownExecutor.shutdown();
});
