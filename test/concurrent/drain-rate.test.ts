import assert from "node:assert/strict";
import { test } from "node:test";
import { DrainRate } from "#typhoon/concurrent/drain-rate.js";

/** A pool in which a call has ended every `everyMs`, so many times, while others waited. */
function measured(everyMs: number, calls: number): DrainRate {
  const rate = new DrainRate();
  for (let call = 0; call <= calls; call++) rate.record(call * everyMs, true);
  return rate;
}

test("the time to come back is five seconds as long as nothing was measured", () => {
  const rate = new DrainRate();
  rate.record(0, true);

  assert.equal(rate.retryAfterMs(100, 1), 5_000);
});

test("the time to come back is the length of the queue by the rate at which calls end", () => {
  assert.equal(measured(10, 100).retryAfterMs(1_000, 1_000), 10_000);
});

test("the time to come back is a second at least, and a minute at the most", () => {
  const rate = measured(10, 100);

  assert.deepEqual([rate.retryAfterMs(1, 1_000), rate.retryAfterMs(1_000_000, 1_000)], [1_000, 60_000]);
});

test("times in which nothing waits do not make a pool slow", () => {
  const rate = measured(10, 100);
  rate.record(1_010, false);
  rate.record(100_000, true);
  for (let call = 1; call <= 100; call++) rate.record(100_000 + 10 * call, true);

  assert.equal(rate.retryAfterMs(1_000, 101_000), 10_000);
});

test("newer calls count more than older ones", () => {
  const rate = measured(10, 100);
  for (let call = 1; call <= 500; call++) rate.record(1_000 + 100 * call, true);

  assert.equal(Math.round(rate.retryAfterMs(100, 51_000) / 100), 100);
});

test("a pool that has got stuck is as slow as if its next call ended now", () => {
  assert.equal(measured(10, 100).retryAfterMs(10, 1_000 + 3_000), 30_000);
});
