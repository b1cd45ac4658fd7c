import { offAbort, onAbort } from "../../concurrent/internal.ts";
import type { ReadRequest } from "./read-request.ts";
import type { StreamBuffer } from "./stream-buffer.ts";

/** A read that waits for bytes, whatever its result is. */
export interface PendingRead {
  /** Whether a look was put off until no more comes for the moment. */
  readonly isPutOff: boolean;
  /** @returns whether the read is done with what the buffer has */
  advance(buffer: StreamBuffer, isComplete: boolean): boolean;
  /** Nothing more will come. @returns whether that is enough for the read */
  finish(buffer: StreamBuffer): boolean;
  /** The read fails; what it has taken comes back to the buffer. */
  fail(error: unknown, buffer: StreamBuffer): void;
}

/** Joins a request with the promise that it settles. */
export class WaitingRead<T> implements PendingRead {
  readonly promise: Promise<T>;
  readonly #request: ReadRequest<T>;
  readonly #signal: AbortSignal | undefined;
  readonly #whenAborted: (() => void) | undefined;
  #resolve!: (result: T) => void;
  #reject!: (error: unknown) => void;

  /** @param whenAborted - called when `signal` is aborted while the read waits */
  constructor(
    request: ReadRequest<T>,
    signal: AbortSignal | undefined,
    whenAborted: (() => void) | undefined,
  ) {
    this.#request = request;
    this.#signal = signal;
    this.#whenAborted = whenAborted;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (signal !== undefined && whenAborted !== undefined) onAbort(signal, whenAborted);
  }

  get isPutOff(): boolean {
    return this.#request.isPutOff ?? false;
  }

  advance(buffer: StreamBuffer, isComplete: boolean): boolean {
    return this.#settle(this.#request.attempt(buffer, isComplete));
  }

  finish(buffer: StreamBuffer): boolean {
    return this.#settle(this.#request.attempt(buffer, true) ?? this.#request.atEnd?.(buffer));
  }

  fail(error: unknown, buffer: StreamBuffer): void {
    this.#stopListening();
    this.#request.giveUp?.(buffer);
    this.#reject(error);
  }

  #settle(result: T | undefined): boolean {
    if (result === undefined) return false;
    this.#stopListening();
    this.#resolve(result);
    return true;
  }

  #stopListening(): void {
    if (this.#signal !== undefined && this.#whenAborted !== undefined)
      offAbort(this.#signal, this.#whenAborted);
  }
}
