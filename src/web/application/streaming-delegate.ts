import { handleFor } from "../../concurrent/internal.ts";
import {
  ClientClosedError,
  type HTTPMessageDelegate,
  type HTTPServerRequest,
} from "../../http/httputil/index.ts";
import { BodyStream } from "../../http/httputil/internal.ts";
import type { ApplicationContext, RequestHandler } from "../handler/index.ts";
import {
  type ArrivingBody,
  closeConnection,
  executeStreaming,
  type HandlerRoute,
  type RawPathArguments,
  receiveData,
  responseOf,
} from "../handler/internal.ts";
import { constructHandler } from "./construct-handler.ts";
import { RequestCaller } from "./request-caller.ts";
import { adoptRequestId } from "./request-id.ts";

/** Makes the handler of a request when its head is there, and gives it the body while it arrives. */
export class StreamingDelegate extends RequestCaller implements HTTPMessageDelegate {
  readonly #path: RawPathArguments;
  readonly #body: ArrivingBody;
  #arrive: (hasArrived: boolean) => void = () => {};
  #handler: RequestHandler | undefined;

  /** Parameters are those of `HandlerDelegate`. */
  constructor(
    application: ApplicationContext,
    request: HTTPServerRequest,
    route: HandlerRoute,
    path: RawPathArguments,
  ) {
    super(application, request, route);
    this.#path = path;
    this.#body = {
      stream: route.body === "pulled" ? new BodyStream() : undefined,
      arrived: new Promise((resolve) => {
        this.#arrive = resolve;
      }),
    };
  }

  headersReceived(): Promise<void> | undefined {
    adoptRequestId(this.request, this.application.settings);
    this.#handler = constructHandler(this.route.handlerClass, this.application, this.request);
    if (this.#handler === undefined) return undefined;
    return handleFor(this, executeStreaming, this.#handler, this.route, this.#path, this.#body);
  }

  dataReceived(chunk: Buffer): Promise<void> | undefined {
    const handler = this.#handler;
    if (handler === undefined || responseOf(handler).finished) return undefined;
    if (this.#body.stream !== undefined) return this.#body.stream.push(chunk);
    return handleFor(this, receiveData, handler, chunk);
  }

  finish(): void {
    this.#body.stream?.end();
    this.#arrive(true);
  }

  onConnectionClose(reason: Error = new ClientClosedError()): void {
    if (this.#handler === undefined) this.request.abort(reason);
    else closeConnection(this.#handler, reason);
    this.#body.stream?.fail(reason);
    this.#arrive(false);
  }
}
