import assert from "node:assert/strict";
import { test } from "node:test";
import { CancelledError, Future } from "typhoon/concurrent";
import { moment, multi } from "typhoon/gen";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { sameType } from "../../support/same-type.ts";

guardLog();

test("multi() of a list gives the results in the list's order, with their types", async () => {
  const slow = new Future<string>();
  const both = multi([slow, Promise.resolve(2), null, moment]);
  const isEarly = both.done();

  slow.setResult("slow");

  sameType<typeof both, Future<[string, number, undefined, undefined]>>();
  assert.equal(isEarly, false);
  assert.deepEqual(await both, ["slow", 2, undefined, undefined]);
});

test("multi() of an object gives an object, with the types of its properties", async () => {
  const both = multi({ a: Promise.resolve("text"), b: [Promise.resolve(1), Promise.resolve(2)] });

  sameType<typeof both, Future<{ a: string; b: number[] }>>();
  assert.deepEqual(await both, { a: "text", b: [1, 2] });
});

test("multi() of nothing is done at once", () => {
  assert.deepEqual([multi([]).result(), multi({}).result()], [[], {}]);
});

test("multi() waits for all, fails with the first error of the list and logs the others", async () => {
  const [first, second, third] = [new Future<number>(), new Future<number>(), new Future<number>()];
  const all = multi([first, second, third]);

  third.setException(new Error("third"));
  second.setException(new Error("second"));
  const isEarly = all.done();
  first.setResult(1);

  assert.equal(isEarly, false);
  await assert.rejects(all, { message: "second" });
  assert.equal((await expectLog(/^Multiple exceptions in yield list$/)).name, "typhoon.application");
});

test("multi() logs nothing when only one fails, nor errors that are declared quiet", async () => {
  const fail = async (error: Error) => {
    throw error;
  };

  await assert.rejects(multi([Promise.resolve(1), fail(new Error("only"))]), { message: "only" });
  await assert.rejects(
    multi({ a: fail(new RangeError("a")), b: fail(new RangeError("b")) }, { quietExceptions: RangeError }),
    { message: "a" },
  );
  await assert.rejects(
    multi([fail(new Error("a")), fail(new TypeError("b"))], { quietExceptions: [RangeError, TypeError] }),
    { message: "a" },
  );
});

test("multi() accepts one future twice", async () => {
  const future = new Future<number>();
  const both = multi([future, future]);

  future.setResult(1);

  assert.deepEqual(await both, [1, 1]);
});

test("cancelling multi() does not cancel its children, nor does their end disturb anyone", async () => {
  const child = new Future<number>();
  const all = multi([child]);

  all.cancel();
  child.setResult(1);

  assert.equal(child.cancelled(), false);
  await assert.rejects(all, CancelledError);
});

test("multi() waits for thousands of moments at once", async () => {
  const results: unknown[] = await multi(Array(20_000).fill(moment));

  assert.equal(results.length, 20_000);
});

test("multi() refuses a child that is nothing to wait for", () => {
  assert.throws(() => multi([Promise.resolve(), 42]), { code: "ERR_BAD_YIELD" });
});
