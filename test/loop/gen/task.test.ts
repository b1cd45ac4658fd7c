import assert from "node:assert/strict";
import { test } from "node:test";
import { CancelledError, Future } from "typhoon/concurrent";
import { maybeFuture, sleep, task } from "typhoon/gen";
import { IOLoop } from "typhoon/ioloop";
import { guardLog } from "../../support/guard-log.ts";
import { sameType } from "../../support/same-type.ts";

guardLog();

test("task() resolves with the callback's argument", async () => {
  const loop = IOLoop.current();
  const text = task<[string]>((callback) => loop.addCallback(callback, "text"));
  const nothing = task<[]>((callback) => loop.addTimeout(loop.time() + 1, callback));

  sameType<typeof text, Future<string>>();
  sameType<typeof nothing, Future<undefined>>();
  assert.deepEqual([await text, await nothing], ["text", undefined]);
});

test("task() resolves with the list of several arguments", async () => {
  const both = task<[number, string]>((callback) => callback(1, "two"));

  sameType<typeof both, Future<[number, string]>>();
  assert.deepEqual(await both, [1, "two"]);
});

test("task() needs no types where the result does not matter", async () => {
  const future = task((callback) => IOLoop.current().addTimeout(IOLoop.current().time() + 1, callback));

  sameType<typeof future, Future<unknown>>();
  assert.equal(await future, undefined);
});

test("task() counts the first call only, also against an error after it", async () => {
  const future = task<[string]>((callback) => {
    callback("first");
    callback("second");
    throw new Error("third");
  });

  assert.equal(await future, "first");
});

test("task() fails with what the function throws", async () => {
  const future = task(() => {
    throw new RangeError("no");
  });

  await assert.rejects(future, RangeError);
});

test("sleep() is done by a timer and can be cancelled", async () => {
  const order: string[] = [];
  const cancelled = sleep(60_000);
  const slept = sleep(0).then(() => order.push("slept"));
  queueMicrotask(() => order.push("microtask"));

  cancelled.cancel();

  await slept;
  await assert.rejects(cancelled, CancelledError);
  assert.deepEqual(order, ["microtask", "slept"]);
});

test("maybeFuture() makes a future of anything", async () => {
  const future = new Future<number>();

  assert.equal(maybeFuture<unknown>(future), future);
  assert.equal(maybeFuture("plain").result(), "plain");
  assert.equal(await maybeFuture(Promise.resolve(1)), 1);
});

test("task() fails with an Error that a callback of Node's kind gets first", async () => {
  const noSuchRow = new Error("no such row");
  const late = task<[Error | null, string?]>((callback) => setImmediate(callback, noSuchRow, undefined));
  const alone = task<[Error]>((callback) => callback(noSuchRow));

  await assert.rejects(late, noSuchRow);
  await assert.rejects(alone, noSuchRow);
});

test("task() resolves with the list of null and the value of a callback of Node's kind", async () => {
  assert.deepEqual(await task<[null, string]>((callback) => callback(null, "row")), [null, "row"]);
});
