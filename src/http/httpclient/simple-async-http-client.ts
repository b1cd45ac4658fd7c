import { AsyncResource } from "node:async_hooks";
import { checkedDuration, checkedLimit } from "../../base/errors/internal.ts";
import type { Future } from "../../concurrent/index.ts";
import { DefaultLoopResolver, OverrideResolver } from "../../net/netutil/index.ts";
import type { HTTPClientOptions } from "./client-options.ts";
import { fetchRules } from "./client-options.ts";
import { type ClientStats, ConnectionPool } from "./connection-pool.ts";
import { defaultsOf, type EffectiveOptions, effectiveOptions } from "./effective-options.ts";
import { HTTPStreamClosedError } from "./errors.ts";
import { type FetchContext, FetchRun } from "./fetch-run.ts";
import type { HTTPRequest } from "./http-request.ts";
import type { HTTPResponse } from "./http-response.ts";
import { checkRequestLimits } from "./request-limits.ts";
import { SocketConnector } from "./socket-connector.ts";

const action = "make an HTTP client";

/**
 * What `AsyncHTTPClient` uses unless `configure` says something else: keeps connections, and queues beyond its limits.
 *
 * @see tornado.simple_httpclient.SimpleAsyncHTTPClient
 */
export class SimpleAsyncHTTPClient {
  readonly #pool: ConnectionPool;
  readonly #defaults: EffectiveOptions;
  #isClosed = false;

  /**
   * @param options - limits, defaults, and how hosts are found
   * @throws {RangeError} if a limit is not a positive number, or a default cannot be used
   */
  constructor(options: HTTPClientOptions = {}) {
    fetchRules.check(options.defaults);
    const { resolver = new DefaultLoopResolver(), hostnameMapping, allowAddress, maxClients = 100 } = options;
    const { keepAliveTimeoutMs = 4000, maxClientsPerHost = maxClients, maxHeaderSize = 65_536 } = options;
    const limits = { keepAliveTimeoutMs, maxClients, maxClientsPerHost, maxHeaderSize };
    checkedDuration(action, "keepAliveTimeoutMs", limits.keepAliveTimeoutMs, 1);
    for (const name of ["maxClients", "maxClientsPerHost", "maxHeaderSize"] as const)
      checkedLimit(action, name, limits[name]);
    const finder = hostnameMapping === undefined ? resolver : new OverrideResolver(resolver, hostnameMapping);
    this.#pool = new ConnectionPool(new SocketConnector(finder, allowAddress), limits);
    this.#defaults = defaultsOf(options.defaults);
    checkRequestLimits(this.#defaults);
  }

  /** Whether `close` was called. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** What its connections are doing at the moment. */
  get stats(): ClientStats {
    return this.#pool.stats;
  }

  /** Fetches; see `AsyncHTTPClient.fetch`. */
  fetchImpl(request: HTTPRequest, context: FetchContext): Future<HTTPResponse> {
    const options = effectiveOptions(request, this.#defaults);
    const run = new FetchRun(this.#pool, request, inContext(options), context);
    run.start();
    return run.future;
  }

  /** Cuts its connections; what is under way fails. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#pool.close(new HTTPStreamClosedError("The client was closed"));
  }
}

/** A kept connection's events come in the context of whoever made it: the user's functions go back to their own. */
function inContext(options: EffectiveOptions): EffectiveOptions {
  const { streamingCallback, headerCallback, bodyProducer } = options;
  if (streamingCallback === undefined && headerCallback === undefined && typeof bodyProducer !== "function")
    return options;
  return {
    ...options,
    ...(streamingCallback && { streamingCallback: AsyncResource.bind(streamingCallback) }),
    ...(headerCallback && { headerCallback: AsyncResource.bind(headerCallback) }),
    ...(typeof bodyProducer === "function" && { bodyProducer: AsyncResource.bind(bodyProducer) }),
  };
}
