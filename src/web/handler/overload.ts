import { genLog } from "../../base/log/index.ts";
import { ExecutorFullError, ExecutorShutdownError, TaskAbortedError } from "../../concurrent/index.ts";
import type { ApplicationContext } from "./application-context.ts";

/** How often refused requests are told of in the log. */
const logEveryMs = 1_000;

/** A failure that came of too much work, of too little time for it, or of the end of who does it. */
export type Shortage = ExecutorFullError | TaskAbortedError | ExecutorShutdownError;

/** @returns the error beneath such a failure */
export function shortageOf(error: unknown): Shortage | undefined {
  if (error instanceof ExecutorFullError || error instanceof ExecutorShutdownError) return error;
  // A task that is cancelled by the shutdown of its executor fails with the error of a cancelled future.
  const aborted = error instanceof Error && error.cause instanceof TaskAbortedError ? error.cause : error;
  return aborted instanceof TaskAbortedError && aborted.reason !== "signal" ? aborted : undefined;
}

/**
 * The status of such a failure: it is the server's state, and not the request, that is at fault. 504 would not do for a
 * call that took too long: that is for what a gateway waits for (RFC 9110 §15.6.5).
 */
export function statusOfShortage({ settings }: ApplicationContext, shortage: Shortage): number {
  if (retryAfterMsOf(shortage) !== undefined) return settings.executorFullStatus ?? 503;
  return isOfTime(shortage) ? (settings.taskTimeoutStatus ?? 503) : 503;
}

/** In how many milliseconds it is worth trying again, for a call that was refused because others were there first. */
export function retryAfterMsOf(shortage: Shortage | undefined): number | undefined {
  return shortage instanceof ExecutorShutdownError ? undefined : shortage?.retryAfterMs;
}

function isOfTime(shortage: Shortage): boolean {
  return shortage instanceof TaskAbortedError && shortage.reason === "timeout";
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
  #latest = "";
  #timer: NodeJS.Timeout | undefined;

  /**
   * A request was refused.
   *
   * @param why - as a clause; the line has that of the latest one
   */
  add(why: string): void {
    this.#refused++;
    if (this.#timer === undefined) this.#write(why);
    else this.#latest = why;
  }

  #write(why: string): void {
    const requests = this.#refused === 1 ? "1 request" : `${this.#refused} requests`;
    this.#refused = 0;
    genLog.warn(`Refused ${requests} as ${why}`);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#refused > 0) this.#write(this.#latest);
    }, logEveryMs).unref();
  }
}

const refusals = new WeakMap<ApplicationContext, RefusalLog>();

/** Logs a refused request, together with the others of its application in the same second. */
export function logRefusal(application: ApplicationContext, shortage: Shortage): void {
  const log = refusals.get(application) ?? new RefusalLog();
  refusals.set(application, log);
  log.add(whyRefused(shortage));
}

function whyRefused(shortage: Shortage): string {
  const retryAfterMs = retryAfterMsOf(shortage);
  return shortage instanceof ExecutorFullError
    ? `an executor is full: maxQueue is ${shortage.maxQueue}, retryAfterMs ${retryAfterMs}`
    : `calls have waited too long for a worker: retryAfterMs is ${retryAfterMs}`;
}
