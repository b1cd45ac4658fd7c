import { offAbort, onAbort } from "../../concurrent/internal.ts";
import type { IOLoop, TimeoutHandle } from "../../loop/ioloop/index.ts";
import type { ResolvedAddress } from "../netutil/index.ts";

/** RFC 8305 §5: how long an attempt has before the next begins beside it. */
const attemptDelayMs = 250;

/** One attempt to connect. */
export interface Attempt<S> {
  /** Fails if no connection can be made. */
  readonly connected: Promise<S>;
  /** Gives the attempt up, or closes the connection that it has made. */
  cancel(): void;
}

/**
 * Connects to the first of several addresses that answers (Happy Eyeballs, RFC 8305): attempts begin one after the
 * other, each when the one before has failed or has taken long, and end when one succeeds.
 */
export class Connector<S> {
  readonly #loop: IOLoop;
  readonly #waiting: ResolvedAddress[];
  readonly #begin: (address: ResolvedAddress) => Attempt<S>;
  readonly #attempts = new Set<Attempt<S>>();
  #timer: TimeoutHandle | undefined;
  #lastError: unknown;
  #resolve!: (connection: S) => void;
  #reject!: (error: unknown) => void;
  #stopListening!: () => void;

  /**
   * @param loop - whose time counts
   * @param addresses - at least one
   * @param begin - begins an attempt
   */
  constructor(
    loop: IOLoop,
    addresses: readonly ResolvedAddress[],
    begin: (address: ResolvedAddress) => Attempt<S>,
  ) {
    this.#loop = loop;
    this.#waiting = interleave(addresses);
    this.#begin = begin;
  }

  /**
   * Begins; to be called once.
   *
   * @param signal - gives everything up when it is aborted, with its reason
   * @returns the first connection; fails with the error of the attempt that failed last
   */
  start(signal: AbortSignal): Promise<S> {
    return new Promise((resolve, reject) => {
      const abort = () => this.#finish(undefined, () => reject(signal.reason));
      this.#stopListening = () => offAbort(signal, abort);
      this.#resolve = (connection) => resolve(connection);
      this.#reject = reject;
      if (signal.aborted) return abort();
      onAbort(signal, abort);
      this.#next();
    });
  }

  #next(): void {
    this.#stopTimer();
    const address = this.#waiting.shift();
    if (address === undefined) return;
    const attempt = this.#begin(address);
    this.#attempts.add(attempt);
    attempt.connected.then(
      (connection) => this.#succeeded(attempt, connection),
      (error: unknown) => this.#failed(attempt, error),
    );
    if (this.#waiting.length > 0) this.#timer = this.#loop.callLater(attemptDelayMs, () => this.#next());
  }

  #succeeded(attempt: Attempt<S>, connection: S): void {
    // One that was given up may have succeeded in the same moment.
    if (this.#attempts.has(attempt)) this.#finish(attempt, () => this.#resolve(connection));
    else attempt.cancel();
  }

  #failed(attempt: Attempt<S>, error: unknown): void {
    if (!this.#attempts.delete(attempt)) return;
    this.#lastError = error;
    if (this.#waiting.length > 0) this.#next();
    else if (this.#attempts.size === 0) this.#finish(undefined, () => this.#reject(this.#lastError));
  }

  #finish(winner: Attempt<S> | undefined, settle: () => void): void {
    this.#stopTimer();
    this.#stopListening();
    this.#waiting.length = 0;
    const losers = [...this.#attempts].filter((attempt) => attempt !== winner);
    this.#attempts.clear();
    for (const loser of losers) loser.cancel();
    settle();
  }

  #stopTimer(): void {
    if (this.#timer !== undefined) this.#loop.removeTimeout(this.#timer);
    this.#timer = undefined;
  }
}

/** RFC 8305 §4: the families take turns, beginning with that of the preferred address; within one, the order stays. */
export function interleave(addresses: readonly ResolvedAddress[]): ResolvedAddress[] {
  const first = addresses.filter(({ family }) => family === addresses[0]?.family);
  const second = addresses.filter(({ family }) => family !== addresses[0]?.family);
  const length = Math.max(first.length, second.length);
  return Array.from({ length }, (_, index) => [first[index], second[index]])
    .flat()
    .filter((address) => address !== undefined);
}
