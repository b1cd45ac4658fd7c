import type { Socket } from "node:net";
import type { ConnectionSettings } from "./connection-settings.ts";
import { Lease, type LeaseHolder, type LeasingPool } from "./lease.ts";
import { type ConnectionLimits, PooledConnection } from "./pooled-connection.ts";
import { Slots } from "./slots.ts";
import type { SocketConnector } from "./socket-connector.ts";

/** How many requests may be under way, and how connections are kept. */
export interface PoolLimits extends ConnectionLimits {
  readonly maxClients: number;
  readonly maxClientsPerHost: number;
}

/** What a pool is doing at the moment. */
export interface ClientStats {
  /** Requests that have a connection, or are making one. */
  readonly active: number;
  /** Connections that are open and wait for a request. */
  readonly idle: number;
  /** Requests that wait for one of `maxClients`, or of their host's `maxClientsPerHost`. */
  readonly queued: number;
}

/** A client's connections: each for one request at a time, kept for the next one to the same place. */
export class ConnectionPool implements LeasingPool {
  readonly #connector: SocketConnector;
  readonly #limits: PoolLimits;
  readonly #all: Slots;
  readonly #hosts = new Map<string, Slots>();
  /** By key; the last one that was used is taken first, so that those beyond need become old. */
  readonly #kept = new Map<string, PooledConnection[]>();
  /** The same, the one that has not been used for longest first. */
  readonly #idle = new Set<PooledConnection>();
  readonly #busy = new Set<PooledConnection>();
  readonly #others = new Set<Socket>();
  /** Aborted when the pool is closed, with the reason. */
  readonly #closing = new AbortController();

  constructor(connector: SocketConnector, limits: PoolLimits) {
    this.#connector = connector;
    this.#limits = limits;
    this.#all = new Slots(limits.maxClients);
  }

  get stats(): ClientStats {
    let queued = this.#all.waiting;
    for (const host of this.#hosts.values()) queued += host.waiting;
    return { active: this.#all.taken, idle: this.#idle.size, queued };
  }

  /** @param holder - is told when the request may be sent, at once if there is room */
  lease(settings: ConnectionSettings, holder: LeaseHolder): Lease {
    return new Lease(this, this.#hostSlots(settings.key), this.#all, settings, holder);
  }

  /**
   * Friends only: a connection for a request that is under way.
   *
   * @param isFresh - a new one, as a kept one has just been found closed
   */
  take(settings: ConnectionSettings, isFresh: boolean): PooledConnection {
    this.#closing.signal.throwIfAborted();
    const kept = isFresh ? undefined : this.#kept.get(settings.key)?.at(-1);
    if (kept !== undefined) this.#forget(kept);
    const connection = kept ?? this.#open(settings);
    connection.isKept = kept !== undefined;
    this.#busy.add(connection);
    return connection;
  }

  /** Friends only: the request on it is over, and it may serve another. */
  giveBack(connection: PooledConnection): void {
    if (!this.#busy.delete(connection)) return;
    if (this.#idle.size >= this.#limits.maxClients) this.#closeOldest();
    const others = this.#kept.get(connection.key);
    if (others === undefined) this.#kept.set(connection.key, [connection]);
    else others.push(connection);
    this.#idle.add(connection);
  }

  /** Friends only: nobody uses it any more. */
  drop(connection: PooledConnection, reason: Error): void {
    this.#busy.delete(connection);
    void connection.destroy(reason);
  }

  /** Friends only: forgets a host to which there is no request. */
  forgetHost(key: string): void {
    const slots = this.#hosts.get(key);
    if (slots?.taken === 0) this.#hosts.delete(key);
  }

  /** Friends only: a socket that nobody else will use. */
  async connect(settings: ConnectionSettings, signal: AbortSignal): Promise<Socket> {
    const times = { resolved: 0, connected: 0, secured: 0 };
    const either = AbortSignal.any([signal, this.#closing.signal]);
    const socket = await this.#connector.connect(settings, times, either);
    this.#others.add(socket);
    return socket.on("close", () => this.#others.delete(socket));
  }

  /** The limit of an answer's head, in bytes. */
  get maxHeaderSize(): number {
    return this.#limits.maxHeaderSize;
  }

  /** Cuts all connections; their requests fail with `reason`. */
  async close(reason: Error): Promise<void> {
    this.#closing.abort(reason);
    for (const socket of this.#others) socket.destroy(reason);
    const connections = [...this.#busy, ...this.#idle];
    this.#busy.clear();
    this.#idle.clear();
    this.#kept.clear();
    await Promise.all(connections.map((connection) => connection.destroy(reason)));
  }

  #open(settings: ConnectionSettings): PooledConnection {
    return new PooledConnection(settings, this.#connector, this.#limits, (closed) => this.#forget(closed));
  }

  /** It is idle no longer. One that is in use connects again by itself if its request has not been sent. */
  #forget(connection: PooledConnection): void {
    if (!this.#idle.delete(connection)) return;
    const others = this.#kept.get(connection.key) ?? [];
    others.splice(others.lastIndexOf(connection), 1);
    if (others.length === 0) this.#kept.delete(connection.key);
  }

  #closeOldest(): void {
    const [oldest] = this.#idle;
    if (oldest === undefined) return;
    this.#forget(oldest);
    void oldest.destroy(new Error("More connections are idle than maxClients"));
  }

  #hostSlots(key: string): Slots | undefined {
    const { maxClientsPerHost } = this.#limits;
    if (maxClientsPerHost >= this.#limits.maxClients) return undefined;
    const known = this.#hosts.get(key);
    if (known !== undefined) return known;
    const slots = new Slots(maxClientsPerHost);
    this.#hosts.set(key, slots);
    return slots;
  }
}
