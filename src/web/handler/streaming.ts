import type { BodyStream } from "../../http/httputil/internal.ts";
import {
  answerWhenReady,
  checkOrigin,
  decodePath,
  fail,
  type HandlerRoute,
  openHandler,
  type RawPathArguments,
  verbOf,
} from "./lifecycle.ts";
import { type RequestHandler, setBodyStream } from "./request-handler.ts";
import { pendingResult, refuseResult } from "./verb-result.ts";

/** How the body of a request reaches a handler that takes it while it arrives. */
export interface ArrivingBody {
  /** Where the handler reads it; `undefined` if its `dataReceived` is called. */
  readonly stream: BodyStream | undefined;
  /** Resolves when it has wholly arrived, with `false` if it never will. */
  readonly arrived: Promise<boolean>;
}

/**
 * The life of a request whose handler takes the body while it arrives, from its head on. Never rejects.
 *
 * @returns resolves when `prepare` has ended: before, no body may come
 */
export async function executeStreaming(
  handler: RequestHandler,
  route: HandlerRoute,
  raw: RawPathArguments,
  body: ArrivingBody,
): Promise<void> {
  if (body.stream !== undefined) setBodyStream(handler, body.stream);
  try {
    openHandler(handler, route);
    const verb = verbOf(handler, route);
    decodePath(handler, raw);
    // The token comes in a header field or in the query: the body has not been read.
    checkOrigin(handler);
    refuseResult(handler, "prepare", await pendingResult(handler, "prepare", handler.prepare()));
    void answer(handler, route, verb, body);
  } catch (error) {
    fail(handler, error);
  }
}

/** A piece of the body for `dataReceived`. @returns a promise if the handler is not ready for more; never rejected */
export function receiveData(handler: RequestHandler, chunk: Buffer): Promise<void> | undefined {
  try {
    const receiving = pendingResult(handler, "dataReceived", handler.dataReceived(chunk));
    return receiving === undefined ? undefined : received(handler, receiving);
  } catch (error) {
    fail(handler, error);
    return undefined;
  }
}

async function received(handler: RequestHandler, receiving: PromiseLike<unknown>): Promise<void> {
  try {
    await receiving;
  } catch (error) {
    fail(handler, error);
  }
}

/** Who reads the body itself has to run before it arrives; who is called with its pieces runs after the last one. */
async function answer(
  handler: RequestHandler,
  route: HandlerRoute,
  verb: string,
  body: ArrivingBody,
): Promise<void> {
  try {
    if (body.stream === undefined && !(await body.arrived)) return;
    await answerWhenReady(handler, route, verb);
  } catch (error) {
    fail(handler, error);
  }
}
