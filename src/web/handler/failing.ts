import { anyValue, OptionRules, text } from "../../base/errors/internal.ts";
import { appLog, genLog } from "../../base/log/index.ts";
import { ExecutorShutdownError } from "../../concurrent/index.ts";
import { isThenable } from "../../concurrent/internal.ts";
import { ClientClosedError, HTTPInputError, ServerShutdownError } from "../../http/httputil/index.ts";
import { HTTPError, RequestTimeoutError } from "./errors.ts";
import { abandonResponse, callSafely, endRequest, finishResponse } from "./finishing.ts";
import type { HandlerHooks, SendErrorOptions } from "./handler-hooks.ts";
import { logRefusal, retryAfterMsOf, retryAfterSeconds, shortageOf, statusOfShortage } from "./overload.ts";
import { readable, reportUncaught } from "./reporting.ts";
import { requestSummary } from "./request-summary.ts";
import type { ResponseBuffer } from "./response-buffer.ts";

/** Open, as in Tornado: an overridden `writeError` may be given more. */
const sendErrorRules = new OptionRules<SendErrorOptions>(
  "send an error",
  { reason: text, error: anyValue },
  { isOpen: true, renamed: { exc_info: "error" } },
);

/** Whatever was thrown while a handler ran: it is logged, the client is answered, nothing is thrown on. */
export function handleFailure(handler: HandlerHooks, response: ResponseBuffer, thrown: unknown): void {
  try {
    settleFailure(handler, response, readable(thrown));
  } catch (failure) {
    // What was thrown changes while it is looked at.
    reportUncaught(whereOf("the handling of an error", handler), failure, handler.request);
    giveUp(handler, response);
  }
}

function settleFailure(handler: HandlerHooks, response: ResponseBuffer, error: unknown): void {
  if (
    ((response.clientClosed || response.finished) && isOfLeaving(error)) ||
    (response.timedOut !== undefined && isOfTimeout(error))
  ) {
    genLog.debug(`${requestSummary(handler.request)}: ${error.message}`);
    return;
  }
  callSafely("logException", (failing) => failing.logException(error), handler);
  if (response.finished || response.clientClosed || response.timedOut !== undefined) return;
  answerError(handler, response, statusOf(handler, error), { error });
}

/** Has the hook `sendError` answer; if it throws, the client gets a bare 500. */
export function answerError(
  handler: HandlerHooks,
  response: ResponseBuffer,
  status: number,
  options: SendErrorOptions,
): void {
  const fail = (failure: unknown) => {
    reportUncaught(whereOf("sendError", handler), failure, handler.request);
    giveUp(handler, response);
  };
  try {
    const sending: unknown = handler.sendError(status, options);
    if (isThenable(sending)) sending.then(undefined, fail);
  } catch (failure) {
    fail(failure);
  }
}

/** The end of a line on a hook: its name, and the request. */
function whereOf(hook: string, { request }: HandlerHooks): string {
  return `${hook}: ${requestSummary(request)}`;
}

/** Whether it is only that nobody can be answered, or that the process ends; what `request.signal` has stopped, such as a task, has that as its cause. */
function isOfLeaving(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (error instanceof ExecutorShutdownError) return true;
  return isReasonOfLeaving(error) || isReasonOfLeaving(error.cause);
}

function isReasonOfLeaving(reason: unknown): boolean {
  return reason instanceof ClientClosedError || reason instanceof ServerShutdownError;
}

function isOfTimeout(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return error instanceof RequestTimeoutError || error.cause instanceof RequestTimeoutError;
}

/**
 * Logs as Tornado does: an `HTTPError` with a message as a warning, what nobody expected as an error with its stack.
 * What an overload causes is a warning too, and one for many requests.
 */
export function logFailure(handler: HandlerHooks, error: unknown): void {
  const { application, request } = handler;
  const from = { requestId: request.id };
  const shortage = shortageOf(error);
  if (shortage !== undefined) {
    if (retryAfterMsOf(shortage) !== undefined) return logRefusal(application, shortage);
    const status = statusOfShortage(application, shortage);
    return genLog.warn(from, `${status} ${requestSummary(request)}: ${shortage.message}`);
  }
  if (error instanceof HTTPError) {
    if (error.logMessage === undefined) return;
    genLog.warn(from, `${error.statusCode} ${requestSummary(request)}: ${error.logMessage}`);
  } else if (error instanceof HTTPInputError) {
    genLog.warn(from, `${error.statusCode} ${requestSummary(request)}: Invalid body: ${error.message}`);
  } else {
    const where = error instanceof Error ? "" : ` in ${methodOf(handler)}`;
    appLog.error({ err: error, ...from }, `Uncaught exception ${requestSummary(request)}${where}`);
  }
}

/** What is no `Error` has no stack that says where it was thrown. */
function methodOf({ constructor: handlerClass, request }: HandlerHooks): string {
  return `${handlerClass.name}.${request.method.toLowerCase()}()`;
}

/** Replaces whatever the response holds by the page of an error, and completes it; cuts one that is partly sent. */
export function sendErrorPage(
  handler: HandlerHooks,
  response: ResponseBuffer,
  status: number,
  options: SendErrorOptions,
): void {
  sendErrorRules.check(options);
  if (response.headersWritten) {
    genLog.error("Cannot send error response after headers written");
    return abandonResponse(handler, response);
  }
  try {
    handler.clear();
    describe(response, status, options);
  } catch (failure) {
    // A success must not be told where not even the status could be set.
    reportUncaught(whereOf("the answer to an error", handler), failure, handler.request);
    return giveUp(handler, response);
  }
  // RFC 9110 §6.4.1: these have no content.
  const writing = status === 204 || status === 304 ? undefined : writePage(handler, status, options);
  if (writing === undefined) completeSafely(handler, response);
  else void completeAfter(writing, handler, response);
}

function writePage(
  handler: HandlerHooks,
  status: number,
  options: SendErrorOptions,
): PromiseLike<unknown> | undefined {
  try {
    return handler.writeError(status, options) ?? undefined;
  } catch (failure) {
    reportUncaught(whereOf("writeError", handler), failure, handler.request);
    return undefined;
  }
}

async function completeAfter(
  writing: PromiseLike<unknown>,
  handler: HandlerHooks,
  response: ResponseBuffer,
): Promise<void> {
  try {
    await writing;
  } catch (failure) {
    reportUncaught(whereOf("writeError", handler), failure, handler.request);
  }
  completeSafely(handler, response);
}

function describe(response: ResponseBuffer, status: number, { reason, error }: SendErrorOptions): void {
  const isHTTPError = error instanceof HTTPError;
  response.setStatus(status, reason ?? (isHTTPError ? error.reason : undefined));
  const retryAfterMs = retryAfterMsOf(shortageOf(error));
  if (retryAfterMs !== undefined)
    response.headers.set("Retry-After", String(retryAfterSeconds(retryAfterMs)));
  if (!isHTTPError || error.headers === undefined) return;
  for (const [name, value] of Object.entries(error.headers)) response.headers.set(name, value);
}

function completeSafely(handler: HandlerHooks, response: ResponseBuffer): void {
  if (response.finished) return;
  try {
    handler.finish();
  } catch (failure) {
    reportUncaught(whereOf("the answer to an error", handler), failure, handler.request);
    giveUp(handler, response);
  }
}

/** The hooks themselves fail: the client gets a bare 500 if nothing was sent, otherwise sees its answer break off. */
function giveUp(handler: HandlerHooks, response: ResponseBuffer): void {
  if (response.finished) return endRequest(handler, response);
  if (response.headersWritten) return abandonResponse(handler, response);
  response.clear();
  response.setStatus(500);
  try {
    finishResponse(handler, response);
  } catch (failure) {
    reportUncaught(whereOf("the answer to an error", handler), failure, handler.request);
  }
}

function statusOf({ application }: HandlerHooks, error: unknown): number {
  if (error instanceof HTTPError || error instanceof HTTPInputError) return error.statusCode;
  const shortage = shortageOf(error);
  return shortage === undefined ? 500 : statusOfShortage(application, shortage);
}
