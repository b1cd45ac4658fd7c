import assert from "node:assert/strict";
import { test } from "node:test";
import { NotCloneableError, TaskAbortedError } from "typhoon/concurrent";
import { add } from "../fixtures/concurrent/gated.ts";
import {
  countAhead,
  countAsync,
  countBehindGate,
  countForEver,
  countTo,
  failAfterTwo,
  oneThenCompute,
  oneThenComputeForEver,
  returnNumber,
  returnSet,
  yieldFunction,
} from "../fixtures/concurrent/streamed.ts";
import { guardLog } from "../support/guard-log.ts";
import { openGate, reaches, sharedNumbers } from "../support/shared-memory.ts";
import { withExecutor } from "../support/with-executor.ts";

guardLog();

const window = 16;

test("a generator's values arrive one by one and in order", async (t) => {
  const executor = withExecutor(t);

  const values = await toArray(executor.stream(countAsync, [40]));

  assert.deepEqual(
    values,
    Array.from({ length: 40 }, (_, i) => `number ${i + 1}`),
  );
});

test("unblock() makes an async generator of a generator", async () => {
  const values: number[] = await toArray(countTo(20));

  assert.deepEqual(values.slice(-2), [19, 20]);
});

test("what a function returns can be streamed if it is iterable", async (t) => {
  const executor = withExecutor(t);

  assert.deepEqual(await toArray(executor.stream(returnSet, [])), ["a", "b"]);
  await assert.rejects(toArray(executor.stream(returnNumber, [])), {
    name: "TypeError",
    message: /no iterable: make it a generator/,
  });
  assert.equal(await executor.submit(add, 1, 2), 3);
});

test("the generator is never more than a window ahead of its consumer", async (t) => {
  const executor = withExecutor(t, { maxWorkers: 2 });
  const [produced, consumed, lead] = [sharedNumbers(), sharedNumbers(), sharedNumbers()];
  let expected = 0;

  for await (const value of executor.stream(countAhead, [produced, consumed, lead])) {
    assert.equal(value, ++expected);
    if (value === 1) {
      await reaches(produced, window);
      // Time enough for one that would not stop there: other calls come and go on the other worker.
      for (let i = 0; i < 20; i++) await executor.submit(add, i, i);
    }
    Atomics.add(consumed, 0, 1);
  }

  assert.equal(expected, 200);
  assert.equal(lead[0], window);
});

test("leaving the loop early runs the generator's finally blocks and frees the worker", async (t) => {
  const executor = withExecutor(t);
  const ended = sharedNumbers(2);

  for await (const value of executor.stream(countForEver, [ended])) if (value === 3) break;
  await reaches(ended);

  assert.equal(await executor.submit(add, 1, 2), 3);
  assert.equal(executor.stats().workers, 1);
});

test("leaving the loop early ends a generator with the value that it computes, whatever room there is for more", async (t) => {
  const executor = withExecutor(t);
  const [came, gate, count] = [sharedNumbers(2), sharedNumbers(), sharedNumbers()];
  const stream = executor.stream(countBehindGate, [came, gate, count]);

  await stream.next();
  await reaches(came);
  await stream.return();
  openGate(gate);
  await reaches(count);

  assert.equal(count[0], 2);
});

test("leaving the loop early aborts a generator that computes", async (t) => {
  const executor = withExecutor(t);
  const ended = sharedNumbers(2);

  for await (const value of executor.stream(oneThenCompute, [ended])) {
    assert.equal(value, "first");
    break;
  }

  await reaches(ended);
});

test("leaving the loop early ends a generator that never looks, with its worker", async (t) => {
  const executor = withExecutor(t, { graceMs: 1 });

  for await (const value of executor.stream(oneThenComputeForEver, [])) {
    assert.equal(value, "first");
    break;
  }

  assert.equal(await executor.submit(add, 1, 2), 3);
});

test("values before an error are delivered, then the error is thrown", async (t) => {
  const executor = withExecutor(t);
  const seen: number[] = [];

  await assert.rejects(
    async () => {
      for await (const value of executor.stream(failAfterTwo, [])) seen.push(value);
    },
    { name: "RangeError", message: "no third" },
  );

  assert.deepEqual(seen, [1, 2]);
});

test("a value that cannot be cloned ends the generator with an error that names it", async (t) => {
  const executor = withExecutor(t);
  const ended = sharedNumbers(2);
  const stream = executor.stream(yieldFunction, [ended]);

  assert.deepEqual((await stream.next()).value, { fine: 1 });
  await assert.rejects(
    stream.next(),
    (error) => error instanceof NotCloneableError && error.path === "result.bad",
  );

  assert.equal(ended[0], 1);
});

test("a signal ends a stream that its consumer waits for", async (t) => {
  const executor = withExecutor(t);
  const ended = sharedNumbers(2);
  const controller = new AbortController();
  const stream = executor.stream(oneThenCompute, [ended], { signal: controller.signal });
  await stream.next();

  const next = stream.next();
  controller.abort("enough");

  await assert.rejects(next, TaskAbortedError);
  await reaches(ended);
});

test("a signal runs the finally blocks of a generator that waits for its consumer, and the worker lives on", async (t) => {
  const executor = withExecutor(t);
  const ended = sharedNumbers(2);
  const controller = new AbortController();
  const stream = executor.stream(countForEver, [ended], { signal: controller.signal });
  await stream.next();

  controller.abort("enough");
  await reaches(ended);

  assert.equal(await executor.submit(add, 1, 2), 3);
  assert.equal(executor.stats().workersStarted, 1);
});

test("a generator cannot be submitted, because a future has one result", (t) => {
  const executor = withExecutor(t);

  assert.throws(() => executor.submit(countForEver, sharedNumbers()), {
    name: "TypeError",
    message: /has many results: use executor.stream/,
  });
});

async function toArray<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}
