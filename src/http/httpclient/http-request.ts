import type { ClientSSLOptions } from "../../net/netutil/index.ts";
import { HTTPHeaders, type HTTPHeadersInit } from "../httputil/index.ts";

/** What to fetch, beyond the URL. */
export interface FetchOptions {
  /** Default: `"GET"`. */
  readonly method?: string;
  readonly headers?: HTTPHeaders | HTTPHeadersInit;
  /** A string is sent as UTF-8. `POST`, `PUT` and `PATCH` need one; other methods must not have one. */
  readonly body?: string | Uint8Array;
  /** How long connecting may take. Default: 20 s. 0: no limit. */
  readonly connectTimeoutMs?: number;
  /** How long the whole request may take, redirects included. Default: 20 s. 0: no limit. */
  readonly requestTimeoutMs?: number;
  /** Default: `true`. */
  readonly followRedirects?: boolean;
  /** After this many, the last redirect itself is the response. Default: 5. */
  readonly maxRedirects?: number;
  /** Sent as `User-Agent` unless the headers have one. Default: `Typhoon`. */
  readonly userAgent?: string;
  /** Ask for a compressed body and decompress it. Default: `true`. */
  readonly decompressResponse?: boolean;
  /** The largest body that is accepted, in bytes, also after decompression. Default: 100 MiB. */
  readonly maxBodySize?: number;
  /** Over TLS: what is trusted, and how the client proves who it is; the same object for the same connections. */
  readonly sslOptions?: ClientSSLOptions;
  /** Gives the request up. */
  readonly signal?: AbortSignal;
}

const needBody = new Set(["POST", "PUT", "PATCH"]);
const knownMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

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
  readonly method: string;
  /** Own copy: the caller's object is never changed. */
  readonly headers: HTTPHeaders;
  readonly body: Uint8Array | undefined;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly followRedirects: boolean;
  readonly maxRedirects: number;
  readonly userAgent: string;
  readonly decompressResponse: boolean;
  readonly maxBodySize: number;
  readonly sslOptions: ClientSSLOptions | undefined;
  readonly signal: AbortSignal | undefined;

  /**
   * @param url - absolute, `http:` or `https:`
   * @param options - everything else
   * @throws {TypeError} if the URL is none of HTTP, the method is unknown, or body and method do not fit
   */
  constructor(url: string | URL, options: FetchOptions = {}) {
    this.url = checkedUrl(url);
    this.method = options.method ?? "GET";
    this.headers = new HTTPHeaders(options.headers);
    this.body = typeof options.body === "string" ? Buffer.from(options.body) : options.body;
    this.connectTimeoutMs = options.connectTimeoutMs ?? 20_000;
    this.requestTimeoutMs = options.requestTimeoutMs ?? 20_000;
    this.followRedirects = options.followRedirects ?? true;
    this.maxRedirects = options.maxRedirects ?? 5;
    this.userAgent = options.userAgent ?? "Typhoon";
    this.decompressResponse = options.decompressResponse ?? true;
    this.maxBodySize = options.maxBodySize ?? 100 * 1024 * 1024;
    this.sslOptions = options.sslOptions;
    this.signal = options.signal;
    checkMethod(this.method, this.body !== undefined);
  }
}

function checkedUrl(url: string | URL): string {
  const parsed = URL.canParse(String(url)) ? new URL(url) : undefined;
  if (parsed?.protocol === "http:" || parsed?.protocol === "https:") return String(url);
  throw new TypeError(`Cannot fetch ${JSON.stringify(String(url))} as it is no http: or https: URL`);
}

function checkMethod(method: string, hasBody: boolean): void {
  if (!knownMethods.has(method)) {
    throw new TypeError(
      `Cannot fetch with method ${JSON.stringify(method)}: use ${[...knownMethods].join(", ")}`,
    );
  }
  if (hasBody === needBody.has(method) || (hasBody && method === "DELETE")) return;
  throw new TypeError(`Cannot fetch as method ${method} ${hasBody ? "must not have" : "needs"} a body`);
}
