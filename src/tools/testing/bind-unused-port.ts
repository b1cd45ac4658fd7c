import type { AddressInfo, Server } from "node:net";
import { bindSockets } from "../../net/netutil/index.ts";

/** A listener on a port that was free. */
export interface UnusedPort {
  /** For `server.addSocket()`; or to be closed, if a test needs a port on which nobody listens. */
  readonly socket: Server;
  readonly port: number;
}

/**
 * Listens on a port that nobody else uses.
 *
 * @param address - an address of this machine. Default: `127.0.0.1`
 * @see tornado.testing.bind_unused_port
 */
export async function bindUnusedPort(address = "127.0.0.1"): Promise<UnusedPort> {
  const [socket] = await bindSockets(0, address);
  if (socket === undefined) throw new TypeError("Cannot bind a port on a worker");
  const { port } = socket.address() as AddressInfo;
  return { socket, port };
}
