import assert from "node:assert/strict";
import { test } from "node:test";
import { median, medianInterval, pairedRatio } from "./statistics.js";

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

test("medianInterval() lies around the median, as far as so few values tell", () => {
  const values = Array.from({ length: 101 }, (_, index) => index);

  assert.deepEqual(medianInterval(values), { median: 50, low: 40, high: 60 });
  assert.deepEqual(medianInterval([3, 1, 2]), { median: 2, low: 1, high: 3 });
});
