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

/** What was thrown, if its class, message and cause can be asked for; otherwise an error that says that they cannot. */
export function readable(thrown: unknown): unknown {
  if ((typeof thrown !== "object" && typeof thrown !== "function") || thrown === null) return thrown;
  try {
    if (thrown instanceof Error) void [thrown.message, thrown.stack, thrown.cause instanceof Error];
    return thrown;
  } catch {
    return new UnreadableValueError();
  }
}
