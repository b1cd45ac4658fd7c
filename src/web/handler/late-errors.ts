import { appLog, genLog } from "../../base/log/index.ts";
import { currentCaller, perThread } from "../../concurrent/internal.ts";
import { ClientClosedError, type HTTPServerRequest, ServerShutdownError } from "../../http/httputil/index.ts";
import { RequestTimeoutError } from "./errors.ts";
import { requestSummary } from "./request-summary.ts";

/** What the application's own forgotten promises are made for, as far as it is known. */
export interface RejectionOwner {
  /** Whether their rejections are logged rather than left to Node. */
  readonly logsRejections: boolean;
  readonly request: HTTPServerRequest;
}

type LateErrors = WeakMap<object, HTTPServerRequest>;

/**
 * Notes that an error only says that a request is over already. Where its promise is awaited, nothing changes; where it
 * is not, the error is logged with its request, and does not end the process.
 *
 * @returns the error
 */
export function lateError<E>(error: E, request: HTTPServerRequest): E {
  if (typeof error === "object" && error !== null) lateErrors().set(error, request);
  return error;
}

/** From now on rejections of a late error, or of one that says that the client has left, do not end the process. */
export function watchRejections(): void {
  lateErrors();
}

/** One listener and one list for all copies of this library: two listeners would each leave a rejection to the other. */
function lateErrors(): LateErrors {
  return perThread(Symbol.for("typhoon.web.lateErrors"), () => {
    process.on("unhandledRejection", onRejection);
    return new WeakMap();
  });
}

function onRejection(reason: unknown): void {
  if (isExpected(reason)) return;
  // A listener of the application's own decides on everything else.
  if (process.listenerCount("unhandledRejection") > 1) return;
  process.off("unhandledRejection", onRejection);
  // Without a listener Node does what it would have done, whatever its option --unhandled-rejections says.
  void Promise.reject(reason);
  setImmediate(() => process.on("unhandledRejection", onRejection));
}

function isExpected(reason: unknown): boolean {
  try {
    return logLate(reason) || logForOwner(reason);
  } catch {
    return false;
  }
}

function logLate(reason: unknown): boolean {
  if (typeof reason !== "object" || reason === null) return false;
  const request = lateErrors().get(reason);
  if (request === undefined) return logLeaving(reason);
  lateErrors().delete(reason);
  appLog.error(
    { err: reason, requestId: request.id },
    `Uncaught exception after the response ${requestSummary(request)}`,
  );
  return true;
}

function logLeaving(reason: object): boolean {
  const isOfLeaving = isReasonOfEnd(reason) || (reason instanceof Error && isReasonOfEnd(reason.cause));
  if (isOfLeaving)
    genLog.debug({ err: reason }, "Code that nothing awaits was working for a request that is over");
  return isOfLeaving;
}

function isReasonOfEnd(reason: unknown): boolean {
  return (
    reason instanceof ClientClosedError ||
    reason instanceof ServerShutdownError ||
    reason instanceof RequestTimeoutError
  );
}

function logForOwner(reason: unknown): boolean {
  const owner: unknown = currentCaller();
  if (!isOwner(owner) || !owner.logsRejections) return false;
  const { request } = owner;
  appLog.error({ err: reason, requestId: request.id }, `Unhandled rejection ${requestSummary(request)}`);
  return true;
}

function isOwner(caller: unknown): caller is RejectionOwner {
  return typeof caller === "object" && caller !== null && "logsRejections" in caller;
}
