import { anyValue, OptionRules, trueOrFalse } from "../../base/errors/internal.ts";
import type { HTTPResponse } from "../../http/httpclient/index.ts";
import { HTTPServer, type HTTPServerOptions, type RequestCallback } from "../../http/httpserver/index.ts";
import type { HTTPServerConnectionDelegate } from "../../http/httputil/index.ts";
import type { CookieJar } from "./cookie-jar.ts";
import { HTTPTestClient, type HTTPTestClientOptions, type TestFetchOptions } from "./http-test-client.ts";
import { testCertificate } from "./test-certificate.ts";
import type { TestScope } from "./test-scope.ts";

/** Options of {@link AsyncHTTPTestCase}. */
export interface AsyncHTTPTestCaseOptions extends HTTPTestClientOptions {
  /** Options of the server. Default: none. */
  readonly serverOptions?: HTTPServerOptions;
}

const optionRules = new OptionRules<AsyncHTTPTestCaseOptions>("start a server for tests", {
  keepCookies: trueOrFalse,
  // The server checks them.
  serverOptions: anyValue,
});

/**
 * An application on a port of its own for the length of a test, and a client of it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { test } from "node:test";
 * import { AsyncHTTPTestCase } from "typhoon/testing";
 * import { Application, RequestHandler } from "typhoon/web";
 *
 * class MainHandler extends RequestHandler {
 *   get() { this.write("Hello, world"); }
 * }
 *
 * test("the application greets", async (t) => {
 *   const http = await AsyncHTTPTestCase.start(t, new Application([["/", MainHandler]]));
 *
 *   const response = await http.fetch("/");
 *
 *   assert.equal(response.body.toString(), "Hello, world");
 * });
 * ```
 * @see tornado.testing.AsyncHTTPTestCase
 */
export class AsyncHTTPTestCase {
  readonly #server: HTTPServer;
  readonly #client: HTTPTestClient;

  private constructor(server: HTTPServer, siteUrl: string, options: AsyncHTTPTestCaseOptions) {
    this.#server = server;
    this.#client = new HTTPTestClient(siteUrl, { keepCookies: options.keepCookies ?? false });
  }

  /**
   * Serves an application on a free port. When the test ends, the client's connections are cut, and the server is closed.
   *
   * @param scope - the test
   * @param application - or any other delegate, or a function of the request
   * @param options - of server and client; `sslOptions` of the server make it one of HTTPS
   */
  static async start(
    scope: TestScope,
    application: HTTPServerConnectionDelegate | RequestCallback,
    options: AsyncHTTPTestCaseOptions = {},
  ): Promise<AsyncHTTPTestCase> {
    optionRules.check(options);
    const server = new HTTPServer(application, options.serverOptions);
    await server.listen(0, "127.0.0.1");
    const protocol = options.serverOptions?.sslOptions === undefined ? "http" : "https";
    const http = new AsyncHTTPTestCase(server, `${protocol}://127.0.0.1:${server.port}`, options);
    scope.after(() => http.#close());
    return http;
  }

  /** The server, which listens on 127.0.0.1. */
  getHttpServer(): HTTPServer {
    return this.#server;
  }

  /** The port of the server. */
  getHttpPort(): number {
    return Number(new URL(this.getUrl("/")).port);
  }

  /** `"http"`, or `"https"`. */
  getProtocol(): string {
    return new URL(this.getUrl("/")).protocol.slice(0, -1);
  }

  /** The URL of a path; a URL stays as it is. */
  getUrl(path: string): string {
    return this.#client.getUrl(path);
  }

  /** The cookies that the client holds; none unless it keeps them. */
  get cookies(): CookieJar {
    return this.#client.cookies;
  }

  /** Sends a request, and resolves with the answer, of whatever status; see {@link HTTPTestClient.fetch}. */
  fetch(path: string, options?: TestFetchOptions): Promise<HTTPResponse> {
    return this.#client.fetch(path, options);
  }

  async #close(): Promise<void> {
    this.#server.stop();
    await this.#client.close();
    await this.#server.closeAllConnections();
  }
}

/**
 * The same over TLS, with a certificate that the client trusts.
 *
 * @see tornado.testing.AsyncHTTPSTestCase
 */
export const AsyncHTTPSTestCase = {
  /** As `AsyncHTTPTestCase.start`, over TLS. */
  start(
    scope: TestScope,
    application: HTTPServerConnectionDelegate | RequestCallback,
    options: AsyncHTTPTestCaseOptions = {},
  ): Promise<AsyncHTTPTestCase> {
    const serverOptions = { sslOptions: testCertificate, ...options.serverOptions };
    return AsyncHTTPTestCase.start(scope, application, { ...options, serverOptions });
  },
} as const;
