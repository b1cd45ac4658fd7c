import {
  ClientClosedError,
  type HTTPMessageDelegate,
  type HTTPServerRequest,
} from "../../http/httputil/index.ts";
import { BodyStream } from "../../http/httputil/internal.ts";
import { type Active, type Activity, activitySymbol } from "../../loop/watchdog/internal.ts";
import type { ApplicationContext, RequestHandler } from "../handler/index.ts";
import {
  type ArrivingBody,
  closeConnection,
  executeStreaming,
  type HandlerRoute,
  type RawPathArguments,
  receiveData,
  requestSummary,
  responseOf,
} from "../handler/internal.ts";
import { constructHandler } from "./construct-handler.ts";

/** Makes the handler of a request when its head is there, and gives it the body while it arrives. */
export class StreamingDelegate implements HTTPMessageDelegate, Active {
  readonly #application: ApplicationContext;
  readonly #request: HTTPServerRequest;
  readonly #route: HandlerRoute;
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
    this.#application = application;
    this.#request = request;
    this.#route = route;
    this.#path = path;
    this.#body = {
      stream: route.body === "pulled" ? new BodyStream() : undefined,
      arrived: new Promise((resolve) => {
        this.#arrive = resolve;
      }),
    };
  }

  headersReceived(): Promise<void> | undefined {
    this.#handler = constructHandler(this.#route.handlerClass, this.#application, this.#request);
    if (this.#handler === undefined) return undefined;
    return executeStreaming(this.#handler, this.#route, this.#path, this.#body);
  }

  dataReceived(chunk: Buffer): Promise<void> | undefined {
    const handler = this.#handler;
    if (handler === undefined || responseOf(handler).finished) return undefined;
    return this.#body.stream === undefined ? receiveData(handler, chunk) : this.#body.stream.push(chunk);
  }

  finish(): void {
    this.#body.stream?.end();
    this.#arrive(true);
  }

  onConnectionClose(reason: Error = new ClientClosedError()): void {
    if (this.#handler === undefined) this.#request.abort(reason);
    else closeConnection(this.#handler, reason);
    this.#body.stream?.fail(reason);
    this.#arrive(false);
  }

  /** For a watchdog's report, where no method of the handler itself is on the stack. */
  [activitySymbol](): Activity {
    return { request: requestSummary(this.#request), handler: this.#route.handlerClass.name };
  }
}
