import type { HTTPServerRequest } from "../../http/httputil/index.ts";
import { checkForExplosion } from "./explosion-check.ts";
import { type PathMatch, PathPattern } from "./path-pattern.ts";

/** What a rule that matched hands to its target. */
export type Match = PathMatch;

/**
 * Decides whether a rule is for a request.
 * @see tornado.routing.Matcher
 */
export interface Matcher {
  /**
   * @param request - its head
   * @returns the arguments for the target, or `undefined` if the rule is not for this request
   */
  match(request: HTTPServerRequest): Match | undefined;

  /** The path that this matcher would match with these arguments, where it can tell. */
  reverse?(...args: readonly unknown[]): string | undefined;
}

const matched: Match = Object.freeze({ pathArgs: Object.freeze([]), pathKwargs: undefined });

/** Matches every request. */
export class AnyMatches implements Matcher {
  match(_request: HTTPServerRequest): Match {
    return matched;
  }
}

/**
 * Matches requests to hosts of a pattern; case and port do not count.
 *
 * @example
 * ```ts
 * import { HostMatches, RuleRouter } from "typhoon/routing";
 *
 * const router = new RuleRouter([[new HostMatches("(www\\.)?example\\.com"), [["/", (request) => {}]]]]);
 * ```
 */
export class HostMatches implements Matcher {
  /** The whole expression, anchored at both ends. */
  readonly hostPattern: RegExp;

  /**
   * @param hostPattern - a regular expression for the whole host name, in lower case
   * @throws {ExplodingPatternError} `ERR_EXPLODING_PATTERN` if it takes forever for some host names
   */
  constructor(hostPattern: string | RegExp) {
    const isText = typeof hostPattern === "string";
    const flags = isText ? "" : hostPattern.flags.replace(/[gy]/g, "");
    const source = isText ? hostPattern : hostPattern.source;
    this.hostPattern = new RegExp(`^(?:${source})$`, flags);
    checkForExplosion(source, this.hostPattern);
  }

  match(request: HTTPServerRequest): Match | undefined {
    return this.hostPattern.test(request.hostName) ? matched : undefined;
  }
}

/**
 * Matches when the application's default host is one of the pattern, for requests that reach the server directly.
 *
 * A request that a proxy passed on (`X-Real-Ip`) never matches: the proxy knows its hosts.
 */
export class DefaultHostMatches implements Matcher {
  readonly #matches: boolean;

  /**
   * @param defaultHost - the application's default host
   * @param hostPattern - a whole-name expression, as of {@link HostMatches}
   */
  constructor(defaultHost: string, hostPattern: RegExp) {
    this.#matches = hostPattern.test(defaultHost);
  }

  match(request: HTTPServerRequest): Match | undefined {
    return this.#matches && !request.headers.has("X-Real-Ip") ? matched : undefined;
  }
}

/**
 * Matches requests whose whole path is of a pattern; its groups become the target's arguments.
 *
 * @example
 * ```ts
 * import { PathMatches } from "typhoon/routing";
 *
 * const { pattern } = new PathMatches("/users/:id(integer)/files/:name");
 * pattern.parameters;   // [{ name: "id", type: "integer" }, { name: "name", type: "string" }]
 * pattern.template;     // "/users/{id}/files/{name}"
 * ```
 */
export class PathMatches implements Matcher {
  /** The pattern, taken apart. */
  readonly pattern: PathPattern;

  /**
   * @param pathPattern - a regular expression whose groups are either all named or all positional, or a path with
   *   parameters such as `/users/:id(integer)`
   * @throws {ExplodingPatternError} `ERR_EXPLODING_PATTERN` if it takes forever for some paths; what only takes long for
   *   very long ones is a warning in the log
   */
  constructor(pathPattern: string | RegExp) {
    this.pattern = new PathPattern(pathPattern);
    if (!this.pattern.isHarmless) checkForExplosion(this.pattern.source, this.regex);
  }

  /** The whole expression, anchored at both ends. */
  get regex(): RegExp {
    return this.pattern.regex;
  }

  match(request: HTTPServerRequest): Match | undefined {
    return this.pattern.match(request.path);
  }

  reverse(...args: readonly unknown[]): string {
    return this.pattern.reverse(args);
  }
}
