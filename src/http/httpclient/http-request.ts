import type { ClientSSLOptions } from "../../net/netutil/index.ts";
import { HTTPHeaders, type HTTPHeadersInit } from "../httputil/index.ts";
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

/** Friends only: what a request has that was given none. */
export const noOptions: FetchOptions = {};

let urlOf: (request: HTTPRequest) => URL;

/**
 * A request to be sent.
 *
 * @see tornado.httpclient.HTTPRequest
 * @example
 * ```ts
 * import { HTTPRequest } from "typhoon/httpclient";
 *
 * const request = new HTTPRequest("http://127.0.0.1:8888/", { requestTimeoutMs: 5_000 });
 * request.method;   // "GET"
 * ```
 */
export class HTTPRequest {
  readonly url: string;
  readonly #url: URL;
  readonly method: string;
  /** Own copy: the caller's object is never changed. */
  readonly headers: HTTPHeaders;
  readonly body: Uint8Array | undefined;
  /** The other options, as they were given: what is missing comes from the client. */
  readonly options: FetchOptions;

  /**
   * @param url - absolute, `http:` or `https:`
   * @param options - everything else
   * @throws {TypeError} if the URL is none of HTTP, or a header field cannot be sent
   */
  constructor(url: string | URL, options: FetchOptions = noOptions) {
    this.url = String(url);
    this.#url = parseUrl(this.url);
    this.method = options.method ?? "GET";
    this.headers =
      options.headers instanceof HTTPHeaders ? options.headers.copy() : new HTTPHeaders(options.headers);
    this.body = typeof options.body === "string" ? Buffer.from(options.body) : options.body;
    this.options = options;
  }

  static {
    urlOf = (request) => request.#url;
  }
}

/** Friends only: the URL taken apart; not to be changed. */
export function parsedUrl(request: HTTPRequest): URL {
  return urlOf(request);
}

function parseUrl(text: string): URL {
  const url = URL.parse?.(text) ?? (URL.canParse(text) ? new URL(text) : undefined);
  if (url?.protocol === "http:" || url?.protocol === "https:") return url;
  throw new TypeError(`Cannot fetch ${JSON.stringify(text)} as it is no http: or https: URL`);
}
