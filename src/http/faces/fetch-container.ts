import { appLog } from "../../base/log/index.ts";
import {
  type HTTPConnection,
  HTTPHeaders,
  HTTPInputError,
  type HTTPMessageDelegate,
  type HTTPServerConnectionDelegate,
  HTTPServerRequest,
  type RequestStartLine,
  type ResponseStartLine,
  reasonPhrase,
} from "../httputil/index.ts";
import { containedUrl } from "./contained-url.ts";
import { ResponseStream } from "./response-stream.ts";

/** What answers a `Request` of the Fetch standard, such as the `fetch` of an application of Hono. */
export type FetchHandler = (request: Request) => Response | Promise<Response>;

/**
 * Runs an application that was written for the Fetch standard behind a rule, so that it can move over piece by piece.
 *
 * Bodies stream both ways with backpressure; the request's `signal` is aborted when the client leaves.
 *
 * The path of the request's URL is the one that the rules have matched. Where reading a URL would change it, or the host,
 * as with dot segments and backslashes, the answer is a 400; where the standard has no such method (`CONNECT`, `TRACE`), a
 * 501. Trailers and interim answers do not exist in this standard.
 *
 * @param handler - what it throws, or its promise is rejected with, is logged and answered with 500
 * @example
 * ```ts
 * import { fetchContainer } from "typhoon/faces";
 * import { Application } from "typhoon/web";
 *
 * const app = new Application([["/api/.*", fetchContainer((request) => Response.json({ url: request.url }))]]);
 * ```
 * @see tornado.wsgi.WSGIContainer
 */
export function fetchContainer(handler: FetchHandler): HTTPServerConnectionDelegate {
  return { startRequest: (_connection, connection) => new FetchExchange(handler, connection) };
}

/** Methods for which the Fetch standard has no body. */
const bodiless = new Set(["GET", "HEAD"]);
const forbidden = new Set(["CONNECT", "TRACE", "TRACK"]);
const capitalized = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"]);

/** A request that goes to the handler, and its answer. */
class FetchExchange implements HTTPMessageDelegate {
  readonly #handler: FetchHandler;
  readonly #connection: HTTPConnection;
  #request: HTTPServerRequest | undefined;
  #body: ResponseStream | undefined;
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;

  constructor(handler: FetchHandler, connection: HTTPConnection) {
    this.#handler = handler;
    this.#connection = connection;
  }

  headersReceived(startLine: RequestStartLine | ResponseStartLine, headers: HTTPHeaders): void {
    if ("code" in startLine) throw new TypeError("Cannot serve a response");
    const request = new HTTPServerRequest(startLine, { headers, connection: this.#connection });
    const hasBody = headers.has("Transfer-Encoding") || Number(headers.get("Content-Length") ?? 0) > 0;
    if (hasBody && !bodiless.has(request.method)) this.#body = new ResponseStream(() => {});
    const asked = requestOf(request, this.#body?.readable);
    this.#request = request;
    void this.#answer(request, asked);
  }

  dataReceived(chunk: Buffer): void | Promise<void> {
    return this.#body?.write(chunk);
  }

  finish(): void {
    this.#body?.end();
  }

  onConnectionClose(reason?: Error): void {
    this.#body?.fail(reason);
    this.#request?.abort(reason);
    this.#reader?.cancel(reason).catch(() => {});
  }

  async #answer(request: HTTPServerRequest, asked: Request): Promise<void> {
    let isStarted = false;
    try {
      const response = await this.#handler(asked);
      if (request.signal.aborted) return await response.body?.cancel(request.signal.reason);
      isStarted = true;
      await this.#send(response);
    } catch (error) {
      if (request.signal.aborted) return;
      appLog.error({ err: error }, `Uncaught exception in a fetch handler: ${request.method} ${request.uri}`);
      if (isStarted) this.#connection.close?.();
      else this.#sendFailure();
    }
  }

  async #send(response: Response): Promise<void> {
    const { status, statusText, body } = response;
    const reason = statusText === "" ? reasonPhrase(status) : statusText;
    const headers = new HTTPHeaders([...response.headers]);
    if (body === null && status !== 204 && status !== 304 && !headers.has("Content-Length"))
      headers.set("Content-Length", "0");
    await this.#connection.writeHeaders({ version: "HTTP/1.1", code: status, reason }, headers);
    const reader = body?.getReader();
    this.#reader = reader;
    for (let piece = await reader?.read(); piece?.value !== undefined; piece = await reader?.read())
      await this.#connection.write(piece.value);
    this.#connection.finish();
  }

  #sendFailure(): void {
    const headers = new HTTPHeaders({ "Content-Length": "0" });
    this.#connection.writeHeaders({ version: "HTTP/1.1", code: 500, reason: reasonPhrase(500) }, headers);
    this.#connection.finish();
  }
}

/** @throws {HTTPInputError} if the standard has no such URL, or no such method */
function requestOf(request: HTTPServerRequest, body: ReadableStream<Uint8Array> | undefined): Request {
  const { method, headers, signal } = request;
  const init = {
    method,
    headers: [...headers].map(([name, value]): [string, string] => [name, value]),
    signal,
  };
  const url = containedUrl(request);
  checkMethod(method);
  return new Request(url, body === undefined ? init : { ...init, body, duplex: "half" });
}

/** The standard forbids some, and writes others in capitals, which is another method (RFC 9110 §9.1). */
function checkMethod(method: string): void {
  const capitals = method.toUpperCase();
  if (!forbidden.has(capitals) && (method === capitals || !capitalized.has(capitals))) return;
  throw new HTTPInputError(`The method ${method} is not understood here (RFC 9110 §15.6.2)`, 501);
}
