import { anyValue, list, number, OptionRules, oneOf, trueOrFalse } from "../../base/errors/internal.ts";
import type { TCPServerOptions } from "../../net/tcpserver/index.ts";
import { tcpServerOptions } from "../../net/tcpserver/internal.ts";
import type { HTTP1ConnectionOptions } from "../http1connection/index.ts";
import { connectionOptions } from "../http1connection/internal.ts";
import type { DrainOptions } from "./drain-options.ts";
import type { ProxyOptions } from "./request-context.ts";

/** Options of {@link HTTPServer}: those of its connections, of its listeners, and for all of them together. */
export interface HTTPServerOptions extends HTTP1ConnectionOptions, TCPServerOptions, ProxyOptions {
  /**
   * The most bytes that clients may make the server keep in memory, of all connections together: request bodies until
   * their answers are finished, beginnings of requests, requests behind the one that is being handled, and answers that
   * are not read. A request that needs more gets 503, an answer that needs more is cut. Pieces of a body that are passed
   * on do not count. Default: 536,870,912.
   */
  readonly maxBufferedBytes?: number;
  /** The most open connections; further ones are accepted, get 503 and are closed. Default: 20,000. */
  readonly maxConnections?: number;
  /**
   * What `request.protocol` says, for a server behind a proxy that ends TLS and sets no header field for it. Default:
   * `"https"` over TLS, otherwise `"http"`.
   */
  readonly protocol?: "http" | "https";
}

/** Options of a server, which are those of `listen` too. */
export const httpServerRules = new OptionRules<HTTPServerOptions>(
  "make an HTTP server",
  {
    ...connectionOptions,
    ...tcpServerOptions,
    maxBufferedBytes: anyValue,
    maxConnections: anyValue,
    protocol: oneOf("http", "https"),
    trustedDownstream: list,
    xheaders: trueOrFalse,
  },
  {
    renamed: { idle_connection_timeout: "idleTimeoutMs", max_buffer_size: "maxBodySize", ssl: "sslOptions" },
  },
);

/** @throws {TypeError} if a server could not be made with these options, before anything else is begun */
export function checkServerOptions(options: HTTPServerOptions | undefined): void {
  httpServerRules.check(options);
}

/** Options of `drain`; whether its times can be waited for it says itself. */
export const drainRules = new OptionRules<DrainOptions>("drain", { idleMs: number, timeoutMs: anyValue });
