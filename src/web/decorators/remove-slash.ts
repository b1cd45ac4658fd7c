import type { RequestHandler } from "../handler/index.ts";
import { type HandlerMethodDecorator, handlerMethodDecorator, type Method } from "./handler-method.ts";
import { redirectToPath } from "./redirect-to-path.ts";

/**
 * Sends a GET or HEAD for a path with slashes at its end to the path without, keeping the query; any other method gets a
 * 404. The path `/` stays. The rule's pattern has to match both: `"/list/?"`.
 *
 * Works as a standard decorator, as one of `experimentalDecorators`, and as a function around the method.
 *
 * @see tornado.web.removeslash
 */
export const removeSlash: HandlerMethodDecorator = handlerMethodDecorator("removeSlash", withoutSlash);

function withoutSlash<This extends RequestHandler, Args extends readonly unknown[], Result>(
  method: Method<This, Args, Result>,
): Method<This, Args, Result> {
  function redirecting(this: This, ...args: [...Args]): unknown {
    const { path } = this.request;
    const bare = withoutSlashes(path);
    return bare === path || bare === "" ? method.apply(this, args) : redirectToPath(this, bare);
  }
  // What a handler's method returns is looked at by its caller alone, which also takes nothing.
  return redirecting as Method<This, Args, Result>;
}

/** A regular expression for the end of a text takes quadratic time where slashes stand in its middle. */
function withoutSlashes(path: string): string {
  let end = path.length;
  while (end > 0 && path[end - 1] === "/") end--;
  return path.slice(0, end);
}
