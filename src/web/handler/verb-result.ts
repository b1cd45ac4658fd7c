import { isThenable } from "../../concurrent/internal.ts";
import { coroutine } from "../../loop/gen/index.ts";
import { isGenerator } from "../../loop/gen/internal.ts";
import { type RequestHandler, responseOf } from "./request-handler.ts";
import { sendStream } from "./response-stream.ts";
import { writeReturned } from "./returned-body.ts";

/**
 * What is to be awaited of what `prepare` or `dataReceived` returned, if anything.
 *
 * @param name - the method's name
 * @throws {TypeError} if it is a value: a hook has no body
 */
export function pendingResult(
  handler: RequestHandler,
  name: string,
  result: unknown,
): PromiseLike<unknown> | undefined {
  if (result === undefined) return undefined;
  if (isThenable(result)) return result;
  if (isGenerator(result)) return coroutine(() => result)();
  refuseResult(handler, name, result);
  return undefined;
}

/**
 * What is to be awaited of what a method for an HTTP method returned, if anything. What that resolves to is for
 * {@link deliver}; a value that is there already is delivered here.
 */
export function startResult(handler: RequestHandler, result: unknown): PromiseLike<unknown> | undefined {
  if (result === undefined) return undefined;
  const awaited = awaitable(result);
  return isThenable(awaited) ? awaited : deliver(handler, awaited);
}

/** A generator as the coroutine that it is; anything else as it is. */
export function awaitable(result: unknown): unknown {
  return isGenerator(result) ? coroutine(() => result)() : result;
}

/**
 * Writes what a method returned, after whatever it has written; the value of one that has finished its response is dropped.
 *
 * @returns a promise for a stream
 * @throws {TypeError} if it is a value that no response can hold
 */
export function deliver(handler: RequestHandler, value: unknown): Promise<void> | undefined {
  const { finished, clientClosed, autoFinish } = responseOf(handler);
  if (value === undefined || finished || clientClosed) return undefined;
  if (!autoFinish) refuseResult(handler, handler.request.method.toLowerCase(), value);
  if (isAsyncIterable(value)) return sendStream(handler, value);
  writeReturned(handler, value);
  return undefined;
}

/**
 * A value of a hook would be lost, though it may be meant as the response.
 *
 * @throws {TypeError} if there is a value and the response still waits for its body
 */
export function refuseResult(handler: RequestHandler, name: string, result: unknown): void {
  if (result === undefined || responseOf(handler).finished) return;
  const value = isAsyncIterable(result) ? "an async generator" : describe(result);
  throw new TypeError(
    `Cannot use what ${handler.constructor.name}.${name}() returned because it has to return nothing: it is ${value}; send it with this.finish(...)`,
  );
}

/** Whether a method that returned this has not ended yet. */
export function isPending(result: unknown): boolean {
  return isThenable(result) || isGenerator(result) || isAsyncIterable(result);
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

function describe(value: unknown): string {
  if (typeof value !== "object" || value === null) return `${typeof value} ${String(value).slice(0, 40)}`;
  return `an object of ${value.constructor?.name ?? "no class"}`;
}
