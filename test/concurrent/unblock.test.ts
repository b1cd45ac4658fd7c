import assert from "node:assert/strict";
import { after, test } from "node:test";
import { TaskAbortedError } from "typhoon/concurrent";
import { Page } from "../fixtures/concurrent/page.ts";
import {
  half,
  joinWords,
  named,
  patient,
  place,
  placeOfDummy,
  quarter,
  slow,
} from "../fixtures/concurrent/unblocked.ts";
import { guardLog } from "../support/guard-log.ts";
import { withExecutor } from "../support/with-executor.ts";

guardLog();
after(() => Page.executor.shutdown());

test("an unblocked function runs on a worker thread, with its arguments", async () => {
  assert.equal(await place(), "there");
  assert.equal(await joinWords("a", "b", "c"), "a b c");
});

test("unblock() takes an executor and a time limit", async () => {
  assert.equal(await placeOfDummy(), "here");
  await assert.rejects(slow(), TaskAbortedError);
});

test("with() gives options to the calls of an unblocked function", async () => {
  const controller = new AbortController();
  const outcome = patient.with({ signal: controller.signal })();
  controller.abort("enough");

  await assert.rejects(outcome, { code: "ERR_TASK_ABORTED", cause: "enough" });
});

test("an unblocked function that was asynchronous already is awaited in the worker", async () => {
  assert.equal(await half(4), 2);
  await assert.rejects(half(3), { name: "RangeError", message: "odd" });
});

test("inside a worker an unblocked function runs right there", async () => {
  assert.equal(await quarter(8), 2);
});

test("an executor takes an unblocked function as if it were the function that it wraps", async (t) => {
  const executor = withExecutor(t);

  const result: string = await executor.submit(place);

  assert.equal(result, "there");
  assert.equal(executor.stats().completed, 1);
});

test("an unblocked function keeps its name", () => {
  assert.equal(named.name, "namedThere");
});

test("as a decorator, the object's own protocol carries receiver, effects and results across", async () => {
  const page = new Page("sums");

  assert.equal(page.count(2), "delivered");
  assert.deepEqual(await page.delivered, { counted: 2, title: "sums", isPage: true });
  assert.deepEqual(page.notes, ["note made there"]);
});

test("a decorated generator delivers its values to the object", async () => {
  const page = new Page("sums");

  assert.equal(page.numbers(3), "stream delivered");
  const values: unknown[] = [];
  for await (const value of page.values ?? []) values.push(value);

  // The last one is what the end of the generator brings: nothing but its effects.
  assert.deepEqual(values, ["sums 1", "sums 2", "sums 3", undefined]);
});

test("an effect that cannot be applied fails the call, not the process", async () => {
  const page = new Page("fails to apply");
  page.count(1);

  await assert.rejects(async () => page.delivered, { name: "RangeError", message: "cannot apply" });
});

test("the object's signal gives its calls up", async () => {
  const page = new Page("sums", AbortSignal.abort("the client left"));
  page.count(1);

  await assert.rejects(async () => page.delivered, TaskAbortedError);
});
