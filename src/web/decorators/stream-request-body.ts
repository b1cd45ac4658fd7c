import type { HandlerClass } from "../handler/index.ts";

/**
 * Lets a handler class take the body of a request while it arrives, instead of after it has.
 *
 * `prepare` is called when the head is there, and until it has ended no body is read. Then `dataReceived` is called with
 * each piece, and the method of the verb after the last one. A class without `dataReceived` reads the body itself, by
 * `bodyStream` or `multipart`: there the method of the verb is called after `prepare`.
 *
 * Works as a standard decorator, as one of `experimentalDecorators`, and as a function; `static streamRequestBody = true`
 * does the same where decorators are not understood.
 *
 * @param handlerClass - the class
 * @throws {TypeError} if it is applied to anything but a class
 * @example
 * ```ts
 * import { RequestHandler, streamRequestBody } from "typhoon/web";
 *
 * @streamRequestBody
 * class Upload extends RequestHandler {
 *   #size = 0;
 *   prepare() { this.request.connection.setMaxBodySize(10 * 2 ** 30); }
 *   dataReceived(chunk: Buffer) { this.#size += chunk.length; }
 *   put() { this.write(`${this.#size} bytes`); }
 * }
 * ```
 * @see tornado.web.stream_request_body
 */
export function streamRequestBody(handlerClass: HandlerClass, _context?: ClassDecoratorContext): void {
  if (typeof handlerClass !== "function" || !("supportedMethods" in handlerClass)) {
    throw new TypeError("Cannot use streamRequestBody on anything but a class that extends RequestHandler");
  }
  Object.defineProperty(handlerClass, "streamRequestBody", {
    value: true,
    configurable: true,
    writable: true,
  });
}
