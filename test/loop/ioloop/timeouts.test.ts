import assert from "node:assert/strict";
import { test } from "node:test";
import { type ClockTimer, IOLoop } from "typhoon/ioloop";
import { ManualClock } from "typhoon/testing";
import { expectLog, guardLog } from "../../support/guard-log.ts";

guardLog();

function setUp(): { clock: ManualClock; loop: IOLoop; calls: string[]; call: (name: string) => void } {
  const clock = new ManualClock();
  const calls: string[] = [];
  return { clock, loop: new IOLoop({ clock }), calls, call: (name) => void calls.push(name) };
}

test("timeouts are called at their time with their arguments, whichever way they were set", () => {
  const { clock, loop, calls, call } = setUp();
  clock.advance(100);
  loop.addTimeout({ ms: 30 }, call, "third");
  loop.callLater(10, call, "first");
  loop.callAt(120, call, "second");
  loop.addTimeout(loop.time() + 40, call, "fourth");

  clock.advance(30);
  const early = [...calls];
  clock.advance(10);

  assert.deepEqual(early, ["first", "second", "third"]);
  assert.deepEqual(calls, ["first", "second", "third", "fourth"]);
});

test("time() moves with the clock", () => {
  const { clock, loop } = setUp();
  const before = loop.time();

  clock.advance(1500);

  assert.equal(loop.time() - before, 1500);
});

test("removeTimeout() prevents the call, also from an earlier timeout of the same moment", () => {
  const { clock, loop, calls, call } = setUp();
  loop.callLater(10, () => loop.removeTimeout(second));
  const second = loop.callLater(10, call, "second");

  clock.advance(10);

  assert.deepEqual(calls, []);
  assert.equal(clock.pending, 0);
});

test("removeTimeout() is harmless after the call and when repeated", () => {
  const { clock, loop, calls, call } = setUp();
  const handle = loop.callLater(10, call, "called");
  clock.advance(10);

  loop.removeTimeout(handle);
  loop.removeTimeout(handle);

  assert.deepEqual(calls, ["called"]);
});

test("a deadline in the past is due at once, but not inline", () => {
  const { clock, loop, calls, call } = setUp();
  clock.advance(100);
  loop.callAt(1, call, "late");
  const inline = [...calls];

  clock.advance(0);

  assert.deepEqual([inline, calls], [[], ["late"]]);
});

test("a timer that fires early is set again for the rest", () => {
  class HastyClock extends ManualClock {
    override setTimer(callback: () => void, delayMs: number): ClockTimer {
      return super.setTimer(callback, delayMs > 1 ? delayMs / 2 : delayMs);
    }
  }
  const clock = new HastyClock();
  const calls: string[] = [];
  const loop = new IOLoop({ clock });
  loop.callLater(8, () => void calls.push("called"));

  clock.advance(7);
  const early = [...calls];
  clock.advance(1);

  assert.deepEqual([early, calls], [[], ["called"]]);
});

test("a deadline that is neither a number nor { ms } is refused", () => {
  const { loop } = setUp();

  for (const deadline of ["soon", {}, null, Number.NaN]) {
    // @ts-expect-error: the types refuse it too, but for NaN
    assert.throws(() => loop.addTimeout(deadline, () => {}), {
      name: "TypeError",
      message: /^Unsupported deadline/,
    });
  }
});

test("an error in a timeout goes to the log", async () => {
  const { clock, loop } = setUp();
  loop.callLater(1, function broken() {
    throw new Error("oops");
  });

  clock.advance(1);

  assert.equal((await expectLog(/^Exception in callback broken$/)).level, "error");
});

test("the system's clock sets timeouts beyond the longest timer of Node without firing them", async () => {
  const loop = new IOLoop();
  const calls: string[] = [];
  const handle = loop.callLater(2 ** 40, () => void calls.push("far"));

  await new Promise<void>((resolve) => loop.callLater(1, resolve));
  await new Promise<void>((resolve) => loop.callLater(1, resolve));

  loop.removeTimeout(handle);
  assert.deepEqual(calls, []);
});
