import { encodeError } from "./error-codec.ts";
import { NotCloneableError } from "./executor-errors.ts";
import type { FromThread, FromWorker } from "./task.ts";

/** @returns of which task a message of a worker is, as `SentIds` has it */
export function idOf(message: FromThread): number {
  if (message.type === "chunk") return -message.id;
  return message.type === "result" || message.type === "failure" ? Math.max(0, message.id) : 0;
}

/**
 * What stands for a message of a worker that was sent and cannot be read.
 *
 * @param id - from `idOf`
 * @param cause - what reading it has thrown
 */
export function inPlaceOfUnread(id: number, cause: unknown): FromWorker {
  if (id === 0) return { type: "lost", error: failedToRead("a message", cause) };
  const error = failedToRead("result", cause);
  return id < 0 ? { type: "broken", id: -id, error } : { type: "failure", id, error, runMs: 0 };
}

/** @returns the answer to a task that has arrived and cannot be read */
export function answerToUnread(id: number, cause: unknown): FromWorker {
  return { type: "failure", id, error: failedToRead("args", cause), runMs: 0 };
}

function failedToRead(name: string, cause: unknown) {
  const kind = "a value that is too deep or too large for the other side";
  return encodeError(new NotCloneableError(name, kind, { cause }));
}
