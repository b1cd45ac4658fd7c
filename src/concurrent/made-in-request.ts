import { genLog } from "../base/log/index.ts";
import { callerOf, isEvaluating } from "./call-site.ts";
import { isHandling } from "./caller.ts";
import { perThread } from "./per-thread.ts";

/** Enough for all places of a program; more would be places that are made up. */
const mostPlaces = 100;

/**
 * Says that an executor is made while a request is handled, once for each place: it works, and each request gets threads of
 * its own. In a class body of Python it would be one for all.
 *
 * @param made - the class, whose constructor is called
 */
export function reportMadeInRequest(made: { readonly name: string }): void {
  if (!isHandling() || isEvaluating(made)) return;
  const place = callerOf(made)?.key ?? "an unknown place";
  const known = perThread(Symbol.for("typhoon.concurrent.madeInRequest"), () => new Set<string>());
  if (known.has(place) || known.size >= mostPlaces) return;
  known.add(place);
  genLog.warn(
    `A ${made.name} is made while a request is handled, at ${place}: each request starts workers of its own there. ` +
      "Make it once, at the top level of the module or as a static field of the class",
  );
}
