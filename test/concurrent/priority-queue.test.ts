import assert from "node:assert/strict";
import { test } from "node:test";
import { PriorityQueue } from "#typhoon/concurrent/priority-queue.js";

function taskOf(order: number, priority = 0) {
  return { order, priority, isWanted: true };
}

function ordersOf(queue: PriorityQueue<ReturnType<typeof taskOf>>): number[] {
  const orders: number[] = [];
  for (let task = queue.shift(); task !== undefined; task = queue.shift()) orders.push(task.order);
  return orders;
}

test("the highest priority goes first, and within it the task that came first", () => {
  const queue = new PriorityQueue<ReturnType<typeof taskOf>>();
  for (const [order, priority] of [0, 5, -1, 5, 0, 9, -1].entries()) queue.push(taskOf(order, priority));

  assert.deepEqual([queue.size, queue.peek()?.order], [7, 5]);
  assert.deepEqual(
    queue.toArray().map(({ order }) => order),
    [5, 1, 3, 0, 4, 2, 6],
  );
  assert.deepEqual(ordersOf(queue), [5, 1, 3, 0, 4, 2, 6]);
  assert.deepEqual([queue.size, queue.peek()], [0, undefined]);
});

test("tasks that are put back, inserted or dropped keep to their priority", () => {
  const queue = new PriorityQueue<ReturnType<typeof taskOf>>();
  const dropped = taskOf(4, 1);
  for (const task of [taskOf(3), dropped, taskOf(6, 1)]) queue.push(task);

  queue.putBack([taskOf(1, 1), taskOf(2), taskOf(2.5, 1)]);
  queue.insert(taskOf(5, 1));
  queue.drop(dropped);
  queue.drop(dropped);

  assert.equal(queue.size, 6);
  assert.deepEqual(ordersOf(queue), [1, 2.5, 5, 6, 2, 3]);
});
