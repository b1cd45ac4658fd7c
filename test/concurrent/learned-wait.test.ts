import assert from "node:assert/strict";
import { test } from "node:test";
import { LearnedWait } from "#typhoon/concurrent/learned-wait.js";

/** How many occasions are left out until the next wait. */
function leftOut(wait: LearnedWait): number {
  let count = 0;
  while (!wait.mayWait()) count++;
  return count;
}

test("waits that are in vain become rare, doubling up to 64, and one that was useful brings them back", () => {
  const wait = new LearnedWait();
  const counts = Array.from({ length: 8 }, () => {
    wait.learn(false);
    return leftOut(wait);
  });

  assert.deepEqual(counts, [2, 4, 8, 16, 32, 64, 64, 64]);
  wait.learn(true);
  assert.equal(leftOut(wait), 0);
  wait.learn(false);
  assert.equal(leftOut(wait), 2);
});
