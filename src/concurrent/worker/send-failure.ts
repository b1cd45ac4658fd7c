import { encodeError, lastResort, withoutFields } from "../error-codec.ts";
import type { FailureMessage } from "../task.ts";

/**
 * Sends what a task has thrown: with all that it carries, or without its fields, or at least that it has failed. A
 * failure that was not sent would leave its caller waiting for ever.
 *
 * @param send - sends, or throws
 * @param id - of the task
 * @param error - what was thrown: anything
 * @param runMs - how long the task ran
 */
export function sendFailure(
  send: (message: FailureMessage) => unknown,
  id: number,
  error: unknown,
  runMs = 0,
): void {
  const encoded = encodeError(error);
  const isSent = [() => encoded, () => withoutFields(encoded)].some((form) => {
    try {
      send({ type: "failure", id, error: form(), runMs });
      return true;
    } catch {
      return false;
    }
  });
  if (!isSent) send({ type: "failure", id, error: lastResort("error"), runMs });
}
