import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { LifoQueue, PriorityQueue, Queue, type QueueItems } from "typhoon/queues";
import { guardLog } from "../../support/guard-log.ts";
import { Random } from "../../support/random.ts";

guardLog();

test("a PriorityQueue gives the smallest first, also of what had to wait for room", () => {
  const queue = new PriorityQueue<[number, string]>({ maxsize: 2 });
  queue.putNowait([1, "a"]);
  queue.putNowait([0, "b"]);
  queue.put([3, "c"]);
  queue.put([2, "d"]);

  const got = Array.from({ length: 4 }, () => queue.getNowait());

  assert.deepEqual(got, [
    [0, "b"],
    [1, "a"],
    [2, "d"],
    [3, "c"],
  ]);
});

test("a LifoQueue gives the newest first, also of what had to wait for room", () => {
  const queue = new LifoQueue<number>({ maxsize: 2 });
  for (const item of [1, 0, 3, 2]) queue.put(item);

  const got = Array.from({ length: 4 }, () => queue.getNowait());

  assert.deepEqual(got, [3, 2, 0, 1]);
});

test("equal items of a PriorityQueue come out in the order of coming, whatever stands behind the priority", () => {
  const queue = new PriorityQueue<[number, { name: string }]>();
  for (const name of "abcdefgh") queue.putNowait([1, { name }]);
  queue.putNowait([0, { name: "first" }]);

  const names = Array.from({ length: 9 }, () => queue.getNowait()[1].name);

  assert.deepEqual(names, ["first", ..."abcdefgh"]);
});

test("numbers, strings, dates and lists have an order of their own", () => {
  const orders: unknown[][] = [
    [-1, 0, 2, 10],
    [1n, 2, 3n],
    ["a", "aa", "b"],
    [new Date(0), new Date(1)],
    [[1], [1, "a"], [1, "b"], [2]],
  ];
  for (const inOrder of orders) {
    const queue = new PriorityQueue<unknown>();
    for (const item of inOrder.toReversed()) queue.putNowait(item);
    assert.deepEqual(
      inOrder.map(() => queue.getNowait()),
      inOrder,
    );
  }
});

for (const item of [{ priority: 1 }, null, Number.NaN, [{}], []]) {
  test(`a PriorityQueue refuses ${inspect(item)}, which has no order, and nothing is changed`, async () => {
    const queue = new PriorityQueue<unknown>();

    assert.throws(() => queue.putNowait(item), /^TypeError: Cannot order the items/);
    queue.putNowait(1);
    await assert.rejects(queue.put(item), TypeError);

    assert.equal(String(queue), "<PriorityQueue maxsize=0 items=1 tasks=1>");
    assert.equal(queue.getNowait(), 1);
  });
}

test("an item that is refused after it had to wait is its putter's error, and the next one comes in", async () => {
  const queue = new PriorityQueue<unknown>({ maxsize: 1 });
  queue.putNowait(1);
  const refused = queue.put({});
  const next = queue.put(0);

  assert.equal(queue.getNowait(), 0);

  await assert.rejects(refused, TypeError);
  await next;
  assert.equal(queue.getNowait(), 1);
});

test("putting into a heap of n items and taking out compares about log n times", () => {
  const [size, log] = [2 ** 16, 16];
  const random = new Random(7);
  let comparisons = 0;
  const queue = new PriorityQueue<number>({
    compare: (a, b) => {
      comparisons += 1;
      return a - b;
    },
  });
  let [mostOfPut, mostOfGet] = [0, 0];
  for (let count = 0; count < size; count++) {
    comparisons = 0;
    queue.putNowait(random.below(1000));
    mostOfPut = Math.max(mostOfPut, comparisons);
  }

  let last = Number.NEGATIVE_INFINITY;
  while (!queue.empty()) {
    comparisons = 0;
    const item = queue.getNowait();
    mostOfGet = Math.max(mostOfGet, comparisons);
    assert.ok(item >= last);
    last = item;
  }

  assert.ok(mostOfPut <= log + 1, `${mostOfPut} comparisons`);
  assert.ok(mostOfGet <= 2 * log, `${mostOfGet} comparisons`);
});

test("a subclass of one's own keeps its items as it likes", async () => {
  class UniqueItems implements QueueItems<string> {
    readonly #items = new Set<string>();
    get size() {
      return this.#items.size;
    }
    add(item: string) {
      this.#items.add(item);
    }
    take() {
      const [item = ""] = this.#items;
      this.#items.delete(item);
      return item;
    }
  }
  class UniqueQueue extends Queue<string> {
    constructor() {
      super({}, new UniqueItems());
    }
  }
  const queue = new UniqueQueue();

  for (const item of ["a", "b", "a"]) queue.putNowait(item);

  assert.equal(queue.qsize(), 2);
  assert.deepEqual([await queue.get(), await queue.get()], ["a", "b"]);
});
