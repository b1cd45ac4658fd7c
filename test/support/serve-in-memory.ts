import {
  type HTTP1ConnectionOptions,
  HTTP1ConnectionParameters,
  HTTP1ServerConnection,
} from "typhoon/http1connection";
import type { HTTPServerConnectionDelegate } from "typhoon/httputil";
import { ConnectionSet } from "#typhoon/http/http1connection/internal.js";
import { MemorySocket } from "./memory-socket.ts";

/** @returns a function that opens a connection to the delegate, without a network */
export function serveInMemory(
  delegate: HTTPServerConnectionDelegate,
  options: HTTP1ConnectionOptions = {},
): () => MemorySocket {
  const parameters = new HTTP1ConnectionParameters(options);
  const connections = new ConnectionSet<HTTP1ServerConnection>(parameters.timeoutsMs);
  return () => {
    const socket = new MemorySocket();
    new HTTP1ServerConnection(socket, { parameters, connections }).startServing(delegate);
    return socket;
  };
}

/** Delivers `bytes` cut at these positions, and returns what was answered, without its dates. */
export function answerInMemory(socket: MemorySocket, bytes: Buffer, cuts: readonly number[]): string {
  let start = 0;
  for (const end of [...cuts, bytes.length]) {
    socket.deliver(bytes.subarray(start, end));
    start = end;
  }
  const answer = socket.written.replace(/^Date: .*\r\n/gm, "");
  const state = socket.isEnded ? "closed" : "open";
  socket.destroy();
  return `${answer}(${state})`;
}
