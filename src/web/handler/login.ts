import { isThenable } from "../../concurrent/internal.ts";
import { type HTTPServerRequest, urlConcat } from "../../http/httputil/index.ts";
import type { CurrentUser, UserHook } from "./current-user.ts";
import { HTTPError, MissingSettingError } from "./errors.ts";
import { withinOwnSite } from "./own-site.ts";
import type { ApplicationSettings } from "./settings.ts";
import { synchronous } from "./synchronous.ts";

/** What is needed of a handler to keep strangers out. */
export interface GuardedHandler extends UserHook {
  readonly request: HTTPServerRequest;
  readonly settings: ApplicationSettings;
  getLoginUrl(): string;
  redirect(url: string): void;
}

/**
 * Whether the request comes from a user. If not, its client is sent to the login page, or refused.
 *
 * @returns a promise only if the handler's `getCurrentUser` is asynchronous
 * @throws {HTTPError} 401 if it does not, and there is no login page; 403 if its method is neither GET nor HEAD; in the
 *   promise, if there is one
 */
export function admitUser(handler: GuardedHandler, current: CurrentUser): boolean | PromiseLike<boolean> {
  const user = current.load(handler);
  if (current.known !== undefined) return admit(handler, current.known.user);
  return isThenable(user) ? user.then((found) => admit(handler, found)) : admit(handler, user);
}

function admit(handler: GuardedHandler, user: unknown): boolean {
  if (user) return true;
  const { method } = handler.request;
  const loginUrl = loginUrlOf(handler);
  if (loginUrl === undefined) throw unauthorized(handler.settings);
  if (method !== "GET" && method !== "HEAD") throw new HTTPError(403);
  handler.redirect(loginUrlFor(loginUrl, handler.request));
  return false;
}

/** An API has no page to log in. */
function loginUrlOf(handler: GuardedHandler): string | undefined {
  try {
    return synchronous(handler, "getLoginUrl", handler.getLoginUrl());
  } catch (error) {
    if (error instanceof MissingSettingError && error.setting === "loginUrl") return undefined;
    throw error;
  }
}

/** RFC 9110 §15.5.2: it has to name at least one way to prove who one is. */
function unauthorized({ authChallenge = "Bearer" }: ApplicationSettings): HTTPError {
  return new HTTPError(401, undefined, { headers: { "WWW-Authenticate": authChallenge } });
}

const methodsForUsers = new WeakSet<object>();

/** Notes that a method admits users alone. */
export function markForUsers(method: object): void {
  methodsForUsers.add(method);
}

/** Whether a method was decorated with `authenticated`. */
export function isForUsers(method: unknown): boolean {
  return typeof method === "function" && methodsForUsers.has(method);
}

const absoluteUrl = /^[a-z][a-z0-9+.-]*:/i;

/** A login page elsewhere has to come back to this site, so it is told the whole address; one here only the path. */
function loginUrlFor(loginUrl: string, request: HTTPServerRequest): string {
  if (loginUrl.includes("?")) return loginUrl;
  const target = withinOwnSite(request.uri);
  const next = absoluteUrl.test(loginUrl) ? `${request.protocol}://${request.host}${target}` : target;
  return urlConcat(loginUrl, { next });
}
