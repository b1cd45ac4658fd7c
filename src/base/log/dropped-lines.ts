/** Lines of a log that could not be written, counted until a line can be written again. */
export class DroppedLines {
  readonly #destination: string;
  #count = 0;
  #reason = "";

  /** @param destination - how messages name it */
  constructor(destination: string) {
    this.#destination = destination;
  }

  get count(): number {
    return this.#count;
  }

  add(reason: string): void {
    this.#count++;
    this.#reason = reason;
  }

  /** So many of them were reported. */
  subtract(count: number): void {
    this.#count -= count;
  }

  /** The line that says how many there are, as the loggers write it. */
  notice(): string {
    const dropped = this.#count;
    const what = dropped === 1 ? "1 log line was" : `${dropped} log lines were`;
    const msg = `${what} dropped because ${this.#destination} could not be written: ${this.#reason}`;
    return `${JSON.stringify({ level: "warn", time: Date.now(), name: "typhoon.general", dropped, msg })}\n`;
  }
}
