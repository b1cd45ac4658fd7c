import { setLongTimeout } from "../../concurrent/internal.ts";

/** How long the pieces of a body may take to arrive, all together; the time that the application takes for them is its own. */
export class BodyDeadline {
  readonly #onTimeout: () => void;
  #remainingMs: number;
  #since = 0;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param timeoutMs - 0, as `Infinity`: any time
   * @param onTimeout - called once, when it is over
   */
  constructor(timeoutMs: number, onTimeout: () => void) {
    this.#remainingMs = timeoutMs === 0 ? Number.POSITIVE_INFINITY : timeoutMs;
    this.#onTimeout = onTimeout;
  }

  /** It is the client that is waited for. */
  resume(): void {
    if (this.#remainingMs === Number.POSITIVE_INFINITY) return;
    this.#since = performance.now();
    this.#timer = setLongTimeout(this.#onTimeout, Math.max(1, this.#remainingMs));
  }

  /** It is not the client that is waited for. */
  pause(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#remainingMs -= performance.now() - this.#since;
  }
}
