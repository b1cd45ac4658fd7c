import assert from "node:assert/strict";
import { test } from "node:test";
import { LifoQueue, PriorityQueue, Queue } from "typhoon/queues";
import { guardLog } from "../../support/guard-log.ts";

guardLog();

for (const makeQueue of [
  () => new Queue<number>({ maxsize: 1 }),
  () => new PriorityQueue<number>({ maxsize: 1 }),
  () => new LifoQueue<number>({ maxsize: 1 }),
]) {
  const { name } = makeQueue().constructor;

  test(`${name}: taskDone() is called once for each item`, () => {
    const queue = makeQueue();
    assert.throws(() => queue.taskDone(), /^RangeError: taskDone\(\) called too many times/);
    queue.putNowait(0);
    queue.taskDone();

    assert.throws(() => queue.taskDone(), RangeError);
  });

  test(`${name}: join() waits until all items are done, also those that were handed over or had to wait`, () => {
    const queue = makeQueue();
    const got = queue.get();
    queue.putNowait(0);
    queue.putNowait(1);
    const waiting = queue.put(2);
    const joined = queue.join();

    queue.taskDone();
    queue.taskDone();
    assert.equal(joined.done(), true, "an item that waits outside is no task yet");
    queue.getNowait();
    const joinedAgain = queue.join();
    assert.equal(joinedAgain.done(), false);
    queue.taskDone();

    assert.equal(got.done(), true);
    assert.equal(waiting.done(), true);
    assert.equal(joinedAgain.done(), true);
  });

  test(`${name}: join() of an empty queue is done at once, and gives up when told to`, async () => {
    const queue = makeQueue();
    assert.equal(queue.join().done(), true);
    queue.putNowait(0);

    await assert.rejects(queue.join({ timeoutMs: 1 }), { name: "TimeoutError", code: "ERR_TIMEOUT" });
    assert.equal(queue.join({ signal: AbortSignal.abort() }).cancelled(), true);
  });

  test(`${name}: after shutdown() nothing is put in, and what is there is got`, async () => {
    const queue = makeQueue();
    queue.putNowait(0);
    const waiting = queue.put(1);

    queue.shutdown();

    await assert.rejects(waiting, { name: "QueueShutDown", code: "ERR_QUEUE_SHUTDOWN" });
    await assert.rejects(queue.put(2), /^QueueShutDown: Cannot put an item as the queue was shut down/);
    assert.throws(() => queue.putNowait(2), { code: "ERR_QUEUE_SHUTDOWN" });
    assert.equal(await queue.get(), 0);
    await assert.rejects(queue.get(), /^QueueShutDown: Cannot get an item as the queue was shut down/);
    assert.throws(() => queue.getNowait(), { code: "ERR_QUEUE_SHUTDOWN" });
  });
}

test("shutdown() fails those who wait for an item, and ends for await", async () => {
  const queue = new Queue<number>();
  async function consume() {
    const seen: number[] = [];
    for await (const item of queue) seen.push(item);
    return seen;
  }
  const consuming = consume();
  const waiting = queue.get();
  queue.putNowait(1);
  queue.putNowait(2);

  queue.shutdown();

  assert.deepEqual([await consuming, await waiting], [[1], 2]);
  assert.deepEqual(await consume(), []);
});

test("shutdown() fails a get() that waits", async () => {
  const queue = new Queue<number>();
  const waiting = queue.get();

  queue.shutdown();
  queue.shutdown();

  await assert.rejects(waiting, { code: "ERR_QUEUE_SHUTDOWN" });
});

test("shutdown({ immediate }) throws items away and counts them as done", async () => {
  const queue = new Queue<number>();
  for (const item of [0, 1, 2]) queue.putNowait(item);
  await queue.get();
  const joined = queue.join();

  queue.shutdown({ immediate: true });
  assert.equal(queue.empty(), true);
  assert.equal(joined.done(), false);
  queue.taskDone();

  assert.equal(joined.done(), true);
});
