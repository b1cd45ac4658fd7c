import type { Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import { HTTPServer } from "typhoon/httpserver";

/** A server that shows its side of each connection, in the order in which they came. */
export class ServerWithSockets extends HTTPServer {
  readonly sockets: Socket[] = [];

  override handleStream(socket: Socket, address: string): void {
    this.sockets.push(socket);
    super.handleStream(socket, address);
  }

  /** Resolves when the server has read that many bytes of a connection, and done with them what it does. Default: the latest. */
  async hasRead(bytes: number, connection = -1): Promise<void> {
    const socket = this.sockets.at(connection);
    if (socket === undefined) throw new Error("Nobody has connected yet");
    while (socket.bytesRead < bytes) await setImmediate();
  }
}
