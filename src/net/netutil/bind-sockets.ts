import { lookup } from "node:dns/promises";
import { type AddressInfo, createServer, isIP, type Server } from "node:net";
import { workerContext } from "../../concurrent/internal.ts";
import type { BindSocketsOptions } from "./bind-options.ts";
import { bindSocketsRules } from "./bind-options.ts";
import { AddressInUseError } from "./errors.ts";
import { checkListenAddress, checkPort } from "./listen-address.ts";
import { hasCode, listenOnPort } from "./listen-on.ts";
import { reusePortOption } from "./reuse-port.ts";

// A machine without IPv6 still resolves `localhost` to ::1.
const absentAddress = new Set(["EADDRNOTAVAIL", "EAFNOSUPPORT"]);

/**
 * Listens on a port of every address that `address` stands for, and resolves when all are bound.
 *
 * A host name is bound on each of its addresses, with the same port on all, also when `port` is 0.
 *
 * @param port - 0 to 65535; 0 lets the system choose
 * @param address - an IP address or a host name; `undefined` or empty: every address of this machine
 * @param options - how to bind
 * @throws {TypeError} if `port` is not a number, or `address` not text
 * @throws {RangeError} if `port` is no port, or this version of Node does not know `reusePort`
 * @throws {AddressInUseError} `ERR_ADDRESS_IN_USE` if somebody listens there; nothing stays bound
 * @see tornado.netutil.bind_sockets
 */
export async function bindSockets(
  port: number,
  address?: string,
  options: BindSocketsOptions = {},
): Promise<Server[]> {
  checkPort("listen on", port);
  checkListenAddress(port, address);
  bindSocketsRules.check(options);
  const worker = workerContext();
  if (worker !== undefined) return worker.pause().then(() => []);
  const servers: Server[] = [];
  try {
    await bindEach(servers, port, await addressesOf(address), options);
  } catch (error) {
    for (const server of servers) server.close();
    throw hasCode(error, "EADDRINUSE") ? new AddressInUseError(port, address, { cause: error }) : error;
  }
  return servers;
}

async function bindEach(
  servers: Server[],
  port: number,
  addresses: readonly (string | undefined)[],
  options: BindSocketsOptions,
): Promise<void> {
  const { backlog = 128, createServer: create = createListener } = options;
  const shared = { backlog, ...reusePortOption(options.reusePort) };
  let absent: unknown;
  for (const address of addresses) {
    const server = create();
    const host = address === undefined ? {} : { host: address };
    try {
      await listenOnPort(server, { ...shared, ...host, port: portOf(servers[0]) ?? port });
      servers.push(server);
    } catch (error) {
      if (![...absentAddress].some((code) => hasCode(error, code))) throw error;
      absent = error;
    }
  }
  if (servers.length === 0) throw absent;
}

async function addressesOf(address: string | undefined): Promise<(string | undefined)[]> {
  if (address === undefined || address === "") return [undefined];
  if (isIP(address) !== 0) return [address];
  const found = await lookup(address, { all: true });
  return [...new Set(found.map((entry) => entry.address))];
}

function portOf(server: Server | undefined): number | undefined {
  const address: AddressInfo | string | null | undefined = server?.address();
  return typeof address === "object" && address !== null ? address.port : undefined;
}

/** Half-open, as a client that has finished sending may still read; small writes leave at once. */
export function createListener(): Server {
  return createServer({ allowHalfOpen: true, noDelay: true });
}
