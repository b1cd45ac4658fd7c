import { checkUpstream } from "./upstream.ts";

// The names of the tests in tornado/test/queues_test.py of Tornado 6.5.

const queue = "loop/queues/queue.test.ts";
const joining = "loop/queues/join-and-shutdown.test.ts";
const orders = "loop/queues/orders.test.ts";

checkUpstream({
  "QueueBasicTest.test_repr_and_str": [queue, "toString() tells how a queue stands"],
  "QueueBasicTest.test_order": [queue, "items come out in the order"],
  "QueueBasicTest.test_maxsize": [queue, "maxsize is a number from 0"],
  "QueueGetTest.test_blocking_get": [queue, "items come out in the order"],
  "QueueGetTest.test_nonblocking_get": [queue, "items come out in the order"],
  "QueueGetTest.test_nonblocking_get_exception": [queue, "getNowait() of an empty queue is QueueEmpty"],
  "QueueGetTest.test_get_with_putters": [queue, "taking an item lets the first of those in who wait"],
  "QueueGetTest.test_blocking_get_wait": [queue, "get() waits for an item"],
  "QueueGetTest.test_get_timeout": [queue, "get() that gives up takes nothing"],
  "QueueGetTest.test_get_zero_timeout": [queue, "get() that gives up takes nothing"],
  "QueueGetTest.test_get_timeout_preempted": [queue, "get() that gives up takes nothing"],
  "QueueGetTest.test_get_clears_timed_out_putters": [queue, "getters and putters that gave up are gone"],
  "QueueGetTest.test_get_clears_timed_out_getters": [queue, "getters and putters that gave up are gone"],
  "QueueGetTest.test_async_for": [queue, "leaving for await takes no item more"],
  "QueuePutTest.test_blocking_put": [queue, "put() waits for room"],
  "QueuePutTest.test_nonblocking_put_exception": [queue, "putNowait() into a full one QueueFull"],
  "QueuePutTest.test_put_with_getters": [queue, "those who wait get items in the order of coming"],
  "QueuePutTest.test_nonblocking_put_with_getters": [
    queue,
    "those who wait get items in the order of coming",
  ],
  "QueuePutTest.test_blocking_put_wait": [queue, "put() waits for room"],
  "QueuePutTest.test_put_timeout": [queue, "put() that gives up puts nothing in"],
  "QueuePutTest.test_put_timeout_preempted": [queue, "put() that gives up puts nothing in"],
  "QueuePutTest.test_put_clears_timed_out_putters": [queue, "getters and putters that gave up are gone"],
  "QueuePutTest.test_put_clears_timed_out_getters": [queue, "getters and putters that gave up are gone"],
  "QueuePutTest.test_float_maxsize": [queue, "a maxsize of 1.3 holds two items"],
  "QueueJoinTest.test_task_done_underflow": [joining, "taskDone() is called once for each item"],
  "QueueJoinTest.test_task_done": [joining, "join() waits until all items are done"],
  "QueueJoinTest.test_task_done_delay": [
    joining,
    "join() waits until all items are done, also those that were handed over",
  ],
  "QueueJoinTest.test_join_empty_queue": [joining, "join() of an empty queue is done at once"],
  "QueueJoinTest.test_join_timeout": [joining, "and gives up when told to"],
  "PriorityQueueJoinTest.test_order": [orders, "a PriorityQueue gives the smallest first"],
  "LifoQueueJoinTest.test_order": [orders, "a LifoQueue gives the newest first"],
  "ProducerConsumerTest.test_producer_consumer": [queue, "producer and consumer take turns"],
});
