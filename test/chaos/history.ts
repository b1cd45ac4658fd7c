/** What was done to the server that may cost requests. */
export type Cause = "process killed" | "worker killed" | "descriptors" | "disk";

interface Event {
  readonly cause: Cause;
  readonly from: number;
  until: number;
}

/** For so long after it has ended, a disturbance may still show: a machine under load is slow to notice. */
const aftermathMs = 2_000;

/** What was done to the server, and when; by it a request that was not served is explained, or not. */
export class History {
  readonly #events: Event[] = [];

  /** Notes what begins now. @returns notes its end */
  begin(cause: Cause): () => void {
    const event: Event = { cause, from: performance.now(), until: Number.POSITIVE_INFINITY };
    this.#events.push(event);
    return () => {
      event.until = performance.now();
    };
  }

  /** Notes what takes no time. */
  note(cause: Cause): void {
    this.begin(cause)();
  }

  /** Whether it was so at any moment between these two. */
  has(causes: readonly Cause[], from: number, until: number): boolean {
    return this.#events.some(
      (event) => causes.includes(event.cause) && event.from <= until && event.until + aftermathMs >= from,
    );
  }
}
