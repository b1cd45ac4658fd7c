import { PathMatches } from "./matchers.ts";
import { Rule, type RuleTarget } from "./rule.ts";
import { checkTuple } from "./rule-shape.ts";
import type { TakesPath } from "./takes-path.ts";

/**
 * A rule that leads the paths of a pattern to a handler class.
 * @see tornado.web.URLSpec
 */
export class URLSpec extends Rule {
  /** The whole expression, anchored at both ends. */
  readonly regex: RegExp;

  /**
   * @param pattern - a regular expression for the whole path, or a path with parameters
   * @param handlerClass - who handles its requests
   * @param kwargs - what the handler's `initialize` receives
   * @param name - for `reverseUrl`
   */
  constructor(pattern: string | RegExp, handlerClass: RuleTarget, kwargs?: object, name?: string) {
    checkTuple([pattern, handlerClass]);
    const matcher = new PathMatches(pattern);
    super(matcher, handlerClass, kwargs, name);
    this.regex = matcher.regex;
  }

  /** Who handles the requests. */
  get handlerClass(): RuleTarget {
    return this.target;
  }

  /** What the handler's `initialize` receives. */
  get kwargs(): Readonly<Record<string, unknown>> {
    return this.targetKwargs;
  }
}

/** What the `initialize` method of a target class receives; a target without one takes anything. */
type KwargsOf<Target> = Target extends abstract new (
  ...args: never[]
) => { initialize(kwargs: infer Kwargs): unknown }
  ? unknown extends Kwargs
    ? object
    : Kwargs
  : object;

/**
 * A rule whose values are checked against the handler's `initialize`, and the parameters of whose path are checked
 * against the handler's methods, by the compiler.
 *
 * @param pattern - a regular expression for the whole path, or a path with parameters such as `/story/:id(integer)`
 * @param handlerClass - who handles its requests
 * @param kwargs - what the handler's `initialize` receives
 * @param name - for `reverseUrl`
 * @example
 * ```ts
 * import { Application, RequestHandler, url } from "typhoon/web";
 *
 * class Story extends RequestHandler {
 *   initialize({ title }: { title: string }) { this.setHeader("X-Title", title); }
 *   get({ id }: { id: number }) { this.write(`story ${id}`); }
 * }
 *
 * const app = new Application([url("/story/:id(integer)", Story, { title: "a" }, "story")]);
 * app.reverseUrl("story", 1);   // "/story/1"
 * ```
 * @see tornado.web.url
 */
export function url<const Path extends string | RegExp, Target extends RuleTarget>(
  pattern: Path,
  handlerClass: Target & TakesPath<Target, Path>,
  kwargs?: KwargsOf<Target> & object,
  name?: string,
): URLSpec {
  return new URLSpec(pattern, handlerClass, kwargs, name);
}
