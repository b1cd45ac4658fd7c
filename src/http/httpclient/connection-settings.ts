import { createHash } from "node:crypto";
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import type { ClientSSLOptions } from "../../net/netutil/index.ts";
import type { EffectiveOptions } from "./effective-options.ts";

/** What a request asks of its connection: requests with the same key may use the same one. */
export interface ConnectionSettings {
  readonly key: string;
  /** What the connection leads to: the server, or the proxy to which `http:` requests are sent. */
  readonly origin: string;
  readonly host: string;
  readonly port: number;
  readonly family: 0 | 4;
  readonly localAddress: string | undefined;
  /** `undefined`: no TLS. */
  readonly sslOptions: ClientSSLOptions | undefined;
  /** Through which a tunnel leads to the server. */
  readonly tunnel: ProxySettings | undefined;
}

/** Where a proxy is, and what it wants to know. */
export interface ProxySettings {
  readonly host: string;
  readonly port: number;
  readonly username: string | undefined;
  readonly password: string;
  readonly isDigest: boolean;
}

const noSsl: ClientSSLOptions = {};

/** @throws {TypeError} if `networkInterface` is neither an address nor an interface of this machine */
export function connectionSettings(url: URL, options: EffectiveOptions): ConnectionSettings {
  const isTls = url.protocol === "https:";
  const proxy = proxySettings(options);
  const isForwarded = proxy !== undefined && !isTls;
  const target = isForwarded ? proxy : { host: bare(url.hostname), port: portOf(url) };
  return {
    key: connectionKey(url.origin, options, proxy),
    origin: isForwarded ? `http://${bracketed(proxy.host)}:${proxy.port}` : url.origin,
    host: target.host,
    port: target.port,
    family: options.allowIpv6 ? 0 : 4,
    localAddress: localAddress(options.networkInterface),
    sslOptions: isTls ? sslOptions(options) : undefined,
    tunnel: isForwarded ? undefined : proxy,
  };
}

/** @returns `undefined` if there is no proxy */
export function proxySettings(options: EffectiveOptions): ProxySettings | undefined {
  const { proxyHost, proxyPort, proxyUsername, proxyPassword = "", proxyAuthMode } = options;
  if (proxyHost === undefined || proxyPort === undefined) return undefined;
  const isDigest = proxyAuthMode === "digest";
  return { host: proxyHost, port: proxyPort, username: proxyUsername, password: proxyPassword, isDigest };
}

function sslOptions(options: EffectiveOptions): ClientSSLOptions {
  const { caCerts, clientCert, clientKey, validateCert, sslOptions: given = noSsl } = options;
  return {
    ...given,
    ...(caCerts !== undefined && { caCerts }),
    ...(clientCert !== undefined && { certfile: clientCert }),
    ...(clientKey !== undefined && { keyfile: clientKey }),
    ...(!validateCert && { rejectUnauthorized: false }),
  };
}

/** Nearly all requests say nothing about connections: then the origin is the key. */
function connectionKey(origin: string, options: EffectiveOptions, proxy: ProxySettings | undefined): string {
  const { allowIpv6, caCerts, clientCert, clientKey, networkInterface, validateCert } = options;
  const special = [allowIpv6, validateCert, caCerts, clientCert, clientKey, networkInterface, proxy];
  const isPlain = allowIpv6 && validateCert && special.slice(2).every((value) => value === undefined);
  if (isPlain && options.sslOptions === undefined) return origin;
  const given = options.sslOptions === undefined ? 0 : identityOf(options.sslOptions);
  // A digest, so that no password stays in memory as a part of a key.
  const text = JSON.stringify([...special.map((value) => value ?? null), given]);
  return `${origin} ${createHash("sha256").update(text).digest("base64")}`;
}

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

/** Functions and contexts cannot be compared, the objects that hold them can. */
function identityOf(object: object): number {
  const known = identities.get(object) ?? ++lastIdentity;
  identities.set(object, known);
  return known;
}

/** A URL leaves out the port that is the scheme's own; 0 is a port like any other. */
function portOf({ port, protocol }: URL): number {
  if (port !== "") return Number(port);
  return protocol === "https:" ? 443 : 80;
}

function localAddress(name: string | undefined): string | undefined {
  if (name === undefined || isIP(name) !== 0) return name;
  const found = networkInterfaces()[name]?.[0]?.address;
  if (found !== undefined) return found;
  throw new TypeError(
    `Cannot connect from networkInterface ${JSON.stringify(name)}: give an address or an interface of this machine`,
  );
}

function bare(hostname: string): string {
  return hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
}

function bracketed(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}
