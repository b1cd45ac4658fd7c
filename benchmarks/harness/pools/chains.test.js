import assert from "node:assert/strict";
import { test } from "node:test";
import { chainOf } from "./chains.js";

/** Runs a chain against a pool that does the task itself; it stops after three calls. */
async function runChain(task, argument, call) {
  const state = { calls: 0, isCounting: true, isOver: false };
  const pool = {
    [task]: async (value) => {
      if (state.calls === 2) state.isOver = true;
      return call(value);
    },
  };
  await chainOf({ task, argument })(pool, state);
  return state.calls;
}

const touched = (bytes) => {
  const copy = Buffer.from(bytes);
  copy[0] += 1;
  return copy;
};

test("a chain calls until it is over", async () => {
  assert.equal(await runChain("noop", 1, (value) => value), 3);
  assert.equal(await runChain("touch", 8, touched), 3);
});

test("a pool that answers with something else is not measured", async () => {
  await assert.rejects(
    runChain("noop", 1, () => 0),
    /another value/,
  );
  await assert.rejects(
    runChain("touch", 8, (bytes) => bytes),
    /other bytes/,
  );
});

test("a buffer that was to be moved and is still there is an error", async () => {
  await assert.rejects(runChain("touchAndMove", 8, touched), /left ours where they were/);
});
