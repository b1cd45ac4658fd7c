import {
  abortSignal,
  anyValue,
  callable,
  dateOrMs,
  either,
  having,
  number,
  OptionRules,
  oneOf,
  pathOrFileUrl,
  plainObject,
  type RulesOf,
  text,
  trueOrFalse,
} from "../../base/errors/internal.ts";
import type { ClientSSLOptions, HostOverride, Resolver } from "../../net/netutil/index.ts";
import type { HTTPHeaders, HTTPHeadersInit } from "../httputil/index.ts";
import type { BodyProducer } from "./request-body.ts";

/** How user and password are proved: `"basic"` sends them, `"digest"` answers the server's question (RFC 7616). */
export type AuthMode = "basic" | "digest";

/** What to fetch, beyond the URL. What is left out comes from the client's `defaults`, then from those named here. */
export interface FetchOptions {
  /** Send a body with any method, or none, and methods that HTTP does not know. Default: `false`. */
  readonly allowNonstandardMethods?: boolean;
  /** Connect to IPv6 addresses too. Default: `true`. */
  readonly allowIpv6?: boolean;
  /** Default: `"basic"`. */
  readonly authMode?: AuthMode;
  /** Goes before user and password of the URL. */
  readonly authPassword?: string;
  /** Goes before user and password of the URL. */
  readonly authUsername?: string;
  /** A string is sent as UTF-8. `POST`, `PUT` and `PATCH` need a body; `GET`, `HEAD` and `OPTIONS` must not have one. */
  readonly body?: string | Uint8Array;
  /** Makes the body while it is sent: chunked, or by the `Content-Length` of the headers. Takes the place of `body`. */
  readonly bodyProducer?: BodyProducer;
  /** The file with the certificates of the authorities that are trusted, in PEM. Default: those that Node trusts. */
  readonly caCerts?: string | URL;
  /** The file with the certificate with which this client proves who it is, in PEM. */
  readonly clientCert?: string | URL;
  /** The file with the private key of `clientCert`, in PEM. Default: `clientCert`, which may hold both. */
  readonly clientKey?: string | URL;
  /** How long waiting for a free connection, and then connecting, may take. Default: 20 s. 0: no limit. */
  readonly connectTimeoutMs?: number;
  /** Ask for a compressed body and decompress it. Default: `true`. */
  readonly decompressResponse?: boolean;
  /** Send the body only when the server has said `100 (Continue)`; it may refuse instead. Default: `false`. */
  readonly expect100Continue?: boolean;
  /** Default: `true`. */
  readonly followRedirects?: boolean;
  /** Called with the answer's start line, each header line and the empty line, each with its CRLF. */
  readonly headerCallback?: (line: string) => void;
  readonly headers?: HTTPHeaders | HTTPHeadersInit;
  /** Answer me with 304 if nothing has changed since. A number is milliseconds since 1970. */
  readonly ifModifiedSince?: Date | number;
  /** The largest body that is accepted, in bytes, also after decompression. Default: 100 MiB. */
  readonly maxBodySize?: number;
  /** After this many, the last redirect itself is the response. Default: 5. */
  readonly maxRedirects?: number;
  /** Default: `"GET"`. */
  readonly method?: string;
  /** An address of this machine, or an interface such as `"eth0"`, to connect from. Default: the system chooses. */
  readonly networkInterface?: string;
  /** Default: `"basic"`. */
  readonly proxyAuthMode?: AuthMode;
  /** Fetch through this proxy; for `https:` URLs it only carries encrypted bytes (`CONNECT`). Default: no proxy. */
  readonly proxyHost?: string;
  readonly proxyPassword?: string;
  /** Needed with `proxyHost`. */
  readonly proxyPort?: number;
  readonly proxyUsername?: string;
  /** How long the whole request may take, redirects and waiting included. Default: 20 s. 0: no limit. */
  readonly requestTimeoutMs?: number;
  /**
   * Gives the request up. Default: the signal of the request on whose behalf the caller runs, so that a handler's fetches
   * end when its client leaves. `null`: never.
   */
  readonly signal?: AbortSignal | null;
  /** More options of `tls.connect`. Connections are shared by requests with the same object. */
  readonly sslOptions?: ClientSSLOptions;
  /** Gets the body piece by piece; the response then has none. Nothing more is read while its promise is pending. */
  readonly streamingCallback?: (chunk: Buffer) => void | Promise<void>;
  /** Sent as `User-Agent` unless the headers have one. Default: `Typhoon`. */
  readonly userAgent?: string;
  /** Check that the server's certificate is trusted, and is for its host. Default: `true`. */
  readonly validateCert?: boolean;
}

/** What to do with an answer other than 2xx. */
export interface RaiseOptions {
  /** Fail with `HTTPClientError` when the status is no 2xx. Default: `true`. */
  readonly raiseError?: boolean;
}

/** Options of {@link AsyncHTTPClient}. */
export interface AsyncHTTPClientOptions extends HTTPClientOptions {
  /** Have connections and limits of its own. Default: `false`, all clients of this thread share theirs. */
  readonly forceInstance?: boolean;
}

/** Options of a client with connections of its own. */
export interface HTTPClientOptions {
  /**
   * Whether `address` may be connected to, which stands for `host`; asked for every connection, those of redirects too.
   * `isPublicAddress` of `typhoon/netutil` keeps URLs of users out of your own network. Through a proxy, it is the proxy's
   * address that is asked for. Default: every address may.
   */
  readonly allowAddress?: (address: string, host: string) => boolean;
  /** What requests do not say themselves. */
  readonly defaults?: Omit<FetchOptions, "body" | "bodyProducer" | "headers" | "method">;
  /** Sends some hosts elsewhere, as entries in `/etc/hosts` do: see `OverrideResolver`. */
  readonly hostnameMapping?: Readonly<Record<string, HostOverride>>;
  /** How long a connection without a request stays open. A server may say less, and 24.8 days are the most. Default: 4 s. */
  readonly keepAliveTimeoutMs?: number;
  /** The most requests under way at a time; the others wait, first come, first served. Default: 100. */
  readonly maxClients?: number;
  /** The most requests under way at a time to one origin. Default: `maxClients`. */
  readonly maxClientsPerHost?: number;
  /** The largest head of an answer, in bytes. Default: 64 KiB. */
  readonly maxHeaderSize?: number;
  /** Finds the addresses of hosts; `close()` does not close it. Default: a `DefaultLoopResolver`. */
  readonly resolver?: Resolver;
}

const fetchOptions: RulesOf<FetchOptions & RaiseOptions> = {
  allowNonstandardMethods: trueOrFalse,
  allowIpv6: trueOrFalse,
  // Their own checks say more of values that cannot be used.
  authMode: anyValue,
  authPassword: text,
  authUsername: text,
  body: anyValue,
  bodyProducer: anyValue,
  caCerts: pathOrFileUrl,
  clientCert: pathOrFileUrl,
  clientKey: pathOrFileUrl,
  connectTimeoutMs: anyValue,
  decompressResponse: trueOrFalse,
  expect100Continue: trueOrFalse,
  followRedirects: trueOrFalse,
  headerCallback: callable,
  headers: anyValue,
  ifModifiedSince: dateOrMs,
  maxBodySize: anyValue,
  maxRedirects: anyValue,
  method: text,
  networkInterface: text,
  proxyAuthMode: anyValue,
  proxyHost: text,
  proxyPassword: text,
  proxyPort: number,
  proxyUsername: text,
  raiseError: trueOrFalse,
  requestTimeoutMs: anyValue,
  signal: either(abortSignal, oneOf(null)),
  sslOptions: plainObject,
  streamingCallback: callable,
  userAgent: text,
  validateCert: trueOrFalse,
};

const renamed = { use_gzip: "decompressResponse", timeout: "requestTimeoutMs", auth_mode: "authMode" };

/** Options of `fetch` and of a request. */
export const fetchRules = new OptionRules<FetchOptions & RaiseOptions>("fetch", fetchOptions, { renamed });

/** Options of a client, in which those of requests are `defaults`. */
export const clientRules = new OptionRules<AsyncHTTPClientOptions>(
  "make an HTTP client",
  {
    allowAddress: callable,
    defaults: plainObject,
    forceInstance: trueOrFalse,
    hostnameMapping: plainObject,
    keepAliveTimeoutMs: anyValue,
    maxClients: anyValue,
    maxClientsPerHost: anyValue,
    maxHeaderSize: anyValue,
    resolver: having("resolve", "a Resolver"),
  },
  { renamed: { max_simultaneous_connections: "maxClients" } },
);
