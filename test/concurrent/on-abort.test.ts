import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import { offAbort, onAbort } from "#typhoon/concurrent/on-abort.js";
import { expectLog, guardLog } from "../support/guard-log.ts";

guardLog();

test("any number of listeners are one at the signal, and are called once, in their order", () => {
  const controller = new AbortController();
  const calls: number[] = [];
  for (let number = 0; number < 1000; number++) onAbort(controller.signal, () => calls.push(number));
  assert.equal(getEventListeners(controller.signal, "abort").length, 1);

  controller.abort();
  controller.abort();

  assert.deepEqual(
    calls,
    Array.from({ length: 1000 }, (_, number) => number),
  );
  assert.deepEqual(getEventListeners(controller.signal, "abort"), []);
});

test("what is taken back is not called, not even by a listener before it, and with the last one nothing is left", () => {
  const controller = new AbortController();
  const { signal } = controller;
  const calls: string[] = [];
  const second = () => calls.push("second");
  const first = () => {
    calls.push("first");
    offAbort(signal, second);
  };
  onAbort(signal, first);
  onAbort(signal, second);
  offAbort(signal, first);
  offAbort(signal, second);
  assert.deepEqual(getEventListeners(signal, "abort"), []);

  onAbort(signal, first);
  onAbort(signal, second);
  controller.abort();

  assert.deepEqual(calls, ["first"]);
});

test("a listener that throws takes nothing from the others", async () => {
  const controller = new AbortController();
  const calls: string[] = [];
  onAbort(controller.signal, () => {
    throw new Error("broken");
  });
  onAbort(controller.signal, () => calls.push("second"));

  controller.abort();

  assert.deepEqual(calls, ["second"]);
  await expectLog(/Exception in callback/);
});
