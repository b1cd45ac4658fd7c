import { HTTPInputError, type HTTPServerRequest } from "../../http/httputil/index.ts";
import { longestSafeText, type Subject } from "./explosion-check.ts";
import { type PathMatch, PathPattern } from "./path-pattern.ts";
import { checkMatcher } from "./rule-shape.ts";

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

/** RFC 1035 §2.3.4: no host name is longer. */
const hostName: Subject = { name: "host name", length: 255 };
/** Longer than paths that are made for people and programs; an expression that is slow for longer ones refuses those. */
const path: Subject = { name: "path", length: 1_000 };

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
    longestSafeText(source, this.hostPattern, hostName);
  }

  match({ hostName: name }: HTTPServerRequest): Match | undefined {
    return name.length <= hostName.length && this.hostPattern.test(name) ? matched : undefined;
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
  readonly #longestPath: number;

  /**
   * @param pathPattern - a regular expression whose groups are either all named or all positional, or a path with
   *   parameters such as `/users/:id(integer)`
   * @throws {ExplodingPatternError} `ERR_EXPLODING_PATTERN` if it takes long for some paths of up to 1,000 characters
   */
  constructor(pathPattern: string | RegExp) {
    if (typeof pathPattern !== "string") checkMatcher(pathPattern);
    this.pattern = new PathPattern(pathPattern);
    const { isHarmless, source } = this.pattern;
    this.#longestPath = isHarmless ? Infinity : longestSafeText(source, this.regex, path);
  }

  /** The whole expression, anchored at both ends. */
  get regex(): RegExp {
    return this.pattern.regex;
  }

  /** @throws {HTTPInputError} 414 if the expression could take long for a path of this length */
  match(request: HTTPServerRequest): Match | undefined {
    if (request.path.length > this.#longestPath) this.#refuseLongPath(request.path);
    return this.pattern.match(request.path);
  }

  /** Not to match would be worse: the next rule may be one that this one guards. */
  #refuseLongPath(long: string): void {
    if (!long.startsWith(this.pattern.prefix)) return;
    throw new HTTPInputError(`A path of ${long.length} characters is too long here`, 414);
  }

  reverse(...args: readonly unknown[]): string {
    return this.pattern.reverse(args);
  }
}
