import type { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { anyValue, list, OptionRules, trueOrFalse } from "../../base/errors/internal.ts";
import { plainAddress } from "../../net/netutil/internal.ts";
import { HTTP1ServerConnection } from "../http1connection/index.ts";
import type { ProxyOptions } from "../httpserver/index.ts";
import { behindProxy, contextOf, memoryBudget } from "../httpserver/internal.ts";
import { HTTPHeaders, type HTTPServerConnectionDelegate, type RequestContext } from "../httputil/index.ts";
import { appendField } from "../httputil/internal.ts";
import { MessageExchange } from "./message-exchange.ts";
import { NodeSink } from "./node-sink.ts";
import type { RequestPieces } from "./request-body.ts";

/** How a listener for Node's own servers serves. */
export interface NodeFaceOptions extends ProxyOptions {
  /** The most bytes of a body; beyond it 413. Default: 104,857,600. */
  readonly maxBodySize?: number;
  /** The most bytes of bodies that are kept in memory, of all requests together; beyond it 503. Default: 536,870,912. */
  readonly maxBufferedBytes?: number;
  /** The most bytes of a body that is kept whole, as of a server of ours. Default: `maxBodySize`, or else 1,048,576. */
  readonly maxWholeBodySize?: number;
}

/** What `http.createServer`, `https.createServer` and Express take to answer a request. */
export type NodeListener = (request: IncomingMessage, response: ServerResponse) => void;

/** What a server of Node's calls for a request that offers another protocol. */
export type NodeUpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/**
 * Lets an application answer the requests of a server of `node:http` or `node:https`, or a part of them.
 *
 * The messages are then Node's: its parser, its limits, its timeouts. A handler cannot `detach()`: for WebSockets and
 * the like, add {@link nodeUpgradeListener}.
 *
 * @param delegate - for example an `Application`
 * @param options - as for a server of ours
 * @example
 * ```ts
 * import { createServer } from "node:http";
 * import { nodeListener } from "typhoon/faces";
 * import { Application, RequestHandler } from "typhoon/web";
 *
 * class MainHandler extends RequestHandler {
 *   get() { this.write("Hello, world"); }
 * }
 * const server = createServer(nodeListener(new Application([["/", MainHandler]])));
 * server.listen(8888, () => server.close());
 * ```
 */
export function nodeListener(
  delegate: HTTPServerConnectionDelegate,
  options: NodeFaceOptions = {},
): NodeListener {
  optionRules.check(options);
  const served = behindProxy(delegate, options);
  const { maxBodySize, maxWholeBodySize } = options;
  const budget = memoryBudget(options);
  return (request, response) => {
    const { method = "GET", url = "/", httpVersion } = request;
    const exchange = new MessageExchange({
      startLine: { method, path: url, version: `HTTP/${httpVersion}` },
      headers: headersOf(request),
      body: bodyOf(request),
      context: contextOfNode(request.socket),
      sink: new NodeSink(response),
      maxBodySize,
      maxWholeBodySize,
      budget,
    });
    response.on("close", () => exchange.clientLeft(request.errored ?? undefined));
    exchange.start(served);
  };
}

/**
 * Takes the connections over on which a client of Node's server offers another protocol, such as WebSocket.
 *
 * From there on it is this library's own HTTP/1.1 that reads them, beginning with the request that made the offer, whether
 * the application takes the offer or not.
 *
 * @param delegate - for example an `Application`
 * @param options - as for a server of ours
 * @example
 * ```ts
 * import { createServer } from "node:http";
 * import { nodeListener, nodeUpgradeListener } from "typhoon/faces";
 * import { Application } from "typhoon/web";
 *
 * const app = new Application();
 * const server = createServer(nodeListener(app)).on("upgrade", nodeUpgradeListener(app));
 * server.listen(8888, () => server.close());
 * ```
 */
export function nodeUpgradeListener(
  delegate: HTTPServerConnectionDelegate,
  options: NodeFaceOptions = {},
): NodeUpgradeListener {
  optionRules.check(options);
  const served = behindProxy(delegate, options);
  return (request, socket, head) => {
    if (!(socket instanceof Socket))
      throw new TypeError("Cannot take over an upgrade that is not on a socket");
    socket.unshift(Buffer.concat([headBytes(request), head]));
    new HTTP1ServerConnection(socket, { context: contextOfNode(socket) }).startServing(served);
  };
}

const optionRules = new OptionRules<NodeFaceOptions>("serve requests of Node", {
  maxBodySize: anyValue,
  maxBufferedBytes: anyValue,
  maxWholeBodySize: anyValue,
  trustedDownstream: list,
  xheaders: trueOrFalse,
});

function contextOfNode(socket: Socket): RequestContext {
  return contextOf(socket, plainAddress(socket.remoteAddress ?? ""));
}

/** Node's parser has checked them. The names of HTTP/2 that begin with a colon are no fields; one of them is the host. */
function headersOf({ rawHeaders }: IncomingMessage): HTTPHeaders {
  const headers = new HTTPHeaders();
  let authority: string | undefined;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? "";
    if (!name.startsWith(":")) appendField(headers, name, rawHeaders[i + 1] ?? "");
    else if (name === ":authority") authority = rawHeaders[i + 1];
  }
  if (authority !== undefined) headers.set("Host", authority);
  return headers;
}

/** Not destroyed when nobody wants the rest: the answer still has to go out on the same socket. */
function bodyOf(request: IncomingMessage): RequestPieces | undefined {
  const { "content-length": length, "transfer-encoding": coding } = request.headers;
  if (coding === undefined && (length === undefined || length === "0")) return undefined;
  return request.iterator({ destroyOnReturn: false });
}

/** The request as it came, for another reader. */
function headBytes({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let i = 0; i < rawHeaders.length; i += 2) lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`);
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
}
