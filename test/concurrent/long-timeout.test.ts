import assert from "node:assert/strict";
import { type Mock, mock, test } from "node:test";
import { longestTimerMs, setLongTimeout } from "#typhoon/concurrent/long-timeout.js";

type SetTimeout = (callback: (...args: unknown[]) => void, delayMs: number, ...args: unknown[]) => object;

interface Stage {
  readonly fire: () => void;
  readonly delayMs: number;
  refreshed: number;
}

/** The system's timers, by hand: each one that is set, with its delay and how often it was set anew. */
function systemTimers(): { readonly set: Stage[]; readonly restore: () => void } {
  const set: Stage[] = [];
  const replacement: SetTimeout = (callback, delayMs, ...args) => {
    const stage: Stage = { fire: () => callback(...args), delayMs, refreshed: 0 };
    set.push(stage);
    return { refresh: () => stage.refreshed++ };
  };
  const mocked: Mock<typeof setTimeout> = mock.method(globalThis, "setTimeout", replacement as never);
  return { set, restore: () => mocked.mock.restore() };
}

function setUnder(delayMs: number): { readonly stage: Stage | undefined; readonly calls: unknown[] } {
  const timers = systemTimers();
  const calls: unknown[] = [];
  try {
    setLongTimeout((arg: string) => calls.push(arg), delayMs, "arg");
  } finally {
    timers.restore();
  }
  return { stage: timers.set[0], calls };
}

test("a delay that a timer knows is one timer, called with its argument", () => {
  const { stage, calls } = setUnder(longestTimerMs);

  stage?.fire();

  assert.deepEqual([stage?.delayMs, calls], [longestTimerMs, ["arg"]]);
});

for (const days of [25, 30, 365, 3650]) {
  test(`a delay of ${days} days is neither over at once nor early`, () => {
    const delayMs = days * 86_400_000;
    const { stage, calls } = setUnder(delayMs);
    assert.ok(stage !== undefined && stage.delayMs <= longestTimerMs);

    let elapsedMs = 0;
    while (calls.length === 0) {
      elapsedMs += stage.delayMs;
      stage.fire();
    }

    assert.ok(elapsedMs >= delayMs && elapsedMs < delayMs + 100);
    assert.deepEqual(calls, ["arg"]);
    assert.equal(stage.refreshed, Math.ceil(delayMs / longestTimerMs) - 1);
  });
}

test("a delay of Infinity sets no timer", () => {
  assert.equal(
    setLongTimeout(() => {}, Infinity),
    undefined,
  );
});

test("a delay of many ages is one timer, and can be cleared", () => {
  const timer = setLongTimeout(() => {}, Number.MAX_VALUE);

  assert.equal(timer?.hasRef(), true);
  clearTimeout(timer);
});
