import { OptionRules, oneOf, trueOrFalse } from "../../base/errors/internal.ts";
import { accessLog, addLogFilter, appLog, genLog, type Logger } from "../../base/log/index.ts";

/** A line of the log. */
export interface LogLine {
  /** `"info"`, `"warn"`, `"error"`, … */
  readonly level: string;
  /** The logger: `"typhoon.access"`, `"typhoon.application"`, `"typhoon.general"`. */
  readonly name: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** Options of {@link ExpectLog}. */
export interface ExpectLogOptions {
  /** Whether it is an error if no line has matched by the end. Default: `true`. */
  readonly required?: boolean;
  /** Lines of this level only; the logger writes them meanwhile, if it would not. Default: every level that is written. */
  readonly level?: "trace" | "debug" | "info" | "warn" | "error" | "fatal";
}

const optionRules = new OptionRules<ExpectLogOptions>("expect a line of the log", {
  required: trueOrFalse,
  level: oneOf("trace", "debug", "info", "warn", "error", "fatal"),
});

const loggers = [accessLog, appLog, genLog];

/**
 * Expects lines in the log: those that match are not written, and if none has come by the end, that is an error.
 *
 * @example
 * ```ts
 * import { appLog } from "typhoon/log";
 * import { ExpectLog } from "typhoon/testing";
 *
 * {
 *   using expected = new ExpectLog(appLog, /^Cannot open/);
 *   appLog.error("Cannot open orders.db");
 *   expected.matched;   // 1
 * }   // without that line: an error here
 * ```
 * @see tornado.testing.ExpectLog
 */
export class ExpectLog {
  readonly #logger: Logger | undefined;
  readonly #pattern: RegExp;
  readonly #options: ExpectLogOptions;
  readonly #lines: LogLine[] = [];
  readonly #levelBefore: string | undefined;
  #removeFilter: (() => void) | undefined;
  #hasStack = false;
  #wake: (line: LogLine) => void = () => {};

  /**
   * @param logger - one of the three loggers or its name; `""`: all of them
   * @param pattern - what the line's message has to match
   * @param options - whether a line has to come, and of which level
   * @throws {TypeError} if there is no logger of that name
   */
  constructor(logger: Logger | string, pattern: RegExp | string, options: ExpectLogOptions = {}) {
    optionRules.check(options);
    this.#logger = typeof logger === "string" ? namedLogger(logger) : logger;
    this.#pattern = new RegExp(pattern);
    this.#options = options;
    this.#levelBefore = this.#letThrough(options.level);
    this.#removeFilter = addLogFilter((text) => !this.#takes(JSON.parse(text)));
  }

  /** How many lines have matched. */
  get matched(): number {
    return this.#lines.length;
  }

  /** The lines that have matched. */
  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  /** Whether a line with the stack of an error was written to the logger, matching or not. */
  get loggedStack(): boolean {
    return this.#hasStack;
  }

  /** Resolves with the first line that matches, as soon as there is one. */
  first(): Promise<LogLine> {
    const [line] = this.#lines;
    if (line !== undefined) return Promise.resolve(line);
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /**
   * Ends it; the same as leaving the block of `using`. Later calls do nothing.
   *
   * @throws {Error} if a line is required, and none has matched
   */
  close(): void {
    if (this.#removeFilter === undefined) return;
    this.#removeFilter();
    this.#removeFilter = undefined;
    if (this.#levelBefore !== undefined && this.#logger !== undefined) this.#logger.level = this.#levelBefore;
    if (this.matched > 0 || this.#options.required === false) return;
    throw new Error(`Did not get the expected log message: no line matched ${this.#pattern}`);
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #takes(line: LogLine & { readonly err?: { readonly stack?: string } }): boolean {
    if (this.#logger !== undefined && line.name !== nameOf(this.#logger)) return false;
    this.#hasStack ||= line.err?.stack !== undefined;
    const { level } = this.#options;
    if ((level !== undefined && line.level !== level) || !this.#pattern.test(line.msg)) return false;
    this.#lines.push(line);
    this.#wake(line);
    return true;
  }

  /** @returns the level to go back to, if it had to be lowered */
  #letThrough(level: string | undefined): string | undefined {
    const logger = this.#logger;
    if (logger === undefined || level === undefined || logger.isLevelEnabled(level)) return undefined;
    const before = logger.level;
    logger.level = level;
    return before;
  }
}

function namedLogger(name: string): Logger | undefined {
  if (name === "") return undefined;
  const logger = loggers.find((one) => nameOf(one) === name);
  if (logger !== undefined) return logger;
  throw new TypeError(
    `Cannot expect lines of ${name} as there is no such logger: there are ${loggers.map(nameOf).join(", ")}`,
  );
}

function nameOf(logger: Logger): unknown {
  return logger.bindings()["name"];
}
