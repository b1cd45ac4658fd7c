/** The time that the timeouts of many connections go by. */
export interface CoarseTime {
  /** Milliseconds since some moment, in steps of `tickMs`. */
  readonly nowMs: number;
  readonly tickMs: number;
}

/** How long the client may take to read to the end, and to close, after our side has ended. */
const lingerMs = 2000;

/** What one connection is waiting for, and until when: a few fields instead of a timer for each request. */
export class ConnectionClock {
  readonly #time: CoarseTime;
  readonly #onTimeout: () => void;
  #deadline = Number.POSITIVE_INFINITY;
  #remainingMs = Number.POSITIVE_INFINITY;
  #readerDeadline = Number.POSITIVE_INFINITY;

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
    this.#deadline = this.#in(timeoutMs);
  }

  /** Our side has ended: closing at once could destroy what the client has not read yet (RFC 9112 §9.6). */
  expectEnd(): void {
    this.#readerDeadline = Number.POSITIVE_INFINITY;
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

  /** The client is expected to read something within this time, 0 meaning any, whatever else is expected of it. */
  expectReading(timeoutMs: number): void {
    this.#readerDeadline = this.#in(timeoutMs);
  }

  /** The client has read everything. */
  hasRead(): void {
    this.#readerDeadline = Number.POSITIVE_INFINITY;
  }

  /** Calls back if a deadline has passed. */
  check(): void {
    const { nowMs } = this.#time;
    if (this.#deadline > nowMs && this.#readerDeadline > nowMs) return;
    this.#deadline = Number.POSITIVE_INFINITY;
    this.#readerDeadline = Number.POSITIVE_INFINITY;
    this.#onTimeout();
  }

  #in(timeoutMs: number): number {
    const { nowMs, tickMs } = this.#time;
    return timeoutMs === 0 ? Number.POSITIVE_INFINITY : nowMs + timeoutMs + tickMs;
  }
}
