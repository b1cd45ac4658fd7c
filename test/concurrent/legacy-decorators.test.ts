import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  decorateGetter,
  LegacyChild,
  LegacyPage,
  LegacyReports,
} from "../fixtures/legacy-decorators/legacy-reports.ts";
import { guardLog } from "../support/guard-log.ts";

guardLog();
after(() => LegacyReports.executor.shutdown());

test("runOnExecutor works as a legacy decorator, plain and with options", async () => {
  const reports = new LegacyReports("sums");

  assert.equal(await reports.describe("the"), "the sums, there");
  assert.equal(await reports.twice(21), 42);
});

test("a legacy decorated method can be overridden, and super calls stay in the worker", async () => {
  const before = LegacyReports.executor.stats().completed;

  assert.equal(await new LegacyChild("sums").describe("the"), "[the sums, there]");

  assert.equal(LegacyReports.executor.stats().completed, before + 1);
});

test("unblock works as a legacy decorator", async () => {
  assert.equal(await new LegacyPage().render("page"), "page, there");
});

test("a legacy decorator refuses what is no method", () => {
  assert.throws(decorateGetter, { name: "TypeError", message: /no public method of an instance/ });
});
