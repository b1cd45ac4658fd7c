import type { CoarseTime } from "./connection-clock.ts";

/** The clock is never coarser than this. */
const coarsestTickMs = 1000;

/** What a sweep asks of a connection. */
interface TimedConnection {
  /** Ends whatever has taken too long. */
  checkTime(): void;
}

/**
 * The open connections of a server, with one coarse time for the timeouts of all of them.
 *
 * One sweep over all connections replaces a timer for each request. It counts sweeps, not time: while the event loop is
 * blocked it stands still, so that nobody is blamed for bytes that this process did not fetch. It does not keep the
 * process alive and runs only while there are connections.
 */
export class ConnectionSet<Connection extends TimedConnection> implements CoarseTime {
  /** How far apart the sweeps are: an eighth of the shortest timeout. */
  readonly tickMs: number;
  readonly #open = new Set<Connection>();
  #now = 0;
  #timer: NodeJS.Timeout | undefined;
  #whenEmpty: (() => void)[] = [];

  /** @param timeoutsMs - the timeouts that will be used */
  constructor(timeoutsMs: readonly number[]) {
    const used = timeoutsMs.filter((timeoutMs) => timeoutMs > 0);
    this.tickMs = Math.min(coarsestTickMs, ...used.map((timeoutMs) => Math.ceil(timeoutMs / 8)));
  }

  get now(): number {
    return this.#now;
  }

  /** How many connections are open. */
  get size(): number {
    return this.#open.size;
  }

  /** A connection was opened. */
  add(connection: Connection): void {
    this.#open.add(connection);
    this.#timer ??= setInterval(() => this.#sweep(), this.tickMs).unref();
  }

  /** A connection is closed. */
  delete(connection: Connection): void {
    this.#open.delete(connection);
    if (this.#open.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
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
    for (const connection of this.#open) connection.checkTime();
  }
}
