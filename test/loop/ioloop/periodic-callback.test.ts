import assert from "node:assert/strict";
import { test } from "node:test";
import { Future } from "typhoon/concurrent";
import { IOLoop, PeriodicCallback } from "typhoon/ioloop";
import { ManualClock } from "typhoon/testing";
import { expectLog, guardLog } from "../../support/guard-log.ts";

guardLog();

/** Lets what was awaited go on, up to the next turn of the loop. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Advances the clock in steps of 1 ms, and lets promises go on after each. */
async function run(clock: ManualClock, ms: number): Promise<void> {
  for (let step = 0; step < ms; step++) {
    clock.advance(1);
    await nextTurn();
  }
}

test("the callback is called after each period, and not at the start", async () => {
  const clock = new ManualClock();
  const loop = new IOLoop({ clock });
  const calls: number[] = [];
  clock.advance(1000);

  new PeriodicCallback(() => void calls.push(loop.time()), 10, { loop }).start();
  await run(clock, 35);

  assert.deepEqual(calls, [1010, 1020, 1030]);
});

test("a run that takes longer than a period skips the periods that it used up, and comes back on schedule", async () => {
  const clock = new ManualClock();
  const loop = new IOLoop({ clock });
  const durations = [9, 9, 10, 11, 20, 20, 35, 35, 0, 0, 0];
  const calls: number[] = [];
  clock.advance(1000);

  const work = () => {
    calls.push(loop.time());
    const ended = new Future<void>();
    const duration = durations.shift() ?? 0;
    if (duration === 0) ended.setResult();
    else loop.callLater(duration, () => ended.setResult());
    return ended;
  };
  new PeriodicCallback(work, 10, { loop }).start();
  await run(clock, 230);

  assert.deepEqual(calls, [1010, 1020, 1030, 1050, 1070, 1100, 1130, 1170, 1210, 1220, 1230]);
});

test("stop() ends the schedule, during a run too, and start() begins a new one", async () => {
  const clock = new ManualClock();
  const loop = new IOLoop({ clock });
  const calls: number[] = [];
  const gate = new Future<void>();
  const periodic = new PeriodicCallback(() => (calls.push(loop.time()) === 1 ? gate : undefined), 10, {
    loop,
  });
  periodic.start();
  periodic.start();
  await run(clock, 10);

  periodic.stop();
  const isRunning = periodic.isRunning();
  await run(clock, 5);
  periodic.start();
  gate.setResult();
  await run(clock, 20);
  periodic.stop();
  await run(clock, 20);

  assert.deepEqual([isRunning, calls], [false, [10, 25, 35]]);
  assert.equal(clock.pending, 0);
});

test("errors go to the log, and the schedule goes on", async () => {
  const clock = new ManualClock();
  const loop = new IOLoop({ clock });
  const failures = [
    () => {
      throw new Error("plain");
    },
    async () => {
      throw new Error("later");
    },
  ];
  const periodic = new PeriodicCallback(
    function broken() {
      return failures.shift()?.();
    },
    10,
    { loop },
  );
  periodic.start();

  await run(clock, 35);

  await expectLog(/^Exception in callback broken$/);
  await expectLog(/^Exception in callback broken$/);
  assert.deepEqual([failures.length, periodic.isRunning()], [0, true]);
});

test("jitter spreads each period to both sides", async (t) => {
  const clock = new ManualClock();
  const loop = new IOLoop({ clock });
  const calls: number[] = [];
  const randoms = [0, 1, 0.5];
  t.mock.method(Math, "random", () => randoms.shift() ?? 0.5);

  new PeriodicCallback(() => void calls.push(loop.time()), 10, { jitter: 0.5, loop }).start();
  for (const step of [7.5, 12.5, 10]) {
    clock.advance(step);
    await nextTurn();
  }

  assert.deepEqual(calls, [7.5, 20, 30]);
});

test("a period that is not positive and a jitter out of range are refused", () => {
  for (const period of [0, -1, Number.NaN]) {
    assert.throws(() => new PeriodicCallback(() => {}, period), {
      name: "RangeError",
      message:
        /^Cannot make a periodic callback because periodMs is (?:0|-1|NaN): pass a number of milliseconds above 0$/,
    });
  }
  assert.throws(() => new PeriodicCallback(() => {}, 10, { jitter: 2 }), RangeError);
});

test("the callback may be plain and the loop the current one", () => {
  const periodic = new PeriodicCallback(() => {}, 60_000);

  periodic.start();
  const isRunning = periodic.isRunning();
  periodic.stop();

  assert.deepEqual([isRunning, periodic.isRunning()], [true, false]);
});
