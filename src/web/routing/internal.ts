/** The friends' door: what the application needs of this module beyond its public names. */
export { RoutingDelegate } from "./routing-delegate.ts";
export { ruleOf } from "./rule.ts";
export { checkRules, isClass } from "./rule-shape.ts";
