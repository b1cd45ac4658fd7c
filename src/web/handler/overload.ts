import { genLog } from "../../base/log/index.ts";
import { ExecutorFullError, TaskAbortedError } from "../../concurrent/index.ts";
import type { ApplicationContext } from "./application-context.ts";

/** How often refused requests are told of in the log. */
const logEveryMs = 1_000;

/** @returns the error beneath a failure that came of too much work, or of too little time for it */
export function shortageOf(error: unknown): ExecutorFullError | TaskAbortedError | undefined {
  if (error instanceof ExecutorFullError) return error;
  // A task that is cancelled by the shutdown of its executor fails with the error of a cancelled future.
  const aborted = error instanceof Error && error.cause instanceof TaskAbortedError ? error.cause : error;
  return aborted instanceof TaskAbortedError && aborted.reason !== "signal" ? aborted : undefined;
}

/** The status of such a failure: it is the server's state, and not the request, that is at fault. */
export function statusOfShortage(
  { settings }: ApplicationContext,
  shortage: ExecutorFullError | TaskAbortedError,
): number {
  return shortage instanceof ExecutorFullError ? (settings.executorFullStatus ?? 503) : 503;
}

/**
 * `Retry-After` in seconds (RFC 9110 §10.2.3), up to a quarter more than asked: or all that were refused in one moment
 * would come back in one moment.
 *
 * @param random - gives numbers from 0 to 1
 */
export function retryAfterSeconds(retryAfterMs: number, random: () => number = Math.random): number {
  return Math.max(1, Math.ceil((retryAfterMs / 1000) * (1 + random() / 4)));
}

/** Tells of refused requests once a second at the most: in an overload the log must not be one more load. */
export class RefusalLog {
  #refused = 0;
  #timer: NodeJS.Timeout | undefined;

  /** A request was refused. */
  add(error: ExecutorFullError): void {
    this.#refused++;
    if (this.#timer === undefined) this.#write(error);
  }

  #write(error: ExecutorFullError): void {
    const { maxQueue, retryAfterMs } = error;
    const requests = this.#refused === 1 ? "1 request" : `${this.#refused} requests`;
    this.#refused = 0;
    genLog.warn(
      `Refused ${requests} as an executor is full: maxQueue is ${maxQueue}, retryAfterMs ${retryAfterMs}`,
    );
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#refused > 0) this.#write(error);
    }, logEveryMs).unref();
  }
}

const refusals = new WeakMap<ApplicationContext, RefusalLog>();

/** Logs a refused request, together with the others of its application in the same second. */
export function logRefusal(application: ApplicationContext, error: ExecutorFullError): void {
  const log = refusals.get(application) ?? new RefusalLog();
  refusals.set(application, log);
  log.add(error);
}
