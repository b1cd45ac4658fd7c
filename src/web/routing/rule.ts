import type { HTTPServerConnectionDelegate, HTTPServerRequest } from "../../http/httputil/index.ts";
import { type Match, type Matcher, PathMatches } from "./matchers.ts";
import type { Router } from "./router.ts";
import { checkMatcher, checkTarget, checkTuple, checkValues } from "./rule-shape.ts";

/**
 * A function that answers a request by itself, through `request.connection`.
 *
 * @param request - the whole request, body included
 * @param match - what the rule's pattern caught; text is still percent-encoded
 */
export type RequestCallback = (request: HTTPServerRequest, match: Match) => void | Promise<void>;

/** A class whose objects handle requests; which classes it understands is the router's matter. */
export type TargetClass = abstract new (...args: never[]) => object;

/** Who gets the requests of a rule: a router, a delegate, a function, a handler class, or a list of further rules. */
export type RuleTarget =
  | Router
  | HTTPServerConnectionDelegate
  | RequestCallback
  | TargetClass
  | readonly RuleLike[];

/** Values that a rule hands to its target, for a handler those that `initialize` receives. */
export type TargetKwargs = Readonly<Record<string, unknown>>;

/** A rule in short: pattern or matcher, target, values for the target, name. */
export type RuleTuple = readonly [
  matcher: string | RegExp | Matcher,
  target: RuleTarget,
  targetKwargs?: object | undefined,
  name?: string | undefined,
];

/** Whatever is understood as a rule. */
export type RuleLike = Rule | RuleTuple;

/**
 * One line of a routing table: which requests, and who gets them.
 * @see tornado.routing.Rule
 */
export class Rule {
  /** Which requests. */
  readonly matcher: Matcher;
  /** Who gets them. */
  readonly target: RuleTarget;
  /** What the target gets beside the request. */
  readonly targetKwargs: TargetKwargs;
  /** By what name `reverseUrl` finds the rule. */
  readonly name: string | undefined;

  /**
   * @param matcher - which requests
   * @param target - who gets them
   * @param targetKwargs - what the target gets beside the request
   * @param name - for `reverseUrl`
   * @throws {TypeError} if one of them is of another type
   */
  constructor(matcher: Matcher, target: RuleTarget, targetKwargs: object = {}, name?: string) {
    checkMatcher(matcher);
    checkTarget(target);
    checkValues(targetKwargs, name);
    this.matcher = matcher;
    this.target = target;
    this.targetKwargs = { ...targetKwargs };
    this.name = name ?? undefined;
  }

  /** The path that leads to this rule, `undefined` where its matcher cannot tell. */
  reverse(...args: readonly unknown[]): string | undefined {
    return this.matcher.reverse?.(...args);
  }
}

/** The rule that a tuple is short for. */
export function ruleOf(rule: RuleLike): Rule {
  if (rule instanceof Rule) return rule;
  checkTuple(rule);
  const [matcher, target, targetKwargs, name] = rule;
  const isPattern = typeof matcher === "string" || matcher instanceof RegExp;
  return new Rule(isPattern ? new PathMatches(matcher) : matcher, target, targetKwargs, name);
}
