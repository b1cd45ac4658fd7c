import { BlockList, isIP, type Socket } from "node:net";
import { type PeerCertificate, TLSSocket } from "node:tls";
import { isValidIp } from "../../net/netutil/index.ts";
import { plainAddress } from "../../net/netutil/internal.ts";
import type { ConnectionAddresses, HTTPHeaders, RequestContext } from "../httputil/index.ts";

/** What a server behind proxies believes of what they say about the client. */
export interface ProxyOptions {
  /**
   * Take the client's address from `X-Real-Ip` or `X-Forwarded-For`, and the protocol from `X-Scheme` or
   * `X-Forwarded-Proto`. Only for servers that nobody reaches but through a proxy that sets these fields: whoever comes
   * directly could pretend to be anybody. Default: `false`.
   */
  readonly xheaders?: boolean;
  /**
   * IP addresses, and blocks such as `10.0.0.0/8`, of proxies between the client and the last one: `X-Forwarded-For` is
   * read from its end, and these are passed over. Default: none.
   */
  readonly trustedDownstream?: readonly string[];
}

/**
 * Reads who the client is out of what a proxy adds to its requests.
 *
 * The rules are Tornado's: `X-Forwarded-For` is read from its end, passing over trusted addresses; `X-Real-Ip` goes
 * before; a value that is no IP address, or a protocol but `http` and `https`, changes nothing.
 */
export class ForwardedContext {
  readonly #trusted: BlockList;

  /**
   * @param trustedDownstream - addresses and blocks to pass over
   * @throws {TypeError} if one of them is neither
   */
  constructor(trustedDownstream: readonly string[] = []) {
    this.#trusted = new BlockList();
    for (const entry of trustedDownstream) addTrusted(this.#trusted, entry);
  }

  /**
   * @param headers - of one request
   * @param context - who is at the other end of its connection
   * @returns the context of that request alone
   */
  of(headers: HTTPHeaders, context: RequestContext): RequestContext {
    const remoteIp = headers.get("X-Real-Ip") ?? this.#lastUntrusted(headers.get("X-Forwarded-For"));
    const scheme = lastOf(headers.get("X-Scheme") ?? headers.get("X-Forwarded-Proto"));
    return {
      ...context,
      ...(remoteIp !== undefined && isValidIp(remoteIp) && { remoteIp, ...withoutPort(context) }),
      ...((scheme === "http" || scheme === "https") && { protocol: scheme }),
    };
  }

  /** Where all are trusted, it is the first: the one furthest away. */
  #lastUntrusted(forwardedFor: string | undefined): string | undefined {
    const hops = forwardedFor?.split(",").map((hop) => hop.trim());
    return hops?.findLast((hop) => !this.#isTrusted(hop)) ?? hops?.[0];
  }

  #isTrusted(address: string): boolean {
    return isValidIp(address) && this.#trusted.check(address, familyOf(address));
  }
}

/**
 * Who is at the other end of a socket.
 *
 * @param address - the client's; empty, as on a Unix socket: `0.0.0.0`
 * @param protocol - default: what the socket speaks
 */
export function contextOf(
  socket: Socket,
  address: string,
  protocol?: RequestContext["protocol"],
): RequestContext {
  const remoteIp = address === "" ? "0.0.0.0" : address;
  const getAddresses = () => addressesOf(socket);
  if (!(socket instanceof TLSSocket)) return { remoteIp, protocol: protocol ?? "http", getAddresses };
  const getSslCertificate = () => certificateOf(socket);
  return { remoteIp, protocol: protocol ?? "https", getSslCertificate, getAddresses };
}

function addressesOf({ remotePort, localAddress, localPort }: Socket): ConnectionAddresses {
  return { remotePort, localAddress: localAddress && plainAddress(localAddress), localPort };
}

/** The port is the proxy's: beside the client's address it would mislead. */
function withoutPort({ getAddresses }: RequestContext): Partial<RequestContext> {
  if (getAddresses === undefined) return {};
  return {
    getAddresses: () => {
      const { localAddress, localPort } = getAddresses();
      return { localAddress, localPort };
    },
  };
}

/** Node has an empty object for no certificate, and `null` for a connection that is gone. */
function certificateOf(socket: TLSSocket): PeerCertificate | undefined {
  const certificate: PeerCertificate | null = socket.getPeerCertificate();
  return certificate === null || Object.keys(certificate).length === 0 ? undefined : certificate;
}

function addTrusted(list: BlockList, entry: string): void {
  const [address = "", length, ...more] = entry.split("/");
  const most = isIP(address) === 4 ? 32 : 128;
  const prefix = length === undefined ? most : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  if (!isValidIp(address) || more.length > 0 || !(prefix <= most)) {
    throw new TypeError(
      `Cannot trust a proxy that is no IP address, or a block of them such as 10.0.0.0/8: current value is ${entry}`,
    );
  }
  list.addSubnet(address, prefix, familyOf(address));
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 4 ? "ipv4" : "ipv6";
}

/** Of several proxies in a row, the last one is the one that this server knows. */
function lastOf(list: string | undefined): string | undefined {
  return list?.split(",").at(-1)?.trim();
}
