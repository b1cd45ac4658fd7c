import type { Duplex } from "node:stream";
import { NotInWorkerError } from "../../concurrent/index.ts";
import { isThenable } from "../../concurrent/internal.ts";
import {
  ClientClosedError,
  type DetachOptions,
  type HTTPHeaders,
  type ResponseStartLine,
} from "../../http/httputil/index.ts";
import { appendField } from "../../http/httputil/internal.ts";
import type { HandlerHooks, HookResult } from "./handler-hooks.ts";
import { lateError } from "./late-errors.ts";
import { type OutputChunk, TransformedOutput } from "./output-transform.ts";
import { describedBy, failsToMatch, hasOtherPrecondition, isUnmodified } from "./preconditions.ts";
import { reportUncaught } from "./reporting.ts";
import { requestSummary } from "./request-summary.ts";
import type { ResponseBuffer, Uploads } from "./response-buffer.ts";

const flushAdvice =
  "the connection is on the application's thread: make the method a generator, and yield what is to be sent";

const detachAdvice = "the connection is on the application's thread: detach it there, in a method of its own";

/** What an unhindered write returns: one promise for all, so that a response costs none. */
const written: Promise<void> = Promise.resolve();

/**
 * Sends what the buffer holds; the first time, the header fields before it.
 *
 * @returns a promise that resolves when there is room for more; nobody has to look at it
 * @throws {TypeError} if the response is complete already
 */
export function flushResponse(handler: HandlerHooks, response: ResponseBuffer): Promise<void> {
  if (response.finished) throw afterEnd(handler, response, "Cannot flush() after finish()");
  if (response.isElsewhere) throw new NotInWorkerError("this.flush()", flushAdvice);
  if (response.clientClosed) return unwatched(Promise.reject(new ClientClosedError()));
  return unwatched(sendPending(handler, response));
}

/** The error of who goes on after the end, which must not end the process where it is in a function that nothing awaits. */
export function afterEnd({ request }: HandlerHooks, response: ResponseBuffer, sentence: string): Error {
  return lateError(response.timedOut ?? new TypeError(sentence), request);
}

/**
 * Completes the response: sends what is left, tells the log, and calls `onFinish`.
 *
 * @returns a promise that resolves when the last piece has found room; nobody has to look at it
 */
export function finishResponse(handler: HandlerHooks, response: ResponseBuffer): Promise<void> {
  if (response.isElsewhere) return declareComplete(response);
  if (!response.headersWritten) completeHeaders(handler, response);
  response.finished = true;
  const chunk = response.clientClosed ? undefined : lastChunk(handler, response);
  if (chunk instanceof Promise) {
    response.isTransforming = true;
    return unwatched(concludeLater(handler, response, chunk));
  }
  return unwatched(conclude(handler, response, chunk));
}

function conclude(
  handler: HandlerHooks,
  response: ResponseBuffer,
  chunk: OutputChunk,
): Promise<void> | undefined {
  try {
    return response.clientClosed ? undefined : sendLast(handler, response, chunk);
  } finally {
    endLogged(handler, response);
  }
}

async function concludeLater(
  handler: HandlerHooks,
  response: ResponseBuffer,
  chunk: Promise<OutputChunk>,
): Promise<void> {
  try {
    const last = await chunk;
    // Its time was over meanwhile.
    if (response.ended && !response.clientClosed) return;
    response.isTransforming = false;
    return await conclude(handler, response, last);
  } catch (error) {
    // The handler may be done, so that nobody else hears of it; a client that left is no failure.
    if (!response.clientClosed) logUncaught("an output transform", error, handler);
    breakOff(handler, response);
    throw error;
  }
}

/** A transform that fails must not leave the client waiting. */
function lastChunk(handler: HandlerHooks, response: ResponseBuffer): OutputChunk | Promise<OutputChunk> {
  try {
    return nextChunk(handler, response, true);
  } catch (error) {
    breakOff(handler, response);
    throw error;
  }
}

/**
 * Ends a response that is finished and cannot be sent as it is: with a bare status as long as nothing is sent, otherwise by
 * cutting the connection.
 */
export function breakOff(handler: HandlerHooks, response: ResponseBuffer, status = 500): void {
  if (response.ended) return;
  response.isTransforming = false;
  if (response.isHeadSent) handler.request.connection.close?.();
  else sendBare(handler, response, status);
  endLogged(handler, response);
}

/** Neither hooks nor transforms have a say in it. */
function sendBare(handler: HandlerHooks, response: ResponseBuffer, status: number): void {
  response.clear();
  response.setStatus(status);
  response.headers.delete("Content-Type");
  appendField(response.headers, "Content-Length", "0");
  try {
    void unwatched(sendLast(handler, response, undefined));
  } catch (error) {
    logUncaught("the answer to an error", error, handler);
  }
}

function endLogged(handler: HandlerHooks, response: ResponseBuffer): void {
  callSafely("the log function", logRequest, handler);
  endRequest(handler, response);
}

/** On a worker: the thread that has the connection completes it. */
function declareComplete(response: ResponseBuffer): Promise<void> {
  response.finished = true;
  return written;
}

/**
 * Ends HTTP on the request's connection and gives its socket away.
 *
 * @throws {TypeError} if the request did not come on a stream of its own, or its response is finished
 * @throws {NotInWorkerError} `ERR_NOT_IN_WORKER` on a worker
 */
export function detachConnection(
  handler: HandlerHooks,
  response: ResponseBuffer,
  options?: DetachOptions,
): Duplex {
  if (response.finished) throw afterEnd(handler, response, "Cannot detach() after finish()");
  if (response.isElsewhere) throw new NotInWorkerError("this.detach()", detachAdvice);
  const { connection } = handler.request;
  if (connection.detach === undefined) {
    throw new TypeError("Cannot detach as the request did not come on a stream of its own");
  }
  const socket = connection.detach(options);
  response.finished = true;
  endRequest(handler, response);
  return socket;
}

/** Breaks a response off of which a part is sent: only so the client can see that it is not the whole. */
export function abandonResponse(handler: HandlerHooks, response: ResponseBuffer): void {
  if (response.finished) return;
  response.finished = true;
  if (response.isElsewhere) return;
  handler.request.connection.close?.();
  endLogged(handler, response);
}

/** Somebody else has answered, on the connection itself: what is left is the log, and `onFinish`. */
export function concludeResponse(handler: HandlerHooks, response: ResponseBuffer): void {
  if (response.finished) return;
  response.finished = true;
  endLogged(handler, response);
}

/** Calls `onFinish`, once, whatever happens in it. */
export function endRequest(handler: HandlerHooks, response: ResponseBuffer): void {
  if (response.ended) return;
  response.ended = true;
  clearTimeout(response.deadline);
  const { uploads } = response;
  callSafely(
    "onFinish",
    uploads === undefined ? onFinish : (ending) => endAndDiscard(ending, uploads),
    handler,
  );
}

/**
 * Calls code of the application on which nothing depends any more: what it throws, now or later, is logged.
 *
 * @param call - no closure where it is called for every request, hence the handler beside it
 */
export function callSafely(
  name: string,
  call: (handler: HandlerHooks) => unknown,
  handler: HandlerHooks,
): void {
  try {
    const result = call(handler);
    if (result !== undefined && isThenable(result))
      result.then(undefined, (error) => logUncaught(name, error, handler));
  } catch (error) {
    logUncaught(name, error, handler);
  }
}

/** The log function of an application may turn out to be asynchronous. */
function logRequest(handler: HandlerHooks): unknown {
  return handler.application.logRequest(handler);
}

function onFinish(handler: HandlerHooks): HookResult {
  return handler.onFinish();
}

async function endAndDiscard(handler: HandlerHooks, uploads: Uploads): Promise<void> {
  try {
    await handler.onFinish();
  } finally {
    await uploads.discard();
  }
}

function logUncaught(name: string, error: unknown, { request }: HandlerHooks): void {
  reportUncaught(`${name}: ${requestSummary(request)}`, error, request);
}

function completeHeaders(handler: HandlerHooks, response: ResponseBuffer): void {
  const { method } = handler.request;
  if (response.status === 200 && (method === "GET" || method === "HEAD"))
    answerConditionally(handler, response);
  if (response.status === 204 || response.status === 304 || response.status < 200) {
    // RFC 9110 §6.4.1: these never have content, so nothing may describe it.
    if (response.hasBody) throw new TypeError(`Cannot send body with ${response.status}`);
    for (const name of ["Content-Encoding", "Content-Language", "Content-Type"])
      response.headers.delete(name);
  } else if (!response.headers.has("Content-Length")) {
    appendField(response.headers, "Content-Length", String(response.bodyLength));
  }
}

function answerConditionally(handler: HandlerHooks, response: ResponseBuffer): void {
  if (!response.headers.has("Etag")) handler.setEtagHeader();
  const { headers } = handler.request;
  if (hasOtherPrecondition(headers)) {
    const current = describedBy(response.headers);
    if (failsToMatch(headers, current)) return replaceBody(response, 412);
    if (!headers.has("If-None-Match") && isUnmodified(headers, current)) return replaceBody(response, 304);
  }
  if (handler.checkEtagHeader()) replaceBody(response, 304);
}

/** RFC 9110 §15.5.13, §15.4.5: the content was not wanted as it is. */
function replaceBody(response: ResponseBuffer, status: 304 | 412): void {
  response.discardBody();
  response.setStatus(status);
}

function sendLast(
  handler: HandlerHooks,
  response: ResponseBuffer,
  chunk: OutputChunk,
): Promise<void> | undefined {
  const { connection } = handler.request;
  try {
    const writing = sendChunk(handler, response, chunk);
    connection.finish();
    return writing;
  } catch (error) {
    // What cannot be completed must not leave the client waiting.
    connection.close?.();
    throw error;
  }
}

function sendPending(handler: HandlerHooks, response: ResponseBuffer): Promise<void> | undefined {
  const chunk = nextChunk(handler, response, false);
  if (chunk instanceof Promise) return sendLater(handler, response, chunk);
  return sendChunk(handler, response, chunk);
}

async function sendLater(
  handler: HandlerHooks,
  response: ResponseBuffer,
  transforming: Promise<OutputChunk>,
): Promise<void> {
  const chunk = await transforming;
  if (response.clientClosed) throw new ClientClosedError();
  return sendChunk(handler, response, chunk);
}

/** What was written since the last time, as the application's transforms leave it. */
function nextChunk(
  { application, request }: HandlerHooks,
  response: ResponseBuffer,
  isLast: boolean,
): OutputChunk | Promise<OutputChunk> {
  const body = response.takeBody();
  const { transforms } = application;
  if (transforms === undefined || transforms.length === 0) return body;
  response.output ??= new TransformedOutput(transforms, request);
  const chunk = response.output.next(response, body, isLast);
  // From here on the transforms have decided on the header fields.
  response.headersWritten = true;
  return chunk;
}

function sendChunk(
  handler: HandlerHooks,
  response: ResponseBuffer,
  chunk: OutputChunk,
): Promise<void> | undefined {
  const { connection, method } = handler.request;
  const content = method === "HEAD" ? undefined : chunk;
  if (response.isHeadSent) return content === undefined ? undefined : connection.write(content);
  response.isHeadSent = true;
  response.headersWritten = true;
  return connection.writeHeaders(startLineOf(response), allFields(response), content);
}

function startLineOf(response: ResponseBuffer): ResponseStartLine {
  return { version: "HTTP/1.1", code: response.status, reason: response.reason };
}

/** The cookies come after all other fields, so that an error page, which clears those, still carries them. */
function allFields({ headers, cookies }: ResponseBuffer): HTTPHeaders {
  if (cookies !== undefined) for (const line of cookies.values()) headers.add("Set-Cookie", line);
  return headers;
}

/** A write that failed because the client left must not end the process where nobody awaits it. */
function unwatched(writing: Promise<void> | undefined): Promise<void> {
  if (writing === undefined) return written;
  writing.catch(() => {});
  return writing;
}
