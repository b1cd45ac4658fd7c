import assert from "node:assert/strict";
import { test } from "node:test";
import { Heartbeat } from "#typhoon/loop/watchdog/heartbeat.js";

const intervalMs = 50;

/** A heart in a loop that turns by hand, and what it does there. */
class Body {
  nowMs = 0;
  turns = 0;
  events = 0;
  ownEvents = 0;
  activeMs = 0;
  isFree = true;
  /** How often the timer was set. */
  armed = 0;
  readonly told: string[] = [];
  readonly heart: Heartbeat;
  #beat: (() => void) | undefined;
  #due: (() => void) | undefined;
  #ring: ((isLate: boolean) => void) | undefined;

  constructor() {
    const arm = () => {
      this.armed++;
      this.#due = this.#beat;
    };
    this.heart = new Heartbeat(
      intervalMs,
      {
        onBeat: () => this.isFree,
        ownEvents: () => this.ownEvents,
        onRest: () => this.told.push("rest"),
        onWake: (activeMs) => this.told.push(`wake ${activeMs}`),
      },
      {
        setTimer: (callback) => {
          this.#beat = callback;
          arm();
          return { refresh: arm, close: () => (this.#due = undefined) };
        },
        readLoop: () => ({ nowMs: this.nowMs, turns: this.turns, events: this.events }),
        activeMs: () => this.activeMs,
        alarm: {
          isComplete: true,
          set: (ring) => (this.#ring = ring),
          clear: () => (this.#ring = undefined),
          sleepOn() {},
        },
      },
    );
    this.heart.start();
  }

  /** Lets time pass; `each` is what else happens from beat to beat. */
  live(ms: number, each: () => void = () => {}): void {
    for (const endMs = this.nowMs + ms; this.nowMs < endMs; ) {
      this.nowMs += intervalMs;
      each();
      const due = this.#due;
      this.#due = undefined;
      if (due !== undefined) this.turns++;
      due?.();
    }
  }

  ring(isLate: boolean): void {
    const ring = this.#ring;
    this.#ring = undefined;
    ring?.(isLate);
  }
}

test("a heart beats as long as the loop has events", () => {
  const body = new Body();

  body.live(60_000, () => body.events++);

  assert.deepEqual(body.told, []);
  assert.equal(body.armed, 1 + 60_000 / intervalMs);
});

test("a loop that does nothing is not woken any more", () => {
  const body = new Body();
  body.live(2000);
  const { armed } = body;

  body.live(3_600_000);

  assert.deepEqual(body.told, ["rest"]);
  assert.equal(body.armed, armed);
});

test("beats go on after whatever ends a rest, until the loop does nothing again", () => {
  const body = new Body();
  body.live(10_000);
  const { armed } = body;

  body.activeMs = 3;
  body.ring(false);
  body.events++;
  body.live(1900);
  const during = body.armed - armed;
  body.live(10_000);

  assert.equal(during, 1 + 1900 / intervalMs);
  assert.deepEqual(body.told, ["rest", "wake 3", "rest"]);
});

test("a timer that ends a rest costs one beat", () => {
  const body = new Body();
  body.live(10_000);
  const { armed } = body;

  body.turns++;
  body.ring(true);
  body.live(10_000);

  assert.equal(body.armed, armed + 1);
});

test("timers in quick succession do not end one rest after the other", () => {
  const body = new Body();
  body.live(2000);

  body.live(60_000, () => {
    body.turns++;
    body.ring(true);
  });

  assert.deepEqual(body.told, ["rest", "wake 0"]);
});

test("the watchdog's own events keep no loop awake", () => {
  const body = new Body();

  body.live(10_000, () => {
    body.events++;
    body.ownEvents++;
  });

  assert.deepEqual(body.told, ["rest"]);
});

test("a heart does not rest while there is something to wait for", () => {
  const body = new Body();
  body.isFree = false;
  body.live(10_000);
  assert.deepEqual(body.told, []);

  body.isFree = true;
  body.live(intervalMs);

  assert.deepEqual(body.told, ["rest"]);
});

test("a heart that is to stay awake does not rest again", () => {
  const body = new Body();
  body.live(10_000);
  body.heart.stayAwake();
  body.ring(true);

  body.live(60_000);

  assert.deepEqual(body.told, ["rest", "wake 0"]);
});

test("a heart that was stopped in its rest is not woken", () => {
  const body = new Body();
  body.live(10_000);
  const { armed } = body;

  body.heart.stop();
  body.ring(false);

  assert.equal(body.armed, armed);
  assert.equal(body.heart.isRunning, false);
});
