import assert from "node:assert/strict";
import { test } from "node:test";
import {
  CancelledError,
  chainFuture,
  Future,
  futureAddDoneCallback,
  futureSetExceptionUnlessCancelled,
  futureSetResultUnlessCancelled,
  InvalidStateError,
  isFuture,
} from "typhoon/concurrent";
import { expectLog, guardLog } from "../support/guard-log.ts";

guardLog();

test("isFuture() knows futures and their subclasses only", () => {
  class Special extends Future<void> {}

  assert.deepEqual([new Future(), new Special(), Promise.resolve(), null, 1].map(isFuture), [
    true,
    true,
    false,
    false,
    false,
  ]);
});

test("chainFuture() copies a result, an error and a cancellation", async () => {
  const [good, bad, gone] = [new Future<number>(), new Future<number>(), new Future<number>()];
  const targets = [new Future<number>(), new Future<number>(), new Future<number>()] as const;
  const error = new Error("bad");
  chainFuture(good, targets[0]);
  chainFuture(bad, targets[1]);
  chainFuture(gone, targets[2]);

  good.setResult(1);
  bad.setException(error);
  gone.cancel();

  assert.equal(await targets[0], 1);
  assert.equal(targets[1].exception(), error);
  assert.equal(targets[2].cancelled(), true);
});

test("chainFuture() copies a failure without a value as a failure", () => {
  const target = new Future<number>();
  const source = new Future<number>();
  chainFuture(source, target);

  source.setException(undefined);

  assert.throws(
    () => target.result(),
    (thrown) => thrown === undefined,
  );
});

test("chainFuture() leaves a target alone that is done", async () => {
  const source = new Future<number>();
  const target = new Future<number>();
  chainFuture(source, target);
  target.cancel();

  source.setResult(1);

  await assert.rejects(target, CancelledError);
});

test("chainFuture() copies from a promise", async () => {
  const good = new Future<string>();
  const bad = new Future<string>();

  chainFuture(Promise.resolve("x"), good);
  chainFuture(Promise.reject(new Error("no")), bad);

  assert.equal(await good, "x");
  await assert.rejects(bad, { message: "no" });
});

test("the helpers set outcomes on a live future", () => {
  const good = new Future<number>();
  const bad = new Future<number>();

  futureSetResultUnlessCancelled(good, 1);
  futureSetExceptionUnlessCancelled(bad, new Error("bad"));

  assert.equal(good.result(), 1);
  assert.throws(() => bad.result(), { message: "bad" });
  assert.throws(() => futureSetResultUnlessCancelled(good, 2), InvalidStateError);
});

test("the helpers leave a cancelled future alone and log the error that nobody will see", async () => {
  const future = new Future<number>();
  future.cancel();

  futureSetResultUnlessCancelled(future, 1);
  futureSetExceptionUnlessCancelled(future, new Error("late"));

  assert.equal(future.cancelled(), true);
  assert.equal((await expectLog(/^Exception after Future was cancelled$/)).level, "error");
});

test("futureAddDoneCallback() calls inline when the future is done, and later otherwise", async () => {
  const order: string[] = [];
  const future = new Future<void>();
  futureAddDoneCallback(future, () => void order.push("later"));

  future.setResult();
  order.push("set");
  futureAddDoneCallback(future, () => void order.push("inline"));

  await Promise.resolve();
  assert.deepEqual(order, ["set", "inline", "later"]);
});
