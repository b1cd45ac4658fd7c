import { anyValue, OptionRules, text } from "../../base/errors/internal.ts";
import { HTTPHeaders, type HTTPServerConnectionDelegate, type ResponseStartLine } from "../httputil/index.ts";
import type { Answer } from "./answer-sink.ts";
import { exchangeInMemory } from "./in-memory.ts";

/** What a `Request` does not say of itself. */
export interface FetchOptions {
  /** The most bytes of its body; beyond it the answer is a 413. Default: 104,857,600. */
  readonly maxBodySize?: number;
  /** The most bytes of a body that is kept whole, as of a server. Default: `maxBodySize`, or else 1,048,576. */
  readonly maxWholeBodySize?: number;
  /** The client's address, if the platform knows it. Default: `"0.0.0.0"`. */
  readonly remoteIp?: string;
}

/**
 * Answers a `Request` of the Fetch standard in this process, without a socket.
 *
 * Bodies stream both ways with backpressure; when the request's `signal` is aborted, or the reader of the response's body
 * cancels it, the client has left. A handler cannot `detach()`.
 *
 * @param delegate - for example an `Application`, which has this as its method `fetch`
 * @param request - its URL gives target, protocol and, unless it has that field, `Host`
 * @param options - what the request does not say
 * @returns resolves with the head of the answer; rejects with the signal's reason when it is aborted first, and with an
 *   `HTTPOutputError` if the application broke its answer off before that
 * @example
 * ```ts
 * import { fetchFrom } from "typhoon/faces";
 * import { HTTPHeaders } from "typhoon/httputil";
 * import { RuleRouter } from "typhoon/routing";
 *
 * const router = new RuleRouter([
 *   ["/hello", ({ connection }) => {
 *     connection.writeHeaders({ version: "HTTP/1.1", code: 200, reason: "OK" }, new HTTPHeaders(), "Hello");
 *     connection.finish();
 *   }],
 * ]);
 * const response = await fetchFrom(router, new Request("http://example.com/hello"));
 * await response.text();   // "Hello"
 * ```
 */
export function fetchFrom(
  delegate: HTTPServerConnectionDelegate,
  request: Request,
  options: FetchOptions = {},
): Promise<Response> {
  optionRules.check(options);
  const { remoteIp = "0.0.0.0", maxBodySize, maxWholeBodySize } = options;
  const url = new URL(request.url);
  return exchangeInMemory(delegate, {
    startLine: { method: request.method, path: url.pathname + url.search, version: "HTTP/1.1" },
    headers: headersOf(request, url),
    body: request.body ?? undefined,
    context: { remoteIp, protocol: url.protocol === "https:" ? "https" : "http" },
    signal: request.signal,
    make: responseOf,
    check: checkStatus,
    maxBodySize,
    maxWholeBodySize,
  });
}

const optionRules = new OptionRules<FetchOptions>("handle a fetch", {
  maxBodySize: anyValue,
  maxWholeBodySize: anyValue,
  remoteIp: text,
});

/** A `Request` has no `Host` of its own: it is in the URL. */
function headersOf(request: Request, url: URL): HTTPHeaders {
  const headers = new HTTPHeaders(request.headers);
  if (!headers.has("Host")) headers.set("Host", url.host);
  return headers;
}

function checkStatus({ code }: ResponseStartLine): void {
  if (code >= 200 && code <= 599) return;
  throw new RangeError(`Cannot answer a fetch with a status outside of 200 to 599: current value is ${code}`);
}

function responseOf({ startLine, headers, body }: Answer): Response {
  const { code, reason } = startLine;
  const fields = new Headers();
  for (const [name, value] of headers) fields.append(name, value);
  // The Fetch standard counts 205 among the statuses without a body.
  return new Response(code === 205 ? null : body, { status: code, statusText: reason, headers: fields });
}
