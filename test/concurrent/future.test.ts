import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { test } from "node:test";
import { CancelledError, Future, InvalidStateError } from "typhoon/concurrent";
import { expectLog, guardLog } from "../support/guard-log.ts";
import { inOwnProcess } from "../support/in-own-process.ts";

guardLog();

function settled<T>(value: T): Future<T> {
  const future = new Future<T>();
  future.setResult(value);
  return future;
}

function failed(error: unknown): Future<never> {
  const future = new Future<never>();
  future.setException(error);
  return future;
}

test("a future is pending until it gets its result", () => {
  const future = new Future<number>();
  const before = future.done();

  future.setResult(42);

  assert.deepEqual([before, future.done(), future.cancelled(), future.result()], [false, true, false, 42]);
  assert.equal(future.exception(), undefined);
});

test("result() and exception() of a pending future throw InvalidStateError", () => {
  const future = new Future<number>();

  assert.throws(() => future.result(), { name: "InvalidStateError", code: "ERR_INVALID_STATE" });
  assert.throws(() => future.exception(), InvalidStateError);
});

test("result() throws the very error and exception() returns it", () => {
  const error = new RangeError("too far");
  const future = failed(error);

  assert.throws(
    () => future.result(),
    (thrown) => thrown === error,
  );
  assert.equal(future.exception(), error);
});

test("settling twice throws InvalidStateError and keeps the first outcome", () => {
  const future = settled(1);

  assert.throws(() => future.setResult(2), InvalidStateError);
  assert.throws(() => future.setException(new Error("late")), InvalidStateError);
  assert.equal(future.result(), 1);
});

test("cancel() fails the future once, with the reason as cause", async () => {
  const reason = new Error("client left");
  const future = new Future<number>();

  const answers = [future.cancel(reason), future.cancel(), settled(1).cancel()];

  assert.deepEqual(answers, [true, false, false]);
  assert.equal(future.cancelled(), true);
  assert.throws(() => future.result(), CancelledError);
  assert.throws(() => future.exception(), { code: "ERR_CANCELLED", cause: reason });
  await assert.rejects(future, CancelledError);
});

test("await gives the result, before and after the future is settled", async () => {
  const future = new Future<string>();
  const waiting = (async () => await future)();

  future.setResult("ready");

  assert.deepEqual([await waiting, await future], ["ready", "ready"]);
});

test("then(), catch() and finally() are those of a promise", async () => {
  const error = new Error("no");
  const seen: unknown[] = [];

  const doubled = settled(21).then((value) => value * 2);
  const caught = failed(error).catch((reason) => reason);
  const passed = settled("x").finally(() => void seen.push("finally"));

  assert.ok(doubled instanceof Promise);
  assert.deepEqual([await doubled, await caught, await passed, seen], [42, error, "x", ["finally"]]);
  assert.equal(Object.prototype.toString.call(new Future()), "[object Future]");
});

test("Promise combinators accept futures", async () => {
  assert.deepEqual(await Promise.all([settled(1), Promise.resolve(2)]), [1, 2]);
});

test("addDoneCallback() calls with the future, in the order of adding, never inline", async () => {
  const order: string[] = [];
  const future = new Future<number>();
  future.addDoneCallback((done) => void order.push(`first ${done.result()}`));
  future.addDoneCallback(() => void order.push("second"));
  const third = future.then(() => void order.push("third"));

  future.setResult(1);
  future.addDoneCallback(() => void order.push("fourth"));
  order.push("after setResult");

  await third;
  await Promise.resolve();
  assert.deepEqual(order, ["after setResult", "first 1", "second", "third", "fourth"]);
});

test("removeDoneCallback() takes back every time the callback was added", async () => {
  const called: string[] = [];
  const twice = () => void called.push("removed");
  const future = new Future<void>();
  future.addDoneCallback(twice);
  future.addDoneCallback(() => void called.push("kept"));
  future.addDoneCallback(twice);

  const removed = future.removeDoneCallback(twice);
  future.setResult();

  await future;
  assert.deepEqual([removed, future.removeDoneCallback(twice), called], [2, 0, ["kept"]]);
});

test("an error in a done callback goes to the log and does not disturb the others", async () => {
  const called: string[] = [];
  const future = new Future<void>();
  future.addDoneCallback(function broken() {
    throw new Error("oops");
  });
  future.addDoneCallback(async function brokenLater() {
    throw new Error("oops");
  });
  future.addDoneCallback(() => void called.push("other"));

  future.setResult();

  assert.equal((await expectLog(/Exception in callback broken$/)).level, "error");
  assert.equal((await expectLog(/Exception in callback brokenLater$/)).name, "typhoon.application");
  assert.deepEqual(called, ["other"]);
});

test("callbacks and continuations run in the asynchronous context of whoever added them", async () => {
  const context = new AsyncLocalStorage<string>();
  const seen: (string | undefined)[] = [];
  const future = new Future<void>();
  const waiting = [
    context.run("callback", () => future.addDoneCallback(() => void seen.push(context.getStore()))),
    context.run("then", () => future.then(() => void seen.push(context.getStore()))),
    context.run("await", async () => {
      await future;
      seen.push(context.getStore());
    }),
  ];

  context.run("settler", () => future.setResult());

  await Promise.all(waiting);
  assert.deepEqual(seen, ["callback", "then", "await"]);
});

test("a subclass decides what cancel() means", () => {
  class Stubborn extends Future<number> {
    override cancel(): boolean {
      return false;
    }
  }
  const future = new Stubborn();

  assert.deepEqual([future.cancel(), future.done()], [false, false]);
});

test("a failed future is no unhandled rejection, a dropped promise of it is one", () => {
  // In a process of its own, because the test runner takes every unhandled rejection for a failure.
  const { output } = inOwnProcess(`
    import { Future } from "typhoon/concurrent";
    process.on("unhandledRejection", (error) => console.log(error.message));
    const fail = (message) => { const future = new Future(); future.setException(new Error(message)); return future; };
    globalThis.kept = fail("kept quiet");
    fail("handled").catch(() => {});
    fail("dropped").then(() => {});
  `);

  assert.equal(output, "dropped\n");
});
