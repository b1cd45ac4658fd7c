import type { TimeInfo } from "./http-response.ts";
import type { ConnectTimes } from "./socket-connector.ts";

/** Measures one fetch, hop after hop. */
export class Stopwatch {
  readonly #begun = performance.now();
  #hopBegun = this.#begun;
  #started = this.#begun;
  #firstStarted = this.#begun;
  #queueMs = 0;
  #redirects = 0;
  #sent = 0;
  #answered = 0;
  #stopped = 0;
  #times: ConnectTimes | undefined;

  /** The present hop has a connection, or may make one. */
  leftQueue(): void {
    this.#started = performance.now();
    if (this.#redirects === 0) this.#firstStarted = this.#started;
    this.#queueMs += this.#started - this.#hopBegun;
  }

  /** @param times - of connecting, if a connection had to be made */
  sent(times: ConnectTimes | undefined): void {
    this.#sent = performance.now();
    this.#times = times;
  }

  /** Its head has come. */
  answered(): void {
    this.#answered = performance.now();
  }

  /** There will be another hop. */
  nextHop(): void {
    this.#redirects++;
    this.#hopBegun = performance.now();
  }

  /** All has come. */
  stop(): void {
    this.#stopped = performance.now();
  }

  /** When the first hop left the queue, in milliseconds since 1970. */
  get startTime(): number {
    return performance.timeOrigin + this.#firstStarted;
  }

  /** From then to the end. */
  get requestTimeMs(): number {
    return this.#stopped - this.#firstStarted;
  }

  timeInfo(): TimeInfo {
    const { resolved = 0, connected = 0, secured = 0 } = this.#times ?? {};
    const since = (time: number) => Math.max(0, time - this.#started);
    return {
      queueMs: this.#queueMs,
      namelookupMs: since(resolved),
      connectMs: since(connected),
      appconnectMs: since(secured),
      pretransferMs: since(this.#sent),
      starttransferMs: since(this.#answered),
      totalMs: since(this.#stopped),
      redirectMs: this.#redirects === 0 ? 0 : this.#hopBegun - this.#firstStarted,
    };
  }
}
