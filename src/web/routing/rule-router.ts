import { genLog } from "../../base/log/index.ts";
import { CallableAdapter } from "../../http/httpserver/internal.ts";
import type {
  HTTPMessageDelegate,
  HTTPServerConnectionDelegate,
  HTTPServerRequest,
} from "../../http/httputil/index.ts";
import { type OpenTarget, type ResolvedRule, RouteTable } from "./route-table.ts";
import { type ReversibleRouter, Router } from "./router.ts";
import { type RequestCallback, type Rule, type RuleLike, ruleOf } from "./rule.ts";
import { checkRules, isClass } from "./rule-shape.ts";

/** Says how a rule's target is opened, where the router itself would not know; `undefined`: it does know. */
export type TargetResolver = (rule: Rule) => OpenTarget | undefined;

/**
 * Leads each request to the target of the first rule that matches it.
 *
 * If that target is itself a router that finds nobody, the search goes on with the next rule.
 *
 * @example
 * ```ts
 * import { Application } from "typhoon/web";
 * import { HostMatches, RuleRouter } from "typhoon/routing";
 *
 * const router = new RuleRouter([
 *   [new HostMatches("admin\\..*"), new Application()],
 *   ["/.*", new Application()],
 * ]);
 * ```
 * @see tornado.routing.RuleRouter
 */
export class RuleRouter extends Router implements ReversibleRouter {
  readonly #resolved: ResolvedRule[] = [];
  readonly #named = new Map<string, Rule>();
  readonly #nested: ReversibleRouter[] = [];
  readonly #resolver: TargetResolver | undefined;
  #table: RouteTable;

  /**
   * @param rules - in the order in which they are tried
   * @param resolver - asked first how a target is opened, also for the lists of rules within `rules`
   */
  constructor(rules: readonly RuleLike[] = [], resolver?: TargetResolver) {
    super();
    this.#resolver = resolver;
    this.#table = this.#insert(rules, 0);
  }

  /** The rules, in the order in which they are tried. */
  get rules(): readonly Rule[] {
    return this.#resolved.map(({ rule }) => rule);
  }

  /** Adds rules after those that are there. */
  addRules(rules: readonly RuleLike[]): void {
    this.#table = this.#insert(rules, this.#resolved.length);
  }

  /** Adds rules before those that are there. */
  prependRules(rules: readonly RuleLike[]): void {
    this.#table = this.#insert(rules, 0);
  }

  override findHandler(request: HTTPServerRequest): HTTPMessageDelegate | undefined {
    return this.#table.find(request);
  }

  /** The path that leads to the rule of that name, here or in a router among the targets. */
  reverseUrl(name: string, ...args: readonly unknown[]): string | undefined {
    const rule = this.#named.get(name);
    if (rule !== undefined) return rule.reverse(...args);
    for (const router of this.#nested) {
      const found = router.knowsUrl?.(name) === false ? undefined : router.reverseUrl(name, ...args);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  knowsUrl(name: string): boolean {
    return this.#named.has(name) || this.#nested.some((router) => router.knowsUrl?.(name) ?? true);
  }

  #insert(added: readonly RuleLike[], position: number): RouteTable {
    checkRules(added);
    const rules = added.map(ruleOf);
    for (const rule of rules) this.#nameRule(rule);
    this.#resolved.splice(position, 0, ...rules.map((rule) => ({ rule, open: this.#resolve(rule) })));
    return new RouteTable(this.#resolved);
  }

  #nameRule(rule: Rule): void {
    if (rule.name === undefined) return;
    if (this.#named.has(rule.name))
      genLog.warn(`Multiple handlers named ${rule.name}; replacing previous value`);
    this.#named.set(rule.name, rule);
  }

  #resolve(rule: Rule): OpenTarget {
    return this.#resolver?.(rule) ?? this.#openerOf(rule);
  }

  #openerOf({ target }: Rule): OpenTarget {
    if (isRuleList(target)) return this.#openerOfRouter(new RuleRouter(target, this.#resolver));
    if (target instanceof Router) return this.#openerOfRouter(target);
    if ("startRequest" in target) return openerOfDelegate(target);
    if (isClass(target)) {
      throw new TypeError(`Cannot route to class ${target.name} as only an Application runs handler classes`);
    }
    return openerOfCallback(target);
  }

  #openerOfRouter(router: Router): OpenTarget {
    if (isReversible(router)) this.#nested.push(router);
    return (request) => router.findHandler(request);
  }
}

function openerOfDelegate(delegate: HTTPServerConnectionDelegate): OpenTarget {
  return ({ connection }) => delegate.startRequest(connection, connection);
}

function openerOfCallback(callback: RequestCallback): OpenTarget {
  return ({ connection }, match) =>
    new CallableAdapter((request) => callback(request, match)).startRequest(connection, connection);
}

function isRuleList(target: Rule["target"]): target is readonly RuleLike[] {
  return Array.isArray(target);
}

function isReversible(router: Router): router is Router & ReversibleRouter {
  return "reverseUrl" in router && typeof router.reverseUrl === "function";
}
