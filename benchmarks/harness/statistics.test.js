import assert from "node:assert/strict";
import { test } from "node:test";
import { median, pairedRatio } from "./statistics.js";

test("median() of an even number of values lies between the two in the middle", () => {
  assert.equal(median([4, 1, 3, 2]), 2.5);
});

test("pairedRatio() divides round by round before it takes the median", () => {
  assert.deepEqual(pairedRatio([10, 100, 30], [5, 100, 10]), { median: 2, min: 1, max: 3 });
});

test("pairedRatio() leaves out rounds that one side lacks", () => {
  assert.equal(pairedRatio([10, undefined, 30], [5, 7]).median, 2);
  assert.equal(pairedRatio([10], []), undefined);
});
