import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import { Condition, Event, Lock, Semaphore } from "typhoon/locks";
import { guardLog } from "../../support/guard-log.ts";
import { inOwnProcess } from "../../support/in-own-process.ts";
import { StepCounter } from "../../support/step-counter.ts";

guardLog();
const steps = new StepCounter();

test("an aborted signal cancels those who wait, with its reason, and only them", async () => {
  const semaphore = new Semaphore(0);
  const controller = new AbortController();
  const reason = new Error("the client left");
  const first = semaphore.acquire({ signal: controller.signal });
  const other = semaphore.acquire();

  controller.abort(reason);

  await assert.rejects(first, { name: "CancelledError", code: "ERR_CANCELLED", cause: reason });
  assert.equal(String(semaphore), "<Semaphore [locked,waiters:1]>");
  semaphore.release();
  assert.equal(other.done(), true);
});

test("a signal that is aborted already takes nothing, even if there is something", () => {
  const semaphore = new Semaphore(1);

  const acquired = semaphore.acquire({ signal: AbortSignal.abort() });

  assert.equal(acquired.cancelled(), true);
  assert.equal(semaphore.value, 1);
});

test("who is served keeps what was given, whatever happens to the signal afterwards", async () => {
  const lock = new Lock();
  const controller = new AbortController();
  (await lock.acquire()).release();
  const acquired = lock.acquire({ signal: controller.signal });

  controller.abort();

  (await acquired).release();
  assert.equal(String(lock), "<Lock [unlocked]>");
});

test("cancelling the future leaves the line", () => {
  const condition = new Condition();
  const waiting = condition.wait();

  waiting.cancel();

  assert.equal(String(condition), "<Condition>");
});

test("all who wait with one signal share a listener, which goes with the last of them", async () => {
  const event = new Event();
  const { signal } = new AbortController();
  const waiting = Array.from({ length: 20 }, () => event.wait({ signal }));
  assert.equal(getEventListeners(signal, "abort").length, 1);

  event.set();
  await Promise.all(waiting);
  assert.equal(getEventListeners(signal, "abort").length, 0);

  event.clear();
  const again = event.wait({ signal });
  assert.equal(getEventListeners(signal, "abort").length, 1);
  event.set();
  await again;
});

test("neither a time nor a signal that was not needed keeps the process alive", () => {
  const { output, status } = inOwnProcess(`
    import { Lock } from "typhoon/locks";
    const lock = new Lock();
    const permit = await lock.acquire({ timeoutMs: 3_600_000 });
    const next = lock.acquire({ timeoutMs: 3_600_000, signal: new AbortController().signal });
    const cancelled = lock.acquire({ timeoutMs: 3_600_000 });
    cancelled.cancel();
    permit.release();
    (await next).release();
    console.log(String(lock));
  `);

  assert.deepEqual({ output, status }, { output: "<Lock [unlocked]>\n", status: 0 });
});

test("a time-out that nobody looks at does not end the process", () => {
  const { output, status } = inOwnProcess(`
    import { Event, Lock } from "typhoon/locks";
    new Event().wait({ timeoutMs: 1 });
    new Lock().with(() => { throw new Error("nobody looks"); });
    setTimeout(() => console.log("alive"), 10);
  `);

  assert.deepEqual({ output, status }, { output: "alive\n", status: 0 });
});

test("each waiter goes on in its own asynchronous context", async () => {
  const name = new AsyncLocalStorage<string>();
  const event = new Event();
  const waitAs = (own: string) =>
    name.run(own, async () => {
      await event.wait();
      return name.getStore();
    });
  const waiting = [waitAs("a"), waitAs("b")];

  name.run("setter", () => event.set());

  assert.deepEqual(await Promise.all(waiting), ["a", "b"]);
});

test("a time that is no number is refused at once", () => {
  assert.throws(() => new Event().wait({ timeoutMs: Number.NaN }), {
    name: "RangeError",
    message: "Cannot wait because timeoutMs is NaN: pass a number of milliseconds, or Infinity for no limit",
  });
});

/** Fills the line, lets every second one give up from within, aborts every fourth, and serves the rest. */
function useLine(length: number): void {
  const semaphore = new Semaphore(0);
  const controller = new AbortController();
  const waiting = Array.from({ length }, (_, index) =>
    semaphore.acquire(index % 4 === 1 ? { signal: controller.signal } : {}),
  );
  for (let index = 0; index < length; index += 2) waiting[index]?.cancel();
  controller.abort();
  for (let index = 0; index < length / 4; index++) semaphore.release();
  assert.equal(semaphore.value, 0);
  assert.equal(String(semaphore), "<Semaphore [locked]>");
}

test("what a waiter costs does not depend on how many there are: 100,000 take 100 times the steps of 1,000", () => {
  const few = steps.count(() => useLine(1000));
  const many = steps.count(() => useLine(100_000));

  assert.ok(few > 1000, `${few} steps`);
  assert.ok(many <= 100 * few, `${many} steps for 100,000 and ${few} for 1,000`);
});
