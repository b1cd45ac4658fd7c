import { appLog } from "../../base/log/index.ts";
import {
  type HTTPConnection,
  HTTPHeaders,
  type HTTPMessageDelegate,
  type HTTPServerConnectionDelegate,
  HTTPServerRequest,
  type RequestStartLine,
  type ResponseStartLine,
  reasonPhrase,
} from "../httputil/index.ts";
import { BodyPieces } from "../httputil/internal.ts";

/** Answers a request through `request.connection`: `writeHeaders`, `write`, `finish`. */
export type RequestCallback = (request: HTTPServerRequest) => void | Promise<void>;

/** Lets a function serve where a delegate is asked for: it is called with the whole request, body included. */
export class CallableAdapter implements HTTPServerConnectionDelegate {
  readonly #callback: RequestCallback;

  constructor(callback: RequestCallback) {
    this.#callback = callback;
  }

  startRequest(_serverConnection: object, connection: HTTPConnection): HTTPMessageDelegate {
    return new CallableDelegate(this.#callback, connection);
  }
}

const failure: ResponseStartLine = { version: "HTTP/1.1", code: 500, reason: reasonPhrase(500) };

class CallableDelegate implements HTTPMessageDelegate {
  readonly #callback: RequestCallback;
  readonly #connection: HTTPConnection;
  #request: HTTPServerRequest | undefined;
  #pieces: BodyPieces | undefined;

  constructor(callback: RequestCallback, connection: HTTPConnection) {
    this.#callback = callback;
    this.#connection = connection;
  }

  headersReceived(startLine: RequestStartLine | ResponseStartLine, headers: HTTPHeaders): void {
    if ("code" in startLine) throw new TypeError("Cannot serve a response");
    this.#request = new HTTPServerRequest(startLine, { headers, connection: this.#connection });
  }

  gathersBody(): boolean {
    return true;
  }

  dataReceived(chunk: Buffer): void {
    this.#connection.holdBody?.(chunk.length);
    this.#pieces ??= new BodyPieces();
    this.#pieces.add(chunk);
  }

  finish(): void {
    const request = this.#request;
    if (request === undefined) return;
    if (this.#pieces !== undefined) request.body = this.#pieces.join();
    const handled = this.#callback(request);
    if (handled !== undefined) handled.catch((error: unknown) => answerFailed(request, error));
  }

  onConnectionClose(reason?: Error): void {
    this.#request?.abort(reason);
  }
}

/** The client is told while it still can be told; after that, it sees the connection break instead of waiting in vain. */
function answerFailed({ connection }: HTTPServerRequest, error: unknown): void {
  appLog.error({ err: error }, "Uncaught exception in a request callback");
  try {
    connection.writeHeaders(failure, new HTTPHeaders({ "Content-Length": "0", Connection: "close" }));
    connection.finish();
  } catch {
    connection.close?.();
  }
}
