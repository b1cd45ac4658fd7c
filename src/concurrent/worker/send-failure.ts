import { readOr } from "../../base/errors/internal.ts";
import { encodeError, lastResort, withoutFields } from "../error-codec.ts";
import { ModuleNotLoadableError } from "../executor-errors.ts";
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
  const rest = { runMs, ...(spoilsWorker(error) && { isWorkerSpoiled: true }) };
  const isSent = [() => encoded, () => withoutFields(encoded)].some((form) => {
    try {
      send({ type: "failure", id, error: form(), ...rest });
      return true;
    } catch {
      return false;
    }
  });
  if (!isSent) send({ type: "failure", id, error: lastResort("error"), ...rest });
}

/**
 * Whether the worker will never be able to load what another one may, once the system is no longer short of files or of a
 * server that the module needs: Node does not evaluate a module again that has failed.
 */
export function spoilsWorker(error: unknown): boolean {
  // What a task throws may be a Proxy.
  return readOr(() => error instanceof ModuleNotLoadableError) === true;
}
