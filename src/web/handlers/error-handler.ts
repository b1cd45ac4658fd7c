import { HTTPError, RequestHandler } from "../handler/index.ts";

/**
 * Answers every request, whatever its method, with the page of one error.
 *
 * @example
 * ```ts
 * import { Application, ErrorHandler } from "typhoon/web";
 *
 * const app = new Application([["/old/.*", ErrorHandler, { statusCode: 410 }]]);
 * ```
 * @see tornado.web.ErrorHandler
 */
export class ErrorHandler extends RequestHandler {
  #statusCode = 500;

  /** @param kwargs - `statusCode`: the status of the answer */
  override initialize({ statusCode }: { readonly statusCode: number }): void {
    this.#statusCode = statusCode;
  }

  /** The page of an error changes nothing: its own status is told, whoever asks. */
  override checkXsrfCookie(): void {}

  override prepare(): void {
    throw new HTTPError(this.#statusCode);
  }
}
