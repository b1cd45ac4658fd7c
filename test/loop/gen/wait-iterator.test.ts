import assert from "node:assert/strict";
import { test } from "node:test";
import { Future, InvalidStateError } from "typhoon/concurrent";
import { WaitIterator } from "typhoon/gen";
import { guardLog } from "../../support/guard-log.ts";

guardLog();

test("WaitIterator hands out results in the order in which they come", async () => {
  const futures = [new Future<string>(), new Future<string>(), new Future<string>()] as const;
  const iterator = new WaitIterator(futures);
  const seen: unknown[] = [];
  futures[2].setResult("c");
  futures[0].setResult("a");

  for await (const value of iterator) {
    seen.push([
      iterator.currentIndex,
      value,
      iterator.currentFuture === futures[Number(iterator.currentIndex)],
    ]);
    if (value === "a") queueMicrotask(() => futures[1].setResult("b"));
  }

  assert.deepEqual(seen, [
    [2, "c", true],
    [0, "a", true],
    [1, "b", true],
  ]);
  assert.deepEqual([iterator.currentIndex, iterator.currentFuture], [undefined, undefined]);
});

test("WaitIterator over an object gives its keys", async () => {
  const iterator = new WaitIterator({ slow: new Promise<string>(() => {}), fast: Promise.resolve("done") });

  assert.equal(await iterator.next(), "done");
  assert.equal(iterator.currentIndex, "fast");
  assert.equal(iterator.done(), false);
});

test("WaitIterator goes on after an error that was caught", async () => {
  const iterator = new WaitIterator<string>([Promise.reject(new RangeError("no")), Promise.resolve("yes")]);
  const seen: unknown[] = [];

  while (!iterator.done()) {
    try {
      seen.push(await iterator.next());
    } catch (error) {
      seen.push([iterator.currentIndex, error instanceof RangeError]);
    }
  }

  assert.deepEqual(seen, [[0, true], "yes"]);
});

test("WaitIterator of nothing is done at once", async () => {
  const iterator = new WaitIterator([]);

  assert.equal(iterator.done(), true);
  assert.throws(() => iterator.next(), InvalidStateError);
});

test("WaitIterator loses no result when the waiting for one is cancelled", async () => {
  const future = new Future<number>();
  const iterator = new WaitIterator([future]);
  const waiting = iterator.next();
  assert.throws(() => iterator.next(), InvalidStateError);

  waiting.cancel();
  future.setResult(1);

  assert.equal(await iterator.next(), 1);
});
