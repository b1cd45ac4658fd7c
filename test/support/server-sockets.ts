import { once } from "node:events";
import type { Socket } from "node:net";
import { HTTPServer } from "typhoon/httpserver";

/** A server that shows its side of each connection, in the order in which they came. */
export class ServerWithSockets extends HTTPServer {
  readonly sockets: Socket[] = [];

  override handleStream(socket: Socket, address: string): void {
    this.sockets.push(socket);
    super.handleStream(socket, address);
  }

  /** Resolves when the server has read that many bytes of its latest connection, and done with them what it does. */
  async hasRead(bytes: number): Promise<void> {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error("Nobody has connected yet");
    while (socket.bytesRead < bytes) await once(socket, "data");
  }
}
