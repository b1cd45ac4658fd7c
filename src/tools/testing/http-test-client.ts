import { OptionRules, trueOrFalse } from "../../base/errors/internal.ts";
import { AsyncHTTPClient, type FetchOptions, type HTTPResponse } from "../../http/httpclient/index.ts";
import { HTTPHeaders } from "../../http/httputil/index.ts";
import { CookieJar } from "./cookie-jar.ts";
import { testAuthority } from "./test-certificate.ts";

const sslOptions = { ca: testAuthority };

/** Options of {@link HTTPTestClient}. */
export interface HTTPTestClientOptions {
  /**
   * Keep cookies from one answer to the next request, as a browser does. Redirects are not followed then unless a request
   * asks for it, because the cookies of each answer count. Default: `false`.
   */
  readonly keepCookies?: boolean;
}

const optionRules = new OptionRules<HTTPTestClientOptions>("make a client for tests", {
  keepCookies: trueOrFalse,
});

/** What is asked for, beside the path. */
export interface TestFetchOptions extends FetchOptions {
  /** Fail with `HTTPClientError` if the status is no 2xx. Default: `false`. */
  readonly raiseError?: boolean;
}

/**
 * A client of one site for tests: answers of every status are answers, and cookies can be kept.
 *
 * @example
 * ```ts
 * import { HTTPTestClient } from "typhoon/testing";
 *
 * async function asUser(siteUrl: string) {
 *   await using client = new HTTPTestClient(siteUrl, { keepCookies: true });
 *   await client.fetch("/login", { method: "POST", body: "name=ann" });
 *   return (await client.fetch("/profile")).body.toString();
 * }
 * ```
 */
export class HTTPTestClient {
  /** The cookies that it holds; none unless it keeps them. */
  readonly cookies: CookieJar = new CookieJar();
  readonly #siteUrl: string;
  readonly #keepsCookies: boolean;
  readonly #client = new AsyncHTTPClient({ forceInstance: true });

  /**
   * @param siteUrl - what paths are relative to; over TLS its certificate may be that of this module
   * @param options - whether cookies are kept
   */
  constructor(siteUrl: string, options: HTTPTestClientOptions = {}) {
    optionRules.check(options);
    this.#siteUrl = siteUrl;
    this.#keepsCookies = options.keepCookies ?? false;
  }

  /** The URL of a path; a URL stays as it is. */
  getUrl(path: string): string {
    return new URL(path, this.#siteUrl).href;
  }

  /**
   * Sends a request.
   *
   * @param path - or a whole URL
   * @param options - those of `typhoon/httpclient`
   * @returns the answer, of whatever status
   * @throws {HTTPTimeoutError} `ERR_HTTP_TIMEOUT` if connecting or the request takes too long
   * @throws {HTTPStreamClosedError} `ERR_HTTP_STREAM_CLOSED` if there is no connection or no complete answer
   */
  async fetch(path: string, options: TestFetchOptions = {}): Promise<HTTPResponse> {
    const cookies = this.#keepsCookies ? this.cookies : undefined;
    const response = await this.#client.fetch(this.getUrl(path), {
      raiseError: false,
      sslOptions,
      ...(cookies && { followRedirects: false }),
      ...options,
      headers: withCookies(options.headers, cookies),
    });
    for (const field of response.headers.getList("Set-Cookie")) cookies?.receive(field);
    return response;
  }

  /** Cuts its connections. */
  async close(): Promise<void> {
    await this.#client.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

function withCookies(init: TestFetchOptions["headers"], cookies: CookieJar | undefined): HTTPHeaders {
  const headers = new HTTPHeaders(init);
  const held = cookies?.header;
  if (held !== undefined && !headers.has("Cookie")) headers.set("Cookie", held);
  return headers;
}
