import { TyphoonError } from "../base/errors/index.ts";
import { readOr, textOfThrown } from "../base/errors/internal.ts";
import { TaskAbortedError } from "./executor-errors.ts";

/** @returns the error of a task whose signal was aborted with this reason */
export function abortedBySignal(reason: unknown): TaskAbortedError {
  return readOr(() => explained(reason)) ?? new TaskAbortedError("signal", wasAborted, { cause: reason });
}

const wasAborted = "Cannot finish the task as its signal was aborted";

/** Its reason is the user's: it may be anything, and throw when it is looked at. */
function explained(reason: unknown): TaskAbortedError {
  if (reason instanceof TyphoonError && reason.code === "ERR_CLIENT_CLOSED") {
    return new TaskAbortedError("client", "Cannot finish the task as its client is gone", { cause: reason });
  }
  if (reason instanceof TyphoonError && reason.code === "ERR_SERVER_SHUTDOWN") {
    return new TaskAbortedError("shutdown", "Cannot finish the task as its server was shut down", reason);
  }
  if (reason instanceof DOMException && reason.name === "TimeoutError") {
    return new TaskAbortedError("timeout", "Cannot finish the task as the time of its signal is over", {
      cause: reason,
    });
  }
  return new TaskAbortedError("signal", `${wasAborted}${told(reason)}`, {
    cause: reason,
  });
}

/** @returns the error of a task that has not ended within its time */
export function abortedByTime(timeoutMs: number): TaskAbortedError {
  return new TaskAbortedError(
    "timeout",
    `Cannot finish the task as its time is over: timeoutMs is ${timeoutMs}`,
  );
}

/** @returns the error of a task that has waited too long */
export function abortedInQueue(maxQueueMs: number, retryAfterMs: number): TaskAbortedError {
  return new TaskAbortedError(
    "queue",
    `Cannot begin the task as it has waited too long: maxQueueMs is ${maxQueueMs}`,
    { retryAfterMs },
  );
}

/** @returns the error of a task that was given up while it waited; if its time was over, with when to try again */
export function abortedBeforeItBegan(error: TaskAbortedError, retryAfterMs: number): TaskAbortedError {
  if (error.reason !== "timeout") return error;
  return new TaskAbortedError("timeout", error.message, { cause: error.cause, retryAfterMs });
}

/** @returns what a task is cancelled with that was queued when its executor was shut down */
export function abortedByShutdown(): TaskAbortedError {
  return new TaskAbortedError("shutdown", "Cannot begin the task as the executor was shut down");
}

/** What `abort()` without an argument gives says no more than that it was called. */
function told(reason: unknown): string {
  if (reason === undefined || (reason instanceof DOMException && reason.name === "AbortError")) return "";
  return `: ${textOfThrown(reason)}`;
}
