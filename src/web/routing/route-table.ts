import type { HTTPMessageDelegate, HTTPServerRequest } from "../../http/httputil/index.ts";
import { type Match, PathMatches } from "./matchers.ts";
import type { PathPattern } from "./path-pattern.ts";
import { PrefixIndex } from "./prefix-index.ts";
import type { Rule } from "./rule.ts";
import type { Segmented } from "./segment-split.ts";

/** Opens a rule's target for a request that the rule matched; `undefined` lets the search go on. */
export type OpenTarget = (request: HTTPServerRequest, match: Match) => HTTPMessageDelegate | undefined;

/** A rule with its target resolved. */
export interface ResolvedRule {
  readonly rule: Rule;
  readonly open: OpenTarget;
}

/** A resolved rule in its place among the others. */
interface Route extends ResolvedRule, Segmented {}

const none: readonly Route[] = [];

/**
 * The rules in the form in which they are searched: first match wins, a path that is a rule's whole pattern is found
 * by one look into a map, and of the patterns only those are tried that begin as the path does, or have the same text in
 * a later segment. So thousands of rules cost about as much as ten.
 */
export class RouteTable {
  readonly #literals = new Map<string, Route[]>();
  readonly #others = new PrefixIndex<Route>();
  /** Most applications have no rules for hosts, and yet each request is looked up there first. */
  readonly #isEmpty: boolean;

  /** @param rules - in the order in which they are tried */
  constructor(rules: readonly ResolvedRule[]) {
    this.#isEmpty = rules.length === 0;
    for (const [position, { rule, open }] of rules.entries())
      this.#add({ position, rule, open, segments: pathPatternOf(rule)?.segments ?? [] });
  }

  #add(route: Route): void {
    const pattern = pathPatternOf(route.rule);
    const path = pattern?.literal;
    if (path === undefined) {
      this.#others.add(pattern?.prefix ?? "", route);
      return;
    }
    const same = this.#literals.get(path);
    if (same === undefined) this.#literals.set(path, [route]);
    else same.push(route);
  }

  /** The first target that takes the request: literal routes and the others are tried in their common order. */
  find(request: HTTPServerRequest): HTTPMessageDelegate | undefined {
    if (this.#isEmpty) return undefined;
    const literals = this.#literals.get(request.path) ?? none;
    const others = this.#others.candidates(request.path);
    let literal = 0;
    let other = 0;
    while (literal < literals.length || other < others.length) {
      const next = literals[literal];
      const candidate = others[other];
      const isLiteral = candidate === undefined || (next !== undefined && next.position < candidate.position);
      if (isLiteral) literal++;
      else other++;
      const found = tryRoute(isLiteral ? next : candidate, request);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function tryRoute(route: Route | undefined, request: HTTPServerRequest): HTTPMessageDelegate | undefined {
  const match = route?.rule.matcher.match(request);
  return match === undefined ? undefined : route?.open(request, match);
}

/** Only of exactly this class: a subclass may match by more than the path. */
function pathPatternOf({ matcher }: Rule): PathPattern | undefined {
  return matcher instanceof PathMatches && matcher.constructor === PathMatches ? matcher.pattern : undefined;
}
