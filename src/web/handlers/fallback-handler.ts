import { CallableAdapter, type RequestCallback } from "../../http/httpserver/internal.ts";
import {
  ClientClosedError,
  type HTTPConnection,
  type HTTPMessageDelegate,
  type HTTPServerConnectionDelegate,
} from "../../http/httputil/index.ts";
import { RequestHandler } from "../handler/index.ts";
import { handOver } from "../handler/internal.ts";

/** What a {@link FallbackHandler} is told by its rule. */
export interface FallbackKwargs {
  /** Who answers: a container of `typhoon/faces`, another application, or a function that uses `request.connection`. */
  readonly fallback: HTTPServerConnectionDelegate | RequestCallback;
}

/**
 * Has somebody else answer its requests, while `prepare` of a subclass, and the access log, still see them.
 *
 * The request's body is read whole before that. Where nothing has to be done before, the fallback can be the target of
 * the rule itself: then the body streams, and every method goes to it, not only the `supportedMethods`.
 *
 * @example
 * ```ts
 * import { nodeContainer } from "typhoon/faces";
 * import { Application, FallbackHandler } from "typhoon/web";
 *
 * const fallback = nodeContainer((request, response) => response.end(request.url));
 * const app = new Application([["/old/.*", FallbackHandler, { fallback }]]);
 * ```
 * @see tornado.web.FallbackHandler
 */
export class FallbackHandler extends RequestHandler {
  #fallback: HTTPServerConnectionDelegate | undefined;
  #delegate: HTTPMessageDelegate | undefined;
  #reject: (reason: unknown) => void = () => {};

  /** @param kwargs - who answers */
  override initialize({ fallback }: FallbackKwargs): void {
    this.#fallback = typeof fallback === "function" ? new CallableAdapter(fallback) : fallback;
  }

  override prepare(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      void this.#pass(this.#watched(resolve)).catch(reject);
    });
  }

  override onConnectionClose(): void {
    this.#delegate?.onConnectionClose(new ClientClosedError());
    this.#reject(new ClientClosedError());
  }

  async #pass(connection: HTTPConnection): Promise<void> {
    const { startLine, headers, body } = this.request;
    this.#delegate = this.#fallback?.startRequest(this.request.connection, connection);
    await this.#delegate?.headersReceived(startLine, headers);
    if (body.length > 0) await this.#delegate?.dataReceived(body);
    await this.#delegate?.finish();
  }

  /** The connection as the fallback sees it: what goes over it also comes to the log. */
  #watched(onEnd: () => void): HTTPConnection {
    const { connection, remoteIp, protocol } = this.request;
    const end = () => {
      handOver(this);
      onEnd();
    };
    return {
      context: connection.context ?? { remoteIp, protocol },
      writeHeaders: (startLine, headers, chunk) => {
        if ("code" in startLine && startLine.code >= 200) this.setStatus(startLine.code);
        return connection.writeHeaders(startLine, headers, chunk);
      },
      write: (chunk) => connection.write(chunk),
      finish: (trailers) => {
        connection.finish(trailers);
        end();
      },
      close: () => {
        connection.close?.();
        end();
      },
      // The body has arrived already.
      setMaxBodySize: (bytes) => connection.setMaxBodySize(bytes),
      setBodyTimeout: (timeoutMs) => connection.setBodyTimeout(timeoutMs),
    };
  }
}
