import type { Logger } from "./loggers.ts";

/** How often one thing is told of. */
const everyMs = 1_000;

/** Warns of what happens again and again once a second at the most: in an overload the log must not be one more load. */
export class ThrottledWarning<Detail extends string | number> {
  readonly #logger: Pick<Logger, "warn">;
  readonly #sentence: (count: number, detail: Detail) => string;
  #count = 0;
  #latest: Detail | undefined;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param logger - which of the loggers says it
   * @param sentence - what to say of so many times, and of the latest one
   */
  constructor(logger: Pick<Logger, "warn">, sentence: (count: number, detail: Detail) => string) {
    this.#logger = logger;
    this.#sentence = sentence;
  }

  /** It has happened again. */
  add(detail: Detail): void {
    this.#count++;
    this.#latest = detail;
    if (this.#timer === undefined) this.#write(detail);
  }

  #write(detail: Detail): void {
    const count = this.#count;
    this.#count = 0;
    this.#latest = undefined;
    this.#logger.warn(this.#sentence(count, detail));
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#latest !== undefined) this.#write(this.#latest);
    }, everyMs).unref();
  }
}
