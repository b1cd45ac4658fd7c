import { HTTPHeaders } from "../httputil/index.ts";
import type { FetchOptions } from "./client-options.ts";
import { fetchRules } from "./client-options.ts";
import { checkOwnLimits } from "./request-limits.ts";

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
   * @throws {TypeError} if the URL is none of HTTP, a header field cannot be sent, or a limit is not a number
   * @throws {RangeError} if a limit is negative or NaN
   */
  constructor(url: string | URL, options: FetchOptions = noOptions) {
    if (options !== noOptions) {
      fetchRules.check(options);
      checkOwnLimits(options);
    }
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
