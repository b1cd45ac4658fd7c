import type { CoarseTime } from "./connection-clock.ts";
import { type SweepTimer, type SweepTimers, systemTimers } from "./sweep-timers.ts";

/** The clock is never coarser than this. */
const coarsestTickMs = 1000;

/** What a sweep asks of a connection. */
interface TimedConnection {
  /** Ends whatever has taken too long. @returns in how many ticks there may be something again */
  checkTime(): number;
}

/**
 * The open connections of a server, with one coarse time for the timeouts of all of them.
 *
 * One sweep over all connections replaces a timer for each request. It counts sweeps, not time: while the event loop is
 * blocked it stands still, so that nobody is blamed for bytes that this process did not fetch. It does not keep the
 * process alive and runs only while there are connections.
 *
 * While nothing is due for some sweeps, there are none: one timer is set for all of them. Whoever asks for the time ends
 * that, and what has passed is added in whole sweeps, at most as many as were left out. Then too the loop has fetched
 * what came before the next sweep looks at a connection.
 */
export class ConnectionSet<Connection extends TimedConnection> implements CoarseTime {
  /** How far apart the sweeps are: an eighth of the shortest timeout. */
  readonly tickMs: number;
  readonly #open = new Set<Connection>();
  readonly #timers: SweepTimers;
  #now = 0;
  #timer: SweepTimer | undefined;
  /** How many sweeps are left out; 0: none is. */
  #leftOut = 0;
  #leftOutSinceMs = 0;
  #whenEmpty: (() => void)[] = [];

  /**
   * @param timeoutsMs - the timeouts that will be used
   * @param timers - for tests
   */
  constructor(timeoutsMs: readonly number[], timers: SweepTimers = systemTimers()) {
    this.#timers = timers;
    const used = timeoutsMs.filter((timeoutMs) => timeoutMs > 0);
    this.tickMs = Math.min(coarsestTickMs, ...used.map((timeoutMs) => Math.ceil(timeoutMs / 8)));
  }

  get now(): number {
    if (this.#leftOut > 0) this.#goOn();
    return this.#now;
  }

  /** How many connections are open. */
  get size(): number {
    return this.#open.size;
  }

  /** A connection was opened. */
  add(connection: Connection): void {
    this.#open.add(connection);
    if (this.#timer === undefined) this.#sweepSoon();
  }

  /** A connection is closed. */
  delete(connection: Connection): void {
    this.#open.delete(connection);
    if (this.#open.size > 0) return;
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#leftOut = 0;
    for (const resolve of this.#whenEmpty.splice(0)) resolve();
  }

  /** Resolves when no connection is open. */
  whenEmpty(): Promise<void> {
    if (this.#open.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenEmpty.push(resolve));
  }

  /** The connections that are open; closing them does not disturb a walk. */
  connections(): IterableIterator<Connection> {
    return this.#open.values();
  }

  #sweep(): void {
    this.#now++;
    let ticks = 1;
    try {
      ticks = this.#checkAll();
    } finally {
      if (this.#open.size > 0) this.#sleep(ticks);
    }
  }

  /** @returns in how many ticks there may be something again */
  #checkAll(): number {
    let ticks = Number.POSITIVE_INFINITY;
    for (const connection of this.#open) ticks = Math.min(ticks, connection.checkTime());
    return ticks;
  }

  #sleep(ticks: number): void {
    this.#timer?.cancel();
    if (ticks <= 2) this.#sweepSoon();
    else this.#leaveOut(ticks - 1);
  }

  #sweepSoon(): void {
    this.#timer = this.#timers.after(this.tickMs, () => this.#sweep());
  }

  #leaveOut(sweeps: number): void {
    this.#leftOut = sweeps;
    this.#leftOutSinceMs = this.#timers.nowMs();
    this.#timer = this.#timers.after(sweeps * this.tickMs, () => this.#goOn());
  }

  #goOn(): void {
    const passed = Math.floor((this.#timers.nowMs() - this.#leftOutSinceMs) / this.tickMs);
    this.#now += Math.min(passed, this.#leftOut);
    this.#leftOut = 0;
    this.#timer?.cancel();
    this.#sweepSoon();
  }
}
