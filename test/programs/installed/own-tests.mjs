// The tests of an application, with functions of their own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sum, sumUnblocked } from "slow-sums";
import { blocking, ThreadPoolExecutor, unblock } from "typhoon/concurrent";

const double = unblock((number) => 2 * number);
const half = blocking((number) => number / 2);

test("unblocked functions can be tested", async () => {
  assert.equal(await double(await sumUnblocked([20, 1])), 42);
});

test("so can executors", async () => {
  const executor = new ThreadPoolExecutor({ maxWorkers: 2 });
  assert.deepEqual(await executor.map(half, [2, 4]), [1, 2]);
  assert.equal((await executor.submit(sum, [1])).isElsewhere, true);
  await executor.shutdown();
});
