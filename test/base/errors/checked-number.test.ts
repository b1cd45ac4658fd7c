import assert from "node:assert/strict";
import { test } from "node:test";
import {
  checkedCount,
  checkedDuration,
  checkedFiniteDuration,
  checkedLimit,
} from "#typhoon/base/errors/internal.js";

const notNumbers = ["10", null, undefined, 1n, new Date(), [1], { valueOf: () => 1 }, Symbol("ms"), true];

test("a duration is any number from its least, fractions and months and Infinity too", () => {
  for (const ms of [0, 0.5, 1, 2 ** 31, 1e300, Infinity]) assert.equal(checkedDuration("wait", "ms", ms), ms);
});

test("what is not a duration is refused with the option, the value and what to pass", () => {
  assert.throws(() => checkedDuration("drain", "timeoutMs", "10"), {
    name: "TypeError",
    message:
      'Cannot drain because timeoutMs is "10": pass a number of milliseconds from 0, or Infinity for no limit',
  });
  assert.throws(() => checkedDuration("drain", "timeoutMs", Number.NaN), {
    name: "RangeError",
    message:
      "Cannot drain because timeoutMs is NaN: pass a number of milliseconds from 0, or Infinity for no limit",
  });
  assert.throws(
    () => checkedDuration("drain", "timeoutMs", 0, 1),
    /is 0: pass a number of milliseconds from 1,/,
  );
  assert.throws(() => checkedDuration("drain", "timeoutMs", 0, Number.MIN_VALUE), /milliseconds above 0,/);
});

test("a duration that must end may not be Infinity", () => {
  assert.equal(checkedFiniteDuration("beat", "periodMs", Number.MAX_VALUE), Number.MAX_VALUE);
  assert.throws(() => checkedFiniteDuration("beat", "periodMs", Infinity), {
    name: "RangeError",
    message: "Cannot beat because periodMs is Infinity: pass a number of milliseconds from 0",
  });
});

test("a count is whole, and only a limit may be Infinity", () => {
  assert.equal(checkedCount("make a pool", "size", 3), 3);
  assert.equal(checkedLimit("make a pool", "size", Infinity), Infinity);
  for (const count of [0, -1, 1.5, Number.NaN, 2 ** 53, Infinity])
    assert.throws(() => checkedCount("make a pool", "size", count), RangeError);
  for (const limit of [0, 1.5, -Infinity])
    assert.throws(() => checkedLimit("make a pool", "size", limit), RangeError);
});

test("no value of another type is taken for a number", () => {
  for (const check of [checkedCount, checkedDuration, checkedFiniteDuration, checkedLimit]) {
    for (const value of notNumbers) assert.throws(() => check("wait", "ms", value), TypeError);
  }
});
