import type { Server, Socket } from "node:net";
import { loopRest } from "../../concurrent/internal.ts";
import { plainAddress } from "./is-valid-ip.ts";

/**
 * Calls `callback` with each connection that a listener accepts.
 *
 * @param listener - such as `bindSockets` gives
 * @param callback - gets the socket and the client's IP address
 * @returns stops that when called; the listener stays open
 * @see tornado.netutil.add_accept_handler
 */
export function addAcceptHandler(
  listener: Server,
  callback: (socket: Socket, address: string) => void,
): () => void {
  const accept = (socket: Socket) => {
    if (loopRest.isOn) loopRest.end();
    callback(socket, plainAddress(socket.remoteAddress ?? ""));
  };
  listener.on("connection", accept);
  return () => {
    listener.off("connection", accept);
  };
}
