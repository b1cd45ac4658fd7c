import { TyphoonError } from "../../base/errors/index.ts";

/**
 * The peer sent something that this protocol does not allow, or more than a limit allows.
 *
 * The connection answers with `statusCode` and `message`, then closes; it is logged at level `info`, without a stack.
 * @see tornado.httputil.HTTPInputError
 */
export class HTTPInputError extends TyphoonError {
  override readonly name = "HTTPInputError";
  /** The status to answer with: 400 unless a limit (408, 413, 414, 431, 503) or an unknown feature (417, 501, 505) is why. */
  readonly statusCode: number;

  /**
   * @param message - one sentence on what is wrong; the client reads it
   * @param statusCode - default: 400
   */
  constructor(message: string, statusCode = 400) {
    super("ERR_HTTP_INPUT", message);
    this.statusCode = statusCode;
  }
}

/**
 * The application wrote what HTTP cannot carry: more or fewer bytes than its Content-Length, or pieces out of order.
 *
 * @see tornado.httputil.HTTPOutputError
 */
export class HTTPOutputError extends TyphoonError {
  override readonly name = "HTTPOutputError";

  /** @param message - one sentence on what was written wrongly */
  constructor(message: string) {
    super("ERR_HTTP_OUTPUT", message);
  }
}

/**
 * The client went away before its answer was complete: the reason of `request.signal`, and of writes from then on.
 */
export class ClientClosedError extends TyphoonError {
  override readonly name = "ClientClosedError";

  /** @param options - `cause`: the socket's error, if there was one */
  constructor(options?: ErrorOptions) {
    super("ERR_CLIENT_CLOSED", "The client closed the connection before the answer was complete", options);
  }
}

/**
 * The server ended before the answer was complete, as `drain()` had no more time or `closeAllConnections()` was called:
 * the reason of `request.signal`, and of writes from then on.
 */
export class ServerShutdownError extends TyphoonError {
  override readonly name = "ServerShutdownError";

  constructor() {
    super("ERR_SERVER_SHUTDOWN", "The server was shut down before the answer was complete");
  }
}
