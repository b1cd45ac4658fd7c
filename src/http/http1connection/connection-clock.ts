/** The time that the timeouts of many connections go by. */
export interface CoarseTime {
  /** Milliseconds since some moment, in steps of `tickMs`. */
  readonly nowMs: number;
  readonly tickMs: number;
}

/** How long the client may take to read to the end, and to close, after our side has ended. */
const lingerMs = 2000;

/** What one connection is waiting for, and until when: three fields instead of a timer for each request. */
export class ConnectionClock {
  readonly #time: CoarseTime;
  readonly #onTimeout: () => void;
  #deadline = Number.POSITIVE_INFINITY;
  #remainingMs = Number.POSITIVE_INFINITY;

  /**
   * @param time - the time to go by
   * @param onTimeout - called once for each deadline that passes
   */
  constructor(time: CoarseTime, onTimeout: () => void) {
    this.#time = time;
    this.#onTimeout = onTimeout;
  }

  /** Something is expected of the client within this time, 0 meaning any; never early, up to two ticks late. */
  expectWithin(timeoutMs: number): void {
    const { nowMs, tickMs } = this.#time;
    this.#deadline = timeoutMs === 0 ? Number.POSITIVE_INFINITY : nowMs + timeoutMs + tickMs;
  }

  /** Our side has ended: closing at once could destroy what the client has not read yet (RFC 9112 §9.6). */
  expectEnd(): void {
    this.expectWithin(lingerMs);
  }

  /** It is not the client that is waited for. */
  pause(): void {
    this.#remainingMs = this.#deadline - this.#time.nowMs;
    this.#deadline = Number.POSITIVE_INFINITY;
  }

  /** Goes on from where `pause()` stopped. */
  resume(): void {
    this.#deadline = this.#time.nowMs + this.#remainingMs;
  }

  /** Calls back if the deadline has passed. */
  check(): void {
    if (this.#deadline > this.#time.nowMs) return;
    this.#deadline = Number.POSITIVE_INFINITY;
    this.#onTimeout();
  }
}
