import { appLog } from "../../base/log/index.ts";
import { chainFuture, Future, TimeoutError } from "../../concurrent/index.ts";
import { listenToFuture } from "../../concurrent/internal.ts";
import type { Deadline } from "../ioloop/index.ts";
import { callUnlessDone } from "./call-unless-done.ts";
import { convertYielded } from "./convert-yielded.ts";
import { isQuiet, type QuietExceptionsOptions } from "./quiet-exceptions.ts";
import type { Yielded } from "./yielded.ts";

/**
 * Waits for something, but not longer than until `deadline`.
 *
 * What is waited for is not cancelled when the time is over; if it fails later, that is logged.
 *
 * @param deadline - a time of `IOLoop.time()` in milliseconds, or `{ ms }` from now
 * @param yielded - anything that can be yielded
 * @param options - `quietExceptions`: which late errors are not logged
 * @returns the same outcome, or a failure with {@link TimeoutError} (`ERR_TIMEOUT`)
 * @throws {BadYieldError} `ERR_BAD_YIELD` when it is nothing to wait for
 * @see tornado.gen.with_timeout
 * @example
 * ```ts
 * import { sleep, withTimeout } from "typhoon/gen";
 *
 * await withTimeout({ ms: 1 }, sleep(60_000)).catch(String);   // "TimeoutError: The future was not done before its deadline"
 * ```
 */
export function withTimeout<T>(
  deadline: Deadline,
  yielded: T,
  options: QuietExceptionsOptions = {},
): Future<Yielded<T>> {
  const waited = convertYielded(yielded);
  const limited = new Future<Yielded<T>>();
  chainFuture(waited, limited);
  if (limited.done()) return limited;
  callUnlessDone(limited, deadline, () => {
    limited.setException(new TimeoutError("The future was not done before its deadline"));
    listenToFuture(waited, { onSettle: (late) => logLateError(late, options) });
  });
  return limited;
}

function logLateError(late: Future<unknown>, options: QuietExceptionsOptions): void {
  const error = late.cancelled() ? undefined : late.exception();
  if (error === undefined || isQuiet(error, options)) return;
  appLog.error({ err: error }, "Exception in Future after timeout");
}
