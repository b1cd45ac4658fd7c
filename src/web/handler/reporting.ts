import { types } from "node:util";
import { isError, prototypesOf } from "../../base/errors/internal.ts";
import { appLog } from "../../base/log/index.ts";
import type { HTTPServerRequest } from "../../http/httputil/index.ts";

/** Stands for a value that was thrown and cannot even be looked at, such as a revoked Proxy. */
class UnreadableValueError extends Error {
  override readonly name = "UnreadableValueError";

  constructor() {
    super("A value was thrown whose properties cannot be read");
  }
}

/**
 * Logs what code of the application threw where nothing else depends on it. Never throws: the log describes any value.
 *
 * @param where - the end of the line, such as a hook's name
 */
export function reportUncaught(where: string, thrown: unknown, request?: HTTPServerRequest): void {
  const from = request === undefined ? {} : { requestId: request.id };
  appLog.error({ err: thrown, ...from }, `Uncaught exception in ${where}`);
}

function isEndless(value: object): boolean {
  return types.isProxy(value) && prototypesOf(value).length >= 100;
}

/** What was thrown, if its class, message and cause can be asked for; otherwise an error that says that they cannot. */
export function readable(thrown: unknown): unknown {
  if ((typeof thrown !== "object" && typeof thrown !== "function") || thrown === null) return thrown;
  try {
    if (isError(thrown)) void [thrown.message, thrown.stack, isError(thrown.cause)];
    // What asks for its class would never end.
    if (isEndless(thrown)) return new UnreadableValueError();
    return thrown;
  } catch {
    return new UnreadableValueError();
  }
}
