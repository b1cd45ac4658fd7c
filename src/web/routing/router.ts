import type {
  HTTPConnection,
  HTTPMessageDelegate,
  HTTPServerConnectionDelegate,
  HTTPServerRequest,
} from "../../http/httputil/index.ts";
import { RoutingDelegate } from "./routing-delegate.ts";

/**
 * Chooses who answers a request, once its head is known.
 *
 * A subclass implements `findHandler`; the router itself can be given to an `HTTPServer`, or be another router's target.
 *
 * @example
 * ```ts
 * import type { HTTPServerRequest } from "typhoon/httputil";
 * import { Application } from "typhoon/web";
 * import { Router } from "typhoon/routing";
 *
 * class ByMethod extends Router {
 *   readonly #readers = new Application();
 *   readonly #writers = new Application();
 *   override findHandler(request: HTTPServerRequest) {
 *     return (request.method === "GET" ? this.#readers : this.#writers).findHandler(request);
 *   }
 * }
 * ```
 * @see tornado.routing.Router
 */
export abstract class Router implements HTTPServerConnectionDelegate {
  /**
   * Finds who receives the rest of this request.
   *
   * @param request - its head; the body has not arrived
   * @returns `undefined` if this router has nobody for it: an outer router goes on looking, the outermost answers 404
   */
  abstract findHandler(request: HTTPServerRequest): HTTPMessageDelegate | undefined;

  /** A request begins; it is routed as soon as its head has arrived. */
  startRequest(_serverConnection: object, requestConnection: HTTPConnection): HTTPMessageDelegate {
    return new RoutingDelegate(this, requestConnection);
  }
}

/** A router that can also say the URL of a named rule. */
export interface ReversibleRouter {
  /**
   * The path that leads to the rule of that name.
   *
   * @param name - the name given to the rule
   * @param args - one for each group of its pattern, or one object with a value for each name
   * @returns `undefined` if there is no such rule here
   */
  reverseUrl(name: string, ...args: readonly unknown[]): string | undefined;

  /**
   * Whether there may be a rule of that name here: a router that throws for an unknown one, as an application does, says so
   * before it is asked. Without it, it is asked.
   */
  knowsUrl?(name: string): boolean;
}
