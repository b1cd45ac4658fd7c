import { offAbort, onAbort } from "../../concurrent/internal.ts";
import type {
  HTTPHeaders,
  HTTPServerConnectionDelegate,
  RequestContext,
  RequestStartLine,
} from "../httputil/index.ts";
import { type AnswerForm, AnswerSink } from "./answer-sink.ts";
import { MessageExchange } from "./message-exchange.ts";
import type { RequestBodyOptions, RequestPieces } from "./request-body.ts";

/** A request from this process, and what becomes of its answer. */
export interface InMemoryRequest<Result> extends RequestBodyOptions, AnswerForm<Result> {
  readonly startLine: RequestStartLine;
  readonly headers: HTTPHeaders;
  /** Default: no body. */
  readonly body?: RequestPieces | undefined;
  readonly context: RequestContext;
  /** Aborted, it is a client that leaves. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends one request to an application in this process.
 *
 * @returns resolves when the head of the answer is there, while its body may still come; rejects with the signal's reason
 *   if it is aborted first, and with an `HTTPOutputError` if the application broke its answer off before that
 */
export function exchangeInMemory<Result>(
  delegate: HTTPServerConnectionDelegate,
  request: InMemoryRequest<Result>,
): Promise<Result> {
  const { signal } = request;
  if (signal?.aborted === true) return Promise.reject(signal.reason);
  const leave = () => {
    sink.fail(signal?.reason);
    exchange.clientLeft(signal?.reason);
  };
  const sink = new AnswerSink<Result>({
    ...request,
    onCancel: (reason) => exchange.clientLeft(reason),
    onEnd: () => signal !== undefined && offAbort(signal, leave),
  });
  const exchange = new MessageExchange({ ...request, sink });
  if (signal !== undefined) onAbort(signal, leave);
  exchange.start(delegate);
  return sink.result;
}
