/** The time that the timeouts of many connections go by. */
export interface CoarseTime {
  /** Ticks since some moment. */
  readonly now: number;
  readonly tickMs: number;
}

/** How long the client may take to read to the end, and to close, after our side has ended. */
const lingerMs = 2000;
/** No deadline: before every tick. Like nearly every tick it is a small integer, which takes no memory beside its field. */
const never = 0;

/** Whose clock it is. */
export interface ClockOwner {
  /** A deadline has passed. */
  timedOut(): void;
}

/** What one connection is waiting for, and until when: a few fields instead of a timer for each request. */
export class ConnectionClock {
  readonly #time: CoarseTime;
  readonly #owner: ClockOwner;
  #deadline = never;
  #remaining = never;
  #readerDeadline = never;

  /**
   * @param time - the time to go by
   * @param owner - told once of each deadline that passes
   */
  constructor(time: CoarseTime, owner: ClockOwner) {
    this.#time = time;
    this.#owner = owner;
  }

  /** How often `check()` is called. */
  get tickMs(): number {
    return this.#time.tickMs;
  }

  /** Something is expected of the client within this time, 0 meaning any; never early, up to two ticks late. */
  expectWithin(timeoutMs: number): void {
    this.#deadline = this.#in(timeoutMs);
  }

  /** Our side has ended: closing at once could destroy what the client has not read yet (RFC 9112 §9.6). */
  expectEnd(): void {
    this.#readerDeadline = never;
    this.expectWithin(lingerMs);
  }

  /** It is not the client that is waited for. */
  pause(): void {
    this.#remaining = this.#deadline === never ? never : Math.max(1, this.#deadline - this.#time.now);
    this.#deadline = never;
  }

  /** Goes on from where `pause()` stopped. */
  resume(): void {
    this.#deadline = this.#remaining === never ? never : this.#time.now + this.#remaining;
  }

  /** The client is expected to read something within this time, 0 meaning any, whatever else is expected of it. */
  expectReading(timeoutMs: number): void {
    this.#readerDeadline = this.#in(timeoutMs);
  }

  /** The client has read everything. */
  hasRead(): void {
    this.#readerDeadline = never;
  }

  /** Calls back if a deadline has passed. */
  check(): void {
    const { now } = this.#time;
    if (!hasPassed(this.#deadline, now) && !hasPassed(this.#readerDeadline, now)) return;
    this.#deadline = never;
    this.#readerDeadline = never;
    this.#owner.timedOut();
  }

  /** How many ticks pass before a deadline does. */
  ticksLeft(): number {
    const { now } = this.#time;
    return Math.min(ticksUntil(this.#deadline, now), ticksUntil(this.#readerDeadline, now));
  }

  #in(timeoutMs: number): number {
    const { now, tickMs } = this.#time;
    if (timeoutMs === 0 || timeoutMs === Number.POSITIVE_INFINITY) return never;
    return now + Math.ceil(timeoutMs / tickMs) + 1;
  }
}

function ticksUntil(deadline: number, now: number): number {
  return deadline === never ? Number.POSITIVE_INFINITY : deadline - now;
}

function hasPassed(deadline: number, now: number): boolean {
  return deadline !== never && deadline <= now;
}
