import type { RequestHandler } from "../handler/index.ts";
import { admitUser, awaitable, markForUsers, userOf } from "../handler/internal.ts";
import { type HandlerMethodDecorator, handlerMethodDecorator, type Method } from "./handler-method.ts";

/**
 * Keeps a handler's method for users: a stranger's GET or HEAD is sent to `getLoginUrl()`, with where it wanted to go as
 * the argument `next`; anything else is answered 403. Without the setting `loginUrl`, as in an API, all get a 401 with the
 * challenge of the setting `authChallenge`.
 *
 * A user is who `currentUser` is true for; `getCurrentUser` may be asynchronous. It has to be the outermost decorator.
 * Works as a standard decorator, as one of `experimentalDecorators`, and as a function around the method; without
 * decorators, a class lists its methods: `static authenticated = ["get"]`.
 *
 * The login page redirects to `next` only after it has seen that it is a path of this site: see docs/guide/security.md.
 *
 * @example
 * ```ts
 * import { Application, RequestHandler } from "typhoon/web";
 *
 * class Profile extends RequestHandler {
 *   static override authenticated = ["get"];   // or @authenticated before get()
 *
 *   override getCurrentUser() {
 *     return this.getSignedCookie("user");
 *   }
 *
 *   override get() {
 *     this.write(`You are ${this.currentUser}`);
 *   }
 * }
 *
 * const app = new Application([["/me", Profile]], { cookieSecret: "a long random text", loginUrl: "/login" });
 * ```
 * @see tornado.web.authenticated
 */
export const authenticated: HandlerMethodDecorator = handlerMethodDecorator("authenticated", forUsers);

function forUsers<This extends RequestHandler, Args extends readonly unknown[], Result>(
  method: Method<This, Args, Result>,
): Method<This, Args, Result> {
  function guarded(this: This, ...args: [...Args]): unknown {
    const isAdmitted = admitUser(this, userOf(this));
    if (isAdmitted === true) return method.apply(this, args);
    return isAdmitted === false ? undefined : runIfAdmitted(isAdmitted, () => method.apply(this, args));
  }
  markForUsers(guarded);
  // What a handler's method returns is looked at by its caller alone, which also takes nothing, and a promise.
  return guarded as Method<This, Args, Result>;
}

async function runIfAdmitted(isAdmitted: PromiseLike<boolean>, run: () => unknown): Promise<unknown> {
  return (await isAdmitted) ? awaitable(run()) : undefined;
}
