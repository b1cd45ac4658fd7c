import { duplexPair } from "node:stream";
import { HTTPHeaders, type HTTPHeadersInit, type HTTPServerConnectionDelegate } from "../httputil/index.ts";
import { exchangeInMemory } from "./in-memory.ts";
import { InjectedResponse } from "./injected-response.ts";
import type { RequestPieces } from "./request-body.ts";

// RFC 9112 §3.
const methodToken = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const requestTarget = /^(?:\*|(?:\/|https?:\/\/)[\x21\x22\x24-\x7e\x80-\xff]*)$/;

/** A request for {@link inject}. */
export interface Injection {
  /** Text, bytes, or pieces of bytes, which are taken as fast as the application takes them. Default: no body. */
  readonly body?: string | Uint8Array | RequestPieces;
  /** Added to `Host: localhost` and, for text or bytes, `Content-Length`. Default: none. */
  readonly headers?: HTTPHeadersInit;
  /** The most bytes of the body; beyond it the answer is a 413. Default: 104,857,600. */
  readonly maxBodySize?: number;
  /** The most bytes of a body that is kept whole, as of a server. Default: `maxBodySize`, or else 1,048,576. */
  readonly maxWholeBodySize?: number;
  /** Default: `"GET"`. */
  readonly method?: string;
  /** Path and query. Default: `"/"`. */
  readonly path?: string;
  /** Default: `"http"`. */
  readonly protocol?: "http" | "https";
  /** The client's address. Default: `"127.0.0.1"`. */
  readonly remoteIp?: string;
  /** Aborted, it is a client that leaves. Default: none. */
  readonly signal?: AbortSignal;
}

/**
 * Sends one request to an application, in memory: no port, no socket, no parser.
 *
 * The application sees what it sees of a client over HTTP/1.1; it can stream, notice that the client leaves, and take the
 * connection over for another protocol.
 *
 * @param delegate - for example an `Application`
 * @param injection - the request, or its path
 * @returns resolves with the head of the answer, while the body may still come; rejects with the signal's reason if it
 *   is aborted first, and with an `HTTPOutputError` if the application broke its answer off before that
 * @throws {TypeError} if no client could send such a method, path or header field
 * @example
 * ```ts
 * import { inject } from "typhoon/testing";
 * import { Application, RequestHandler } from "typhoon/web";
 *
 * class Greeting extends RequestHandler {
 *   get(name: string) { this.write({ hello: name }); }
 * }
 * const app = new Application([["/(\\w+)", Greeting]]);
 *
 * const response = await inject(app, "/world");   // or app.inject("/world")
 * response.status;         // 200
 * await response.json();   // { hello: "world" }
 * ```
 * @see tornado.testing.AsyncHTTPTestCase.fetch
 */
export function inject(
  delegate: HTTPServerConnectionDelegate,
  injection: Injection | string = {},
): Promise<InjectedResponse> {
  const asked = typeof injection === "string" ? { path: injection } : injection;
  const { method = "GET", path = "/", protocol = "http", remoteIp = "127.0.0.1" } = asked;
  if (!methodToken.test(method) || !requestTarget.test(path)) {
    throw new TypeError(
      `Cannot inject a request as no client could send it: current value is ${JSON.stringify(`${method} ${path}`)}; percent-encode the path`,
    );
  }
  return exchangeInMemory(delegate, {
    startLine: { method, path, version: "HTTP/1.1" },
    headers: headersOf(asked),
    body: piecesOf(asked.body),
    context: { remoteIp, protocol },
    signal: asked.signal,
    make: (answer) => new InjectedResponse(answer),
    connect: () => duplexPair(),
    maxBodySize: asked.maxBodySize,
    maxWholeBodySize: asked.maxWholeBodySize,
  });
}

function headersOf({ body, headers: init }: Injection): HTTPHeaders {
  const headers = new HTTPHeaders(init);
  if (!headers.has("Host")) headers.set("Host", "localhost");
  const isWhole = typeof body === "string" || body instanceof Uint8Array;
  if (isWhole && !headers.has("Content-Length")) {
    headers.set("Content-Length", String(Buffer.byteLength(body)));
  }
  return headers;
}

function piecesOf(body: Injection["body"]): RequestPieces | undefined {
  if (typeof body === "string") return [Buffer.from(body)];
  return body instanceof Uint8Array ? [body] : body;
}
