import { lookup } from "node:dns/promises";
import { type AddressInfo, isIP, type Server } from "node:net";
import { AddressInUseError } from "./errors.ts";

/** How {@link bindSockets} binds. */
export interface BindSocketsOptions {
  /** How many connections the system keeps waiting to be accepted. Default: 128. */
  readonly backlog?: number;
  /** Makes an unbound server whose `connection` events already have a listener; called once an address. */
  readonly createServer: () => Server;
}

// A machine without IPv6 still resolves `localhost` to ::1.
const absentAddress = new Set(["EADDRNOTAVAIL", "EAFNOSUPPORT"]);

/**
 * Listens on a port of every address that `address` stands for, and resolves when all are bound.
 *
 * A host name is bound on each of its addresses, with the same port on all, also when `port` is 0.
 *
 * @param port - 0 to 65535; 0 lets the system choose
 * @param address - an IP address or a host name; `undefined` or empty: every address of this machine
 * @param options - how to make the servers
 * @throws {RangeError} if `port` is no port
 * @throws {AddressInUseError} `ERR_ADDRESS_IN_USE` if somebody listens there; nothing stays bound
 * @see tornado.netutil.bind_sockets
 */
export async function bindSockets(
  port: number,
  address: string | undefined,
  options: BindSocketsOptions,
): Promise<Server[]> {
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new RangeError(
      `Cannot listen as a port is a whole number from 0 to 65535: current value is ${port}`,
    );
  }
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
  let absent: unknown;
  for (const address of addresses) {
    const server = options.createServer();
    try {
      await bind(server, portOf(servers[0]) ?? port, address, options);
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

function bind(
  server: Server,
  port: number,
  host: string | undefined,
  { backlog = 128 }: BindSocketsOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(host === undefined ? { port, backlog } : { port, host, backlog }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function portOf(server: Server | undefined): number | undefined {
  const address: AddressInfo | string | null | undefined = server?.address();
  return typeof address === "object" && address !== null ? address.port : undefined;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
