import type { ConnectionSettings } from "./connection-settings.ts";
import type { PooledConnection } from "./pooled-connection.ts";
import type { Slots, Waiter } from "./slots.ts";

/** Who asked for a connection. */
export interface LeaseHolder {
  /** It may be taken. */
  leaseReady(): void;
}

/** Whose connections are leased. */
export interface LeasingPool {
  /** A connection, a new one if it has to be fresh. */
  take(settings: ConnectionSettings, isFresh: boolean): PooledConnection;
  /** The request on it is over, and it may serve another. */
  giveBack(connection: PooledConnection): void;
  /** Nobody uses it any more. */
  drop(connection: PooledConnection, reason: Error): void;
  /** Perhaps there is no request to this host any more. */
  forgetHost(key: string): void;
}

/** One request's place in the queues of its host and of the client, then its right to a connection. */
export class Lease implements Waiter {
  readonly #pool: LeasingPool;
  readonly #host: Slots | undefined;
  readonly #all: Slots;
  readonly #settings: ConnectionSettings;
  readonly #holder: LeaseHolder;
  #atHost: Waiter | undefined;
  #holds: "nothing" | "host" | "all" = "nothing";
  #connection: PooledConnection | undefined;
  #cancel: ((reason: Error) => void) | undefined;

  constructor(
    pool: LeasingPool,
    host: Slots | undefined,
    all: Slots,
    settings: ConnectionSettings,
    holder: LeaseHolder,
  ) {
    this.#pool = pool;
    this.#host = host;
    this.#all = all;
    this.#settings = settings;
    this.#holder = holder;
  }

  /** Goes through the queues. */
  begin(): void {
    if (this.#host === undefined) {
      this.#all.take(this);
      return;
    }
    this.#atHost = { enter: () => this.#enterHost() };
    this.#host.take(this.#atHost);
  }

  /** Friends only: there is room. */
  enter(): void {
    this.#holds = "all";
    this.#holder.leaseReady();
  }

  /**
   * A connection, to be asked for when the lease is ready.
   *
   * @param isFresh - a new one
   */
  connection(isFresh: boolean): PooledConnection {
    this.#connection = this.#pool.take(this.#settings, isFresh);
    return this.#connection;
  }

  /** What else has to end when the lease is cancelled: something that is not of the pool. */
  onCancel(cancel: (reason: Error) => void): void {
    this.#cancel = cancel;
  }

  /** The connection is of no use: another may be asked for. */
  dropConnection(reason: Error): void {
    if (this.#connection !== undefined) this.#pool.drop(this.#connection, reason);
    this.#connection = undefined;
  }

  /** The answer is complete: the connection is free. */
  end(): void {
    if (this.#connection !== undefined) this.#pool.giveBack(this.#connection);
    this.#leave();
  }

  /** Whatever is under way is given up. */
  cancel(reason: Error): void {
    this.dropConnection(reason);
    this.#cancel?.(reason);
    this.#leave();
  }

  #enterHost(): void {
    this.#holds = "host";
    this.#all.take(this);
  }

  #leave(): void {
    const held = this.#holds;
    this.#connection = undefined;
    this.#cancel = undefined;
    this.#holds = "nothing";
    if (held === "all") this.#all.release();
    else this.#all.leaveQueue(this);
    if (this.#host === undefined) return;
    if (held !== "nothing") this.#host.release();
    else if (this.#atHost !== undefined) this.#host.leaveQueue(this.#atHost);
    this.#pool.forgetHost(this.#settings.key);
  }
}
