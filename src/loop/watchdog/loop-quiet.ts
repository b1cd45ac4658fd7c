import { performance } from "node:perf_hooks";

/** What the loop has done since its start. */
export interface LoopReading {
  readonly nowMs: number;
  /** How often it came round. */
  readonly turns: number;
  /** How many files, sockets, signals and messages it was woken by. */
  readonly events: number;
}

/** What libuv counts by itself. */
export function readLoop(): LoopReading {
  const { loopCount, events } = performance.nodeTiming.uvMetricsInfo;
  return { nowMs: performance.now(), turns: loopCount, events };
}

// Answers that a request waits for, of a database for one, rarely take longer: what follows them is watched at once.
const quietMs = 2000;
// To be woken costs more than a few beats.
const shortRestMs = 500;

/** Tells from what libuv counts whether the loop does nothing but beat. */
export class LoopQuiet {
  readonly #read: () => LoopReading;
  #last: LoopReading;
  #eventMs: number;
  #turnMs: number;
  #isRestless = false;
  #freeEvents = 0;

  /** @param read - what the loop has done so far */
  constructor(read: () => LoopReading) {
    this.#read = read;
    this.#last = read();
    this.#eventMs = this.#last.nowMs;
    this.#turnMs = this.#last.nowMs;
  }

  /** At each beat. @returns whether there was no event for long, and no other turn since the last beat */
  beat(): boolean {
    const { nowMs } = this.#note(1);
    return nowMs - this.#eventMs >= quietMs && nowMs - this.#turnMs >= (this.#isRestless ? shortRestMs : 1);
  }

  /**
   * A rest is over. After a short one, the next begins only when the loop has been without any turn for as long.
   *
   * @param isTurn - whether only a turn of the loop tells of it. Then what came was over at once or is a timer, such as
   * V8 has for collecting garbage, which sets the next one with an event.
   */
  wake(isTurn: boolean): void {
    const rest = this.#last;
    const { nowMs, events } = this.#note(Number.POSITIVE_INFINITY);
    this.#turnMs = nowMs;
    this.#isRestless = nowMs - rest.nowMs < shortRestMs;
    this.#freeEvents = isTurn && events === rest.events ? 1 : 0;
  }

  #note(expectedTurns: number): LoopReading {
    const before = this.#last;
    const reading = this.#read();
    const events = reading.events - before.events;
    if (events > this.#freeEvents) this.#eventMs = reading.nowMs;
    this.#freeEvents = Math.max(0, this.#freeEvents - events);
    if (reading.turns - before.turns > expectedTurns) this.#turnMs = reading.nowMs;
    this.#last = reading;
    return reading;
  }
}
