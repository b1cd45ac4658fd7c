import assert from "node:assert/strict";
import { test } from "node:test";
import { ReportLimit } from "#typhoon/loop/watchdog/report-limit.js";

test("so many reports of a minute are let through", () => {
  const limit = new ReportLimit(2);

  assert.deepEqual([limit.admit(0), limit.admit(10), limit.admit(20)], [0, 0, undefined]);
});

test("the next one that is let through says how many were left out", () => {
  const limit = new ReportLimit(1);
  limit.admit(0);
  limit.admit(1);
  limit.admit(2);

  assert.equal(limit.admit(60_000), 2);
  assert.equal(limit.admit(120_000), 0);
});

test("with 0 none is let through", () => {
  assert.equal(new ReportLimit(0).admit(0), undefined);
});
