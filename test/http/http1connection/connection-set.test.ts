import assert from "node:assert/strict";
import { test } from "node:test";
import { ConnectionClock } from "#typhoon/http/http1connection/connection-clock.js";
import { ConnectionSet } from "#typhoon/http/http1connection/connection-set.js";

/** Timers that a test moves, and that count how often they fire. */
class Timers {
  fired = 0;
  #nowMs = 0;
  readonly #set = new Map<object, { dueMs: number; callback: () => void }>();

  nowMs = () => this.#nowMs;

  after(delayMs: number, callback: () => void) {
    const key = {};
    this.#set.set(key, { dueMs: this.#nowMs + delayMs, callback });
    return { cancel: () => void this.#set.delete(key) };
  }

  advance(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (let next = this.#next(endMs); next !== undefined; next = this.#next(endMs)) {
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.dueMs = Number.POSITIVE_INFINITY;
      this.fired++;
      next.callback();
    }
    this.#nowMs = endMs;
  }

  /** The loop is blocked: time passes, and no timer fires. */
  block(ms: number): void {
    this.#nowMs += ms;
  }

  #next(endMs: number) {
    const timers = [...this.#set.values()].sort((a, b) => a.dueMs - b.dueMs);
    return timers.find(({ dueMs }) => dueMs <= endMs);
  }
}

class Connection {
  readonly clock: ConnectionClock;
  timeouts = 0;

  constructor(set: ConnectionSet<Connection>) {
    this.clock = new ConnectionClock(set, this);
    set.add(this);
  }

  timedOut(): void {
    this.timeouts++;
  }

  checkTime(): number {
    this.clock.check();
    return this.clock.ticksLeft();
  }
}

function openSet() {
  const timers = new Timers();
  const set = new ConnectionSet<Connection>([60_000], timers);
  return { timers, set, open: () => new Connection(set) };
}

test("connections for which nothing is due cost three wake-ups, not one a second", () => {
  const { timers, open } = openSet();
  const connections = [open(), open()];
  for (const { clock } of connections) clock.expectWithin(60_000);

  timers.advance(59_000);
  assert.deepEqual(
    connections.map(({ timeouts }) => timeouts),
    [0, 0],
  );
  timers.advance(4000);

  assert.deepEqual(
    connections.map(({ timeouts }) => timeouts),
    [1, 1],
  );
  assert.ok(timers.fired <= 8, `${timers.fired} wake-ups`);
});

test("connections that wait for nothing cost no wake-up at all", () => {
  const { timers, open } = openSet();
  open();

  timers.advance(3_600_000);

  assert.equal(timers.fired, 1);
});

test("a deadline that begins while sweeps are left out is neither early nor late", () => {
  const { timers, open } = openSet();
  open().clock.expectWithin(60_000);
  timers.advance(30_500);
  const second = open();

  second.clock.expectWithin(5000);
  timers.advance(4999);
  assert.equal(second.timeouts, 0);
  timers.advance(2001);

  assert.equal(second.timeouts, 1);
});

test("a loop that was blocked looks at connections only after another turn", () => {
  const { timers, open } = openSet();
  const connection = open();
  connection.clock.expectWithin(60_000);
  timers.advance(2000);

  timers.block(120_000);
  timers.advance(0);
  assert.equal(connection.timeouts, 0);
  // What has arrived meanwhile is read now.
  connection.clock.expectWithin(60_000);
  timers.advance(59_000);

  assert.equal(connection.timeouts, 0);
});

test("no timer is left when the last connection is closed", () => {
  const { timers, set, open } = openSet();
  const connection = open();
  timers.advance(10_000);
  const { fired } = timers;

  set.delete(connection);
  timers.advance(3_600_000);

  assert.equal(timers.fired, fired);
});
