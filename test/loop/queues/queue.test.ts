import assert from "node:assert/strict";
import { test } from "node:test";
import { sleep } from "typhoon/gen";
import { LifoQueue, PriorityQueue, Queue, QueueEmpty, QueueFull } from "typhoon/queues";
import { guardLog } from "../../support/guard-log.ts";
import { StepCounter } from "../../support/step-counter.ts";

guardLog();
const steps = new StepCounter();

test("items come out in the order in which they were put in", async () => {
  const queue = new Queue<number>();
  for (const item of [1, 3, 2]) queue.putNowait(item);

  assert.deepEqual([await queue.get(), queue.getNowait(), await queue.get()], [1, 3, 2]);
});

test("maxsize is a number from 0, and 0 is no limit", () => {
  assert.throws(() => Reflect.construct(Queue, [{ maxsize: null }]), TypeError);
  assert.throws(() => Reflect.construct(Queue, [{ maxsize: "2" }]), TypeError);
  assert.throws(() => new Queue({ maxsize: -1 }), RangeError);
  assert.throws(() => new Queue({ maxsize: Number.NaN }), RangeError);

  const queue = new Queue<number>({ maxsize: 2 });
  assert.deepEqual([queue.maxsize, queue.empty(), queue.full(), queue.qsize()], [2, true, false, 0]);
  queue.putNowait(0);
  queue.putNowait(1);
  assert.deepEqual([queue.empty(), queue.full(), queue.qsize()], [false, true, 2]);
  assert.equal(new Queue().full(), false);
});

test("a maxsize of 1.3 holds two items", () => {
  const queue = new Queue<number>({ maxsize: 1.3 });
  queue.putNowait(1);
  assert.equal(queue.full(), false);
  queue.putNowait(2);

  assert.equal(queue.full(), true);
  assert.throws(() => queue.putNowait(3), QueueFull);
});

test("toString() tells how a queue stands", () => {
  const queue = new Queue<number>({ maxsize: 1 });
  assert.equal(String(queue), "<Queue maxsize=1>");

  const got = queue.get();
  assert.equal(String(queue), "<Queue maxsize=1 getters[1]>");
  queue.put(1);
  queue.put(2);
  queue.put(3);

  assert.equal(got.result(), 1);
  assert.equal(String(queue), "<Queue maxsize=1 items=1 putters[1] tasks=2>");
});

test("getNowait() of an empty queue is QueueEmpty, putNowait() into a full one QueueFull", () => {
  const queue = new Queue<number>({ maxsize: 1 });

  assert.throws(() => queue.getNowait(), { name: "QueueEmpty", code: "ERR_QUEUE_EMPTY" });
  queue.putNowait(0);
  assert.throws(() => queue.putNowait(1), { name: "QueueFull", code: "ERR_QUEUE_FULL" });
  assert.ok(new QueueEmpty() instanceof Error);
});

test("get() waits for an item, and those who wait get items in the order of coming", async () => {
  const queue = new Queue<number>();
  const [first, second] = [queue.get(), queue.get()];
  assert.equal(first.done(), false);

  queue.put(0);
  queue.putNowait(1);

  assert.deepEqual([await first, await second], [0, 1]);
  assert.equal(queue.qsize(), 0);
});

test("put() waits for room, and taking an item lets the first of those in who wait", async () => {
  const queue = new Queue<number>({ maxsize: 1 });
  queue.putNowait(0);
  const [first, second] = [queue.put(1), queue.put(2)];
  assert.deepEqual([first.done(), second.done()], [false, false]);

  assert.equal(queue.getNowait(), 0);
  assert.deepEqual([first.done(), second.done()], [true, false]);
  assert.equal(await queue.get(), 1);
  assert.equal(second.done(), true);

  assert.equal(await queue.get(), 2);
  assert.equal(queue.empty(), true);
});

test("undefined is an item like any other", async () => {
  const queue = new Queue<undefined>();
  queue.putNowait(undefined);

  assert.equal(queue.qsize(), 1);
  assert.equal(await queue.get(), undefined);
});

test("get() that gives up takes nothing", async () => {
  const queue = new Queue<number>();

  await assert.rejects(queue.get({ timeoutMs: 1 }), {
    name: "TimeoutError",
    message: "Cannot get an item as the time for it is over: timeoutMs is 1",
  });
  await assert.rejects(queue.get({ timeoutMs: 0 }), { code: "ERR_TIMEOUT" });
  const cancelled = queue.get({ signal: AbortSignal.abort() });
  queue.putNowait(0);

  assert.equal(cancelled.cancelled(), true);
  assert.equal(await queue.get({ timeoutMs: 0 }), 0);
});

test("put() that gives up puts nothing in", async () => {
  const queue = new Queue<number>({ maxsize: 1 });
  const controller = new AbortController();
  queue.putNowait(0);

  const cancelled = queue.put(1, { signal: controller.signal });
  await assert.rejects(queue.put(2, { timeoutMs: 1 }), { code: "ERR_TIMEOUT" });
  controller.abort();
  const inTime = queue.put(3, { timeoutMs: 60_000 });

  assert.equal(cancelled.cancelled(), true);
  assert.equal(queue.getNowait(), 0);
  assert.equal(inTime.done(), true);
  assert.equal(await queue.get(), 3);
  assert.equal(String(queue), "<Queue maxsize=1 tasks=2>");
});

test("getters and putters that gave up are gone from the line", async () => {
  const queue = new Queue<number>({ maxsize: 1 });
  const getters = [queue.get({ timeoutMs: 1 }), queue.get(), queue.get({ timeoutMs: 1 })];
  await Promise.allSettled([getters[0], getters[2]]);
  assert.equal(String(queue), "<Queue maxsize=1 getters[1]>");

  queue.putNowait(0);
  queue.putNowait(1);
  const putters = [queue.put(2, { timeoutMs: 1 }), queue.put(3), queue.put(4, { timeoutMs: 1 })];
  await Promise.allSettled([putters[0], putters[2]]);

  assert.equal(await getters[1], 0);
  assert.equal(String(queue), "<Queue maxsize=1 items=1 putters[1] tasks=2>");
  assert.deepEqual([queue.getNowait(), queue.getNowait()], [1, 3]);
});

test("producer and consumer take turns when there is room for one", async () => {
  const queue = new Queue<number>({ maxsize: 3 });
  const history: number[] = [];
  async function consume() {
    for await (const item of queue) {
      history.push(item);
      await sleep(0);
      queue.taskDone();
    }
  }
  const consuming = consume();

  for (let item = 0; item < 10; item++) await queue.put(item);
  await queue.join();
  queue.shutdown();
  await consuming;

  assert.deepEqual(history, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("leaving for await takes no item more than the loop has seen", async () => {
  const queue = new Queue<number>();
  for (let item = 0; item < 5; item++) queue.putNowait(item);

  const seen: number[] = [];
  for await (const item of queue) {
    seen.push(item);
    if (item === 2) break;
  }

  assert.deepEqual(seen, [0, 1, 2]);
  assert.equal(queue.getNowait(), 3);
});

/** Lets so many putters and getters wait, gives half of them up, and serves the rest. */
function useQueue(length: number): void {
  const queue = new Queue<number>({ maxsize: 1 });
  const getters = Array.from({ length }, () => queue.get());
  for (let index = 0; index < length; index += 2) getters[index]?.cancel();
  for (let item = 0; item < length / 2; item++) queue.putNowait(item);
  const putters = Array.from({ length: length + 1 }, (_, item) => queue.put(item));
  for (let index = 1; index < length; index += 2) putters[index]?.cancel();
  while (!queue.empty()) queue.getNowait();
  assert.equal(String(queue), `<Queue maxsize=1 tasks=${length + 1}>`);
}

test("what waiting costs does not depend on how many wait: 100,000 take 100 times the steps of 1,000", () => {
  const few = steps.count(() => useQueue(1000));
  const many = steps.count(() => useQueue(100_000));

  assert.ok(few > 1000, `${few} steps`);
  assert.ok(many <= 100 * few, `${many} steps for 100,000 and ${few} for 1,000`);
});

test("a long queue keeps its order while it grows and shrinks", () => {
  const queue = new Queue<number>();
  let [put, got] = [0, 0];
  for (const [puts, gets] of [
    [1000, 500],
    [10, 400],
    [5000, 5110],
  ] as const) {
    for (let count = 0; count < puts; count++) queue.putNowait(put++);
    for (let count = 0; count < gets; count++) assert.equal(queue.getNowait(), got++);
  }

  assert.equal(queue.empty(), true);
});

test("the size may stand alone, as in Python, and is checked in the same way", () => {
  for (const AnyQueue of [Queue, PriorityQueue, LifoQueue]) assert.equal(new AnyQueue(2).maxsize, 2);
  assert.throws(() => new Queue(-1), RangeError);
  assert.throws(() => new PriorityQueue(Number.NaN), RangeError);
});
