import type { RequestHandler } from "./request-handler.ts";

/** The seam to who knows what a class declares of its requests. */
export interface DeclaredInput {
  /**
   * Called before the handler's method, once its user is known: reads what is declared for it.
   *
   * @returns a promise if that takes time; `undefined` where nothing is declared, or all of it is read already
   * @throws {HTTPError} if the request is not as declared; in the promise, if there is one
   */
  read(handler: RequestHandler): PromiseLike<void> | undefined;
}

/** Under which name a class has a static function that makes what reads its input, once for each rule; it is given the rule's own class. */
export const declaredInput: unique symbol = Symbol.for("typhoon.web.declaredInput");

/** @returns `undefined` if the class declares nothing */
export function declaredInputOf(handlerClass: typeof RequestHandler): DeclaredInput | undefined {
  const open: unknown = Reflect.get(handlerClass, declaredInput);
  return isOpener(open) ? open(handlerClass) : undefined;
}

function isOpener(value: unknown): value is (handlerClass: typeof RequestHandler) => DeclaredInput {
  return typeof value === "function";
}
