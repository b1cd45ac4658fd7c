import { genLog } from "../../base/log/index.ts";
import { ThrottledWarning } from "../../base/log/internal.ts";
import { ExecutorFullError, TaskAbortedError } from "../../concurrent/index.ts";
import type { ApplicationContext } from "./application-context.ts";

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

const refusals = new WeakMap<ApplicationContext, ThrottledWarning<ExecutorFullError>>();

/** Logs a refused request, together with the others of its application in the same second. */
export function logRefusal(application: ApplicationContext, error: ExecutorFullError): void {
  const log = refusals.get(application) ?? new ThrottledWarning(genLog, refusalSentence);
  refusals.set(application, log);
  log.add(error);
}

function refusalSentence(count: number, { maxQueue, retryAfterMs }: ExecutorFullError): string {
  const requests = count === 1 ? "1 request" : `${count} requests`;
  return `Refused ${requests} as an executor is full: maxQueue is ${maxQueue}, retryAfterMs ${retryAfterMs}`;
}
