import { lookup } from "node:dns/promises";
import { isIP } from "node:net";

/** An address that a host name stands for. */
export interface ResolvedAddress {
  /** An IP address. */
  readonly address: string;
  /** Of IPv4 or IPv6. */
  readonly family: 4 | 6;
  /** The port to connect to. */
  readonly port: number;
}

/** Which addresses a {@link Resolver} is asked for. */
export type AddressFamily = 0 | 4 | 6;

/**
 * Finds the addresses of a host name, the preferred one first.
 *
 * @see tornado.netutil.Resolver
 */
export interface Resolver {
  /**
   * @param family - 4 or 6: only such addresses; 0: any
   * @returns at least one address
   * @throws an error if there is none
   */
  resolve(host: string, port: number, family?: AddressFamily): Promise<readonly ResolvedAddress[]>;
  /** Gives back what the resolver holds. */
  close?(): void;
}

/**
 * Asks the system (`getaddrinfo`), on a thread of Node's pool.
 *
 * @example
 * ```ts
 * import { DefaultLoopResolver } from "typhoon/netutil";
 *
 * const [first] = await new DefaultLoopResolver().resolve("127.0.0.1", 80);
 * first?.family;   // 4
 * ```
 * @see tornado.netutil.DefaultLoopResolver
 */
export class DefaultLoopResolver implements Resolver {
  /** Looks `host` up; an IP address stands for itself. */
  async resolve(host: string, port: number, family: AddressFamily = 0): Promise<ResolvedAddress[]> {
    const found = await lookup(host, { all: true, family, order: "verbatim" });
    return found.map(({ address }) => ({ address, family: isIP(address) === 6 ? 6 : 4, port }));
  }
}

/**
 * Sends some hosts elsewhere, as entries in `/etc/hosts` do, and asks another resolver for their addresses.
 *
 * @example
 * ```ts
 * import { DefaultLoopResolver, OverrideResolver } from "typhoon/netutil";
 *
 * const resolver = new OverrideResolver(new DefaultLoopResolver(), {
 *   "example.com": "127.0.0.1",
 *   "login.example.com:443": { host: "localhost", port: 1443 },
 * });
 * (await resolver.resolve("example.com", 80))[0]?.address;   // "127.0.0.1"
 * ```
 * @see tornado.netutil.OverrideResolver
 */
export class OverrideResolver implements Resolver {
  readonly #resolver: Resolver;
  readonly #mapping: ReadonlyMap<string, HostOverride>;

  /**
   * @param resolver - whom to ask
   * @param mapping - by `host`, `host:port`, or `host:port/family`, of which the most exact counts
   */
  constructor(resolver: Resolver, mapping: Readonly<Record<string, HostOverride>>) {
    this.#resolver = resolver;
    this.#mapping = new Map(Object.entries(mapping));
  }

  /** Asks for the addresses of `host`, or of what takes its place. */
  resolve(host: string, port: number, family: AddressFamily = 0): Promise<readonly ResolvedAddress[]> {
    const keys = [`${host}:${port}/${family}`, `${host}:${port}`, host];
    const found = keys.map((key) => this.#mapping.get(key)).find((override) => override !== undefined);
    if (found === undefined) return this.#resolver.resolve(host, port, family);
    const { host: otherHost, port: otherPort = port } = typeof found === "string" ? { host: found } : found;
    return this.#resolver.resolve(otherHost, otherPort, family);
  }

  /** Closes the other resolver. */
  close(): void {
    this.#resolver.close?.();
  }
}

/** What takes the place of a host: another host, or another with another port. */
export type HostOverride = string | { readonly host: string; readonly port?: number };
