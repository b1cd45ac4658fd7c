import assert from "node:assert/strict";
import { test } from "node:test";
import { Condition, Event } from "typhoon/locks";
import { guardLog } from "../../support/guard-log.ts";
import { Order } from "../../support/order.ts";

guardLog();

test("notify() wakes the one who has waited longest, and only those who wait already", async () => {
  const condition = new Condition();
  const order = new Order();
  condition.notify();
  const first = order.note("first", condition.wait());
  const second = order.note("second", condition.wait());

  condition.notify();
  assert.equal(await first, true);
  order.names.push("notified once");
  condition.notify();
  await second;

  assert.deepEqual(order.names, ["first", "notified once", "second"]);
});

test("notify(n) wakes n in the order in which they came, and notifyAll() the rest", async () => {
  const condition = new Condition();
  const order = new Order();
  const waiting = [..."abcdef"].map((name) => order.note(name, condition.wait()));

  condition.notify(3);
  await Promise.all(waiting.slice(0, 3));
  assert.deepEqual(order.names, [..."abc"]);
  condition.notify(1);
  await waiting[3];
  assert.deepEqual(order.names, [..."abcd"]);
  condition.notifyAll();
  await Promise.all(waiting);

  assert.deepEqual(order.names, [..."abcdef"]);
});

test("a condition gives false when the time is over first, and true when it is notified in time", async () => {
  const condition = new Condition();

  const late = await condition.wait({ timeoutMs: 1 });
  condition.notify();
  const inTime = condition.wait({ timeoutMs: 60_000 });
  condition.notify();

  assert.equal(late, false);
  assert.equal(await inTime, true);
});

test("a time of 0 is over at once", () => {
  const condition = new Condition();

  assert.equal(condition.wait({ timeoutMs: 0 }).result(), false);
  assert.equal(condition.wait({ timeoutMs: -1 }).result(), false);
  assert.equal(String(condition), "<Condition>");
});

test("who has given up does not count among those whom notify(n) wakes", async () => {
  const condition = new Condition();
  const order = new Order();
  const first = order.note("first", condition.wait());
  const late = order.note("late", condition.wait({ timeoutMs: 1 }));
  const third = order.note("third", condition.wait());
  const fourth = order.note("fourth", condition.wait());
  await late;

  condition.notify(2);
  await Promise.all([first, third]);
  assert.deepEqual(order.names, ["late", "first", "third"]);
  condition.notifyAll();
  await fourth;

  assert.deepEqual(order.names, ["late", "first", "third", "fourth"]);
});

test("notify() called by one who was notified loses no notification", async () => {
  const condition = new Condition();
  const waiting = [condition.wait(), condition.wait(), condition.wait()];
  waiting[1]?.addDoneCallback(() => condition.notify());

  condition.notify(2);

  assert.deepEqual(await Promise.all(waiting), [true, true, true]);
});

test("toString() tells how many wait; those who gave up left at once", async () => {
  const condition = new Condition();
  const late = Array.from({ length: 101 }, () => condition.wait({ timeoutMs: 1 }));
  const waiting = condition.wait();
  assert.equal(String(condition), "<Condition waiters[102]>");

  await Promise.all(late);

  assert.equal(String(condition), "<Condition waiters[1]>");
  assert.equal(waiting.done(), false);
  condition.notify();
  assert.equal(waiting.done(), true);
});

test("an event holds back until it is set, and again after it was cleared", () => {
  const event = new Event();

  const before = event.wait();
  event.set();
  const meanwhile = event.wait();
  event.clear();
  const after = event.wait();

  assert.deepEqual([before.done(), meanwhile.done(), after.done()], [true, true, false]);
});

test("an event may be set twice", () => {
  const event = new Event();
  assert.deepEqual([event.isSet(), String(event)], [false, "<Event clear>"]);

  event.set();
  event.set();

  assert.deepEqual([event.isSet(), String(event)], [true, "<Event set>"]);
});

test("clear() does not disturb those who wait", () => {
  const event = new Event();
  const first = event.wait();
  event.clear();
  const second = event.wait();

  event.set();

  assert.deepEqual([first.done(), second.done()], [true, true]);
});

test("an event fails with TimeoutError when the time is over first, and works on", async () => {
  const event = new Event();

  await assert.rejects(event.wait({ timeoutMs: 1 }), { name: "TimeoutError", code: "ERR_TIMEOUT" });
  const waiting = event.wait({ timeoutMs: 60_000 });
  event.set();

  await waiting;
});
