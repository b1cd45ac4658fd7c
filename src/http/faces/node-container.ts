import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { appLog } from "../../base/log/index.ts";
import {
  type HTTPConnection,
  HTTPHeaders,
  type HTTPMessageDelegate,
  type HTTPServerConnectionDelegate,
  type RequestStartLine,
  type ResponseStartLine,
} from "../httputil/index.ts";
import { appendField } from "../httputil/internal.ts";
import { ClientEnd } from "./client-end.ts";
import { ContainedRequest } from "./contained-request.ts";

/** What `http.createServer` takes: an application of Express, `koa.callback()`, or a function. */
export type ContainedListener = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Whoever sends the request has been held to the limits of this library's server already. */
const unlimited = { requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0, maxHeaderSize: 1_048_576 };

/**
 * Runs an application that was written for `node:http` behind a rule, so that it can move over piece by piece.
 *
 * It is given Node's own `IncomingMessage` and `ServerResponse`, over a connection within this process: what it does with
 * them works as it did, streams, backpressure, early hints, trailers of the answer and the client's leaving included.
 * Other protocols (`upgrade`, `CONNECT`) do not. The request is the client's, in its version and without fields of ours,
 * apart from a target in absolute form: `request.url` is its path, which the rules have matched, and the `Host` field its
 * host. Trailers of a request are checked and dropped. `request.socket` has the client's address and port.
 *
 * @param listener - what it throws, or its promise is rejected with, is logged and answered with 500
 * @example
 * ```ts
 * import { nodeContainer } from "typhoon/faces";
 * import { Application, RequestHandler } from "typhoon/web";
 *
 * class NewHandler extends RequestHandler {
 *   get() { this.write("moved over"); }
 * }
 * const app = new Application([
 *   ["/new", NewHandler],
 *   ["/.*", nodeContainer((request, response) => response.end(`still ${request.url}`))],
 * ]);
 * ```
 * @see tornado.wsgi.WSGIContainer
 */
export function nodeContainer(listener: ContainedListener): HTTPServerConnectionDelegate {
  const server = createServer(unlimited, (request, response) => void callSafely(listener, request, response));
  // Node would leave out the rest.
  server.maxHeadersCount = 0;
  return { startRequest: (_connection, connection) => new ContainedExchange(server, connection) };
}

/** A failure of one request is not to end the process, in which others are served too. */
async function callSafely(
  listener: ContainedListener,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await listener(request, response);
  } catch (error) {
    appLog.error(
      { err: error },
      `Uncaught exception in a contained listener: ${request.method} ${request.url}`,
    );
    if (response.headersSent) response.destroy();
    else response.writeHead(500, "Internal Server Error").end("Internal Server Error");
  }
}

/** A request that goes to the listener, and its answer. */
class ContainedExchange implements HTTPMessageDelegate {
  readonly #server: Server;
  readonly #connection: HTTPConnection;
  #request: ContainedRequest | undefined;
  #answer: ClientRequest | undefined;
  #isOver = false;

  constructor(server: Server, connection: HTTPConnection) {
    this.#server = server;
    this.#connection = connection;
  }

  headersReceived(startLine: RequestStartLine | ResponseStartLine, headers: HTTPHeaders): void {
    if ("code" in startLine) throw new TypeError("Cannot serve a response");
    const client = new ClientEnd(this.#connection.context ?? { remoteIp: "", protocol: "http" });
    this.#request = new ContainedRequest(client.socket, startLine, headers);
    this.#server.emit("connection", client.socket);
    this.#answer = client
      .openAnswer(startLine.method)
      .on("response", (response) => void this.#relay(response))
      .on("information", (interim) => void this.#writeHead(interim))
      .on("error", () => this.#breakOff())
      .end();
  }

  dataReceived(chunk: Buffer): Promise<void> | undefined {
    return this.#request?.write(chunk);
  }

  finish(): void {
    this.#request?.end();
  }

  /** The listener sees its client leave. */
  onConnectionClose(): void {
    this.#isOver = true;
    this.#answer?.destroy();
  }

  async #relay(response: IncomingMessage): Promise<void> {
    try {
      await this.#writeHead(response);
      for await (const piece of response) await this.#connection.write(piece);
      if (this.#isOver) return;
      this.#isOver = true;
      this.#connection.finish(trailersOf(response));
    } catch {
      this.#breakOff();
    } finally {
      this.#answer?.destroy();
    }
  }

  /** `100 (Continue)` is for this library's server to say, as it is what reads the body. */
  #writeHead({ statusCode = 500, statusMessage = "", rawHeaders }: AnswerHead): Promise<void> | undefined {
    if (statusCode === 100 || this.#isOver) return undefined;
    const startLine = { version: "HTTP/1.1", code: statusCode, reason: statusMessage };
    return this.#connection.writeHeaders(startLine, answerFields(rawHeaders));
  }

  /** As it would be without us: the client's connection breaks. */
  #breakOff(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#connection.close?.();
  }
}

/** An answer, interim or final. */
interface AnswerHead {
  readonly statusCode?: number | undefined;
  readonly statusMessage?: string | undefined;
  readonly rawHeaders: readonly string[];
}

/** Framing and connection are those of the outer answer; only that it is to be closed is the listener's own wish. */
function answerFields(rawHeaders: readonly string[]): HTTPHeaders {
  const headers = new HTTPHeaders();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name = "", value = ""] = [rawHeaders[i], rawHeaders[i + 1]];
    if (/^(?:keep-alive|transfer-encoding)$/i.test(name)) continue;
    if (/^connection$/i.test(name) && !/^close$/i.test(value)) continue;
    appendField(headers, name, value);
  }
  return headers;
}

function trailersOf({ rawTrailers }: IncomingMessage): HTTPHeaders | undefined {
  if (rawTrailers.length === 0) return undefined;
  const trailers = new HTTPHeaders();
  for (let i = 0; i < rawTrailers.length; i += 2) {
    const [name = "", value = ""] = [rawTrailers[i], rawTrailers[i + 1]];
    appendField(trailers, name, value);
  }
  return trailers;
}
