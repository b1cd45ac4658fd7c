import type { HTTPServerRequest } from "../../http/httputil/index.ts";
import { type BodyChunk, refusalOf } from "./body-chunk.ts";

/** What a method's value is when it has one: a body, pieces of one, or nothing where it was written. */
// biome-ignore lint/suspicious/noConfusingVoidType: a method without `return` has to be a valid override
export type ReturnedBody = BodyChunk | AsyncIterable<BodyChunk | undefined | void> | undefined | void;

/**
 * What a method for an HTTP method may return: its body, a promise of it, a generator that is run as a coroutine and
 * returns it, or an async generator whose values are sent as they come.
 */
export type VerbResult = ReturnedBody | PromiseLike<ReturnedBody> | Generator<unknown, ReturnedBody, unknown>;

/** Under which name a handler writes what a method of it returned; a class that declares its responses checks it. */
export const writeResult: unique symbol = Symbol.for("typhoon.web.writeResult");

/** What is needed of a handler to write what its methods return. */
interface ReturningHandler {
  readonly request: HTTPServerRequest;
  write(chunk: BodyChunk): void;
  [writeResult](value: unknown): void;
}

/** Writes what a method returned. */
export function writeReturned(handler: ReturningHandler, value: unknown): void {
  try {
    handler[writeResult](value);
  } catch (error) {
    throw explained(handler, "returned", value, error);
  }
}

/** Writes what a method yielded. */
export function writeYielded(handler: ReturningHandler, value: unknown): void {
  try {
    // `write` itself refuses what no response can hold.
    handler.write(value as BodyChunk);
  } catch (error) {
    throw explained(handler, "yielded", value, error);
  }
}

/** The sentence of `write`, for one who has not called it. */
function explained(handler: ReturningHandler, how: string, value: unknown, error: unknown): unknown {
  const refusal = refusalOf(value);
  if (refusal === undefined) return error;
  const method = `${handler.constructor.name}.${handler.request.method.toLowerCase()}()`;
  return new TypeError(`Cannot send what ${method} ${how} because ${refusal}`);
}
