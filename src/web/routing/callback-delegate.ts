import { appLog } from "../../base/log/index.ts";
import {
  HTTPHeaders,
  type HTTPMessageDelegate,
  type HTTPServerRequest,
  reasonPhrase,
} from "../../http/httputil/index.ts";
import type { RequestCallback } from "./rule.ts";

/** Gathers a request's body, then calls a function with the request that was routed: the same object, not another. */
export class CallbackDelegate implements HTTPMessageDelegate {
  readonly #callback: RequestCallback;
  readonly #request: HTTPServerRequest;
  readonly #chunks: Buffer[] = [];

  /**
   * @param callback - answers through `request.connection`
   * @param request - its head
   */
  constructor(callback: RequestCallback, request: HTTPServerRequest) {
    this.#callback = callback;
    this.#request = request;
  }

  headersReceived(): void {}

  dataReceived(chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  finish(): void {
    if (this.#chunks.length > 0) this.#request.body = Buffer.concat(this.#chunks);
    try {
      this.#callback(this.#request)?.catch((error: unknown) => this.#fail(error));
    } catch (error) {
      this.#fail(error);
    }
  }

  onConnectionClose(): void {
    this.#request.abort();
  }

  /** An answer that was begun cannot be replaced: the connection refuses a second head, and is closed. */
  #fail(error: unknown): void {
    appLog.error({ err: error }, "Uncaught exception in a request callback");
    const { connection } = this.#request;
    const startLine = { version: "HTTP/1.1", code: 500, reason: reasonPhrase(500) };
    try {
      connection.writeHeaders(startLine, new HTTPHeaders({ "Content-Length": "0" }));
      connection.finish();
    } catch {
      connection.close?.();
    }
  }
}
