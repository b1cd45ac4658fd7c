import assert from "node:assert/strict";
import { test } from "node:test";
import { AnswerReader } from "#typhoon/concurrent/answer-reader.js";
import { SharedResults } from "#typhoon/concurrent/shared-results.js";
import type { FromThread } from "#typhoon/concurrent/task.js";

/** How many results the thread has. */
const results = 3;
/** Each is written, and then told of. */
const steps = 2 * results;

/**
 * A pool and a thread that take turns at each access to what they share, as the schedule says: before the access of
 * the pool with that index, the thread does so many of its steps.
 */
class Interleaving {
  readonly taken: number[] = [];
  readonly #memory = new SharedResults();
  readonly #thread = new SharedResults(this.#memory.shared);
  readonly #port: FromThread[] = [];
  readonly #schedule: readonly number[];
  readonly #reader = new AnswerReader(
    {
      results: {
        willLook: (isLooking) => this.#access(() => this.#memory.willLook(isLooking)),
        written: () => this.#access(() => this.#memory.written()),
        take: (end, take) => this.#access(() => this.#memory.take(end, take)),
      },
      receive: () => this.#access(() => this.#port.shift()),
    },
    { onMessage: () => assert.fail("there are no messages"), onResult: (id) => this.taken.push(id) },
  );
  #accesses = 0;
  #steps = 0;

  constructor(schedule: readonly number[]) {
    this.#schedule = schedule;
  }

  /** The pool reads; then it looks once more, or sleeps until it has a message, and so on until none comes. */
  run(looks: number): void {
    for (let look = looks; look >= 0; look--) this.#reader.read(look > 0);
    this.#stepsOfThread(steps);
    for (let message = this.#port.shift(); message !== undefined; message = this.#port.shift()) {
      this.#reader.read(false, message);
    }
  }

  #access<T>(access: () => T): T {
    this.#stepsOfThread(this.#schedule[this.#accesses++] ?? 0);
    return access();
  }

  #stepsOfThread(count: number): void {
    for (let i = 0; i < count && this.#steps < steps; i++, this.#steps++) {
      if (this.#steps % 2 === 0) this.#thread.put(this.#steps / 2, "result", 0);
      else if (this.#thread.mustWake()) this.#port.push({ type: "look" });
    }
  }
}

/** All ways to spread the thread's steps over so many accesses. */
function* schedules(accesses: number, left = steps): Generator<number[]> {
  if (accesses === 0) return yield [];
  for (let first = 0; first <= left; first++) {
    for (const rest of schedules(accesses - 1, left - first)) yield [first, ...rest];
  }
}

for (const looks of [0, 1, 2]) {
  test(`no result is left behind by a pool that looks ${looks} times and then sleeps, whenever the thread writes it`, () => {
    for (const schedule of schedules(9)) {
      const interleaving = new Interleaving(schedule);

      interleaving.run(looks);

      assert.deepEqual(interleaving.taken, [0, 1, 2], `with steps of the thread at ${schedule}`);
    }
  });
}
