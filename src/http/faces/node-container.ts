import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request as openRequest,
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
import { ContainerSocket } from "./container-socket.ts";

/** What `http.createServer` takes: an application of Express, `koa.callback()`, or a function. */
export type ContainedListener = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Whoever sends the request has been held to the limits of this library's server already. */
const unlimited = { requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0, maxHeaderSize: 1_048_576 };

/**
 * Runs an application that was written for `node:http` behind a rule, so that it can move over piece by piece.
 *
 * It is given Node's own `IncomingMessage` and `ServerResponse`, over a connection within this process: what it does with
 * them works as it did, streams, backpressure and the client's leaving included. Other protocols (`upgrade`) do not.
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
    else response.writeHead(500).end("Internal Server Error");
  }
}

/** A request that goes to the listener, and its answer. */
class ContainedExchange implements HTTPMessageDelegate {
  readonly #server: Server;
  readonly #connection: HTTPConnection;
  #outgoing: ClientRequest | undefined;
  #isOver = false;

  constructor(server: Server, connection: HTTPConnection) {
    this.#server = server;
    this.#connection = connection;
  }

  headersReceived(startLine: RequestStartLine | ResponseStartLine, headers: HTTPHeaders): void {
    if ("code" in startLine) throw new TypeError("Cannot serve a response");
    const context = this.#connection.context ?? { remoteIp: "", protocol: "http" };
    const [ours, theirs] = ContainerSocket.pair(context);
    this.#server.emit("connection", theirs);
    const { method, path } = startLine;
    this.#outgoing = openRequest({ createConnection: () => ours, method, path, headers: fieldsOf(headers) })
      .on("response", (response) => void this.#relay(response))
      .on("information", ({ statusCode, rawHeaders }) => this.#writeHead(statusCode, "", rawHeaders))
      .on("error", () => this.#breakOff());
    this.#outgoing.flushHeaders();
  }

  dataReceived(chunk: Buffer): void | Promise<void> {
    const outgoing = this.#outgoing;
    if (outgoing === undefined || outgoing.destroyed || outgoing.write(chunk)) return;
    return new Promise((resolve) => {
      const goOn = () => {
        outgoing.off("drain", goOn).off("close", goOn);
        resolve();
      };
      outgoing.on("drain", goOn).on("close", goOn);
    });
  }

  finish(): void {
    this.#outgoing?.end();
  }

  /** The listener sees its client leave. */
  onConnectionClose(): void {
    this.#isOver = true;
    this.#outgoing?.destroy();
  }

  async #relay(response: IncomingMessage): Promise<void> {
    try {
      await this.#writeHead(response.statusCode ?? 500, response.statusMessage ?? "", response.rawHeaders);
      for await (const piece of response) await this.#connection.write(piece);
      if (this.#isOver) return;
      this.#isOver = true;
      this.#connection.finish();
    } catch {
      this.#breakOff();
    } finally {
      this.#outgoing?.destroy();
    }
  }

  #writeHead(code: number, reason: string, rawHeaders: readonly string[]): Promise<void> | undefined {
    if (code === 100 || this.#isOver) return undefined;
    return this.#connection.writeHeaders({ version: "HTTP/1.1", code, reason }, answerFields(rawHeaders));
  }

  /** As it would be without us: the client's connection breaks. */
  #breakOff(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#connection.close?.();
  }
}

function fieldsOf(headers: HTTPHeaders): readonly string[] {
  const fields = [...headers].flat();
  // Without these, Node's client would say that the connection ends, and that a body follows.
  if (!headers.has("Connection")) fields.push("Connection", "keep-alive");
  if (!headers.has("Content-Length") && !headers.has("Transfer-Encoding")) fields.push("Content-Length", "0");
  return fields;
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
