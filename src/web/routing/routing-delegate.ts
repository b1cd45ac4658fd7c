import { genLog } from "../../base/log/index.ts";
import {
  type HTTPConnection,
  HTTPHeaders,
  type HTTPMessageDelegate,
  HTTPServerRequest,
  type RequestStartLine,
  type ResponseStartLine,
  reasonPhrase,
} from "../../http/httputil/index.ts";

/** The one question that routing a message asks. */
interface HandlerFinder {
  findHandler(request: HTTPServerRequest): HTTPMessageDelegate | undefined;
}

/** Receives a message's head, asks the router who wants it, and passes the rest on to that one. */
export class RoutingDelegate implements HTTPMessageDelegate {
  readonly #router: HandlerFinder;
  readonly #connection: HTTPConnection;
  #delegate: HTTPMessageDelegate | undefined;

  /**
   * @param router - asked once
   * @param connection - where the answer is written
   */
  constructor(router: HandlerFinder, connection: HTTPConnection) {
    this.#router = router;
    this.#connection = connection;
  }

  headersReceived(
    startLine: RequestStartLine | ResponseStartLine,
    headers: HTTPHeaders,
  ): void | Promise<void> {
    if (!("method" in startLine)) throw new TypeError("Cannot route a response: only requests have a target");
    const request = new HTTPServerRequest(startLine, { headers, connection: this.#connection });
    this.#delegate = this.#router.findHandler(request);
    if (this.#delegate === undefined)
      genLog.debug("Delegate for %s %s request not found", request.method, request.path);
    return this.#delegate?.headersReceived(startLine, headers);
  }

  gathersBody(): boolean {
    return this.#delegate?.gathersBody?.() === true;
  }

  dataReceived(chunk: Buffer): void | Promise<void> {
    return this.#delegate?.dataReceived(chunk);
  }

  finish(): void | Promise<void> {
    if (this.#delegate === undefined) return answerNotFound(this.#connection);
    return this.#delegate.finish();
  }

  onConnectionClose(reason?: Error): void {
    this.#delegate?.onConnectionClose(reason);
  }
}

function answerNotFound(connection: HTTPConnection): void {
  const startLine = { version: "HTTP/1.1", code: 404, reason: reasonPhrase(404) };
  connection.writeHeaders(startLine, new HTTPHeaders({ "Content-Length": "0" }));
  connection.finish();
}
