import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { pipeline, type Readable } from "node:stream";
import type { ConnectionPool } from "./connection-pool.ts";
import type { ConnectionSettings } from "./connection-settings.ts";
import type { Exchange } from "./exchange.ts";
import { ResponseFilter } from "./response-filter.ts";
import type { WireRequest } from "./wire-request.ts";

/** RFC 9110 §10.1.1: a server may not know the expectation, so nobody waits for ever. */
const longestWaitMs = 1000;

/**
 * Sends a request whose body follows when the server has agreed to it (`Expect: 100-continue`), on a connection of its own.
 *
 * It goes through `node:http`, because undici takes a `100 (Continue)` for an error.
 *
 * @param pool - makes the socket
 * @param exchange - is told the answer
 * @param signal - gives it up
 */
export function sendAfterContinue(
  wire: WireRequest,
  settings: ConnectionSettings,
  pool: ConnectionPool,
  exchange: Exchange,
  signal: AbortSignal,
): void {
  pool.connect(settings, signal).then(
    (socket) => sendOn(socket, wire, settings, pool.maxHeaderSize, exchange, signal),
    (error: Error) => exchange.onResponseError(undefined, error),
  );
}

function sendOn(
  socket: Socket,
  wire: WireRequest,
  settings: ConnectionSettings,
  maxHeaderSize: number,
  exchange: Exchange,
  signal: AbortSignal,
): void {
  const request = httpRequest({
    createConnection: () => socket,
    headers: expectingHeaders(wire, settings),
    maxHeaderSize,
    method: wire.method,
    path: wire.path,
    signal,
  });
  const filter = new ResponseFilter(socket, maxHeaderSize);
  filter.expect(wire.method);
  const { body } = wire;
  const discard = () => isStream(body) && body.destroy();
  const forget = () => {
    clearTimeout(timer);
    filter.onInterim = undefined;
  };
  const proceed = () => {
    forget();
    sendBody(request, body);
  };
  const timer = setTimeout(proceed, longestWaitMs);
  filter.onInterim = (code) => {
    if (code === 100) proceed();
  };
  request.on("response", (message) => {
    forget();
    readAnswer(message, exchange, () => {
      discard();
      request.destroy();
    });
  });
  request.on("error", (error) => {
    forget();
    discard();
    exchange.onResponseError(undefined, error);
  });
  exchange.onRequestStart();
  request.flushHeaders();
}

function sendBody(request: ClientRequest, body: WireRequest["body"]): void {
  // Its errors are the request's: pipeline destroys it with them.
  if (isStream(body)) pipeline(body, request, () => {});
  else request.end(body);
}

function readAnswer(message: IncomingMessage, exchange: Exchange, onEnd: () => void): void {
  exchange.source = message;
  exchange.onResponseStart(message, message.statusCode ?? 0, undefined, message.statusMessage);
  message.on("data", (chunk: Buffer) => exchange.onResponseData(message, chunk));
  message.on("end", () => {
    exchange.onResponseEnd();
    onEnd();
  });
  message.on("error", (error) => {
    exchange.onResponseError(undefined, error);
    onEnd();
  });
}

/** As a list these go out as they are, so everything has to be there. */
function expectingHeaders({ headers, body }: WireRequest, { origin }: ConnectionSettings): string[] {
  const names = new Set(headers.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()));
  return [
    ...(names.has("host") ? [] : ["Host", new URL(origin).host]),
    ...headers,
    ...["Expect", "100-continue", "Connection", "close"],
    ...framing(names, body),
  ];
}

function framing(names: ReadonlySet<string>, body: WireRequest["body"]): string[] {
  if (names.has("content-length")) return [];
  if (body instanceof Uint8Array) return ["Content-Length", String(body.length)];
  return ["Transfer-Encoding", "chunked"];
}

function isStream(body: WireRequest["body"]): body is Readable {
  return typeof body === "object" && body !== null && "destroy" in body && "pipe" in body;
}
