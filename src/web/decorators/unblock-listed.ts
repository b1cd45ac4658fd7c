import { unblockOnPrototype } from "../../concurrent/internal.ts";
import type { HandlerClass } from "../handler/index.ts";

/**
 * Does for the methods that a class lists in `static blocking` what `@unblock` does for decorated ones.
 *
 * @param handlerClass - the class
 * @param module - that a worker evaluates to find the class
 * @throws {TypeError} if it lists a name that is no method
 */
export function unblockListed(handlerClass: HandlerClass, module: string | undefined): void {
  for (const name of handlerClass.blocking) unblockOnPrototype(handlerClass, name, module ?? "");
}
