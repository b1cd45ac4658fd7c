export { ExplodingPatternError } from "./errors.ts";
export {
  AnyMatches,
  DefaultHostMatches,
  HostMatches,
  type Match,
  type Matcher,
  PathMatches,
} from "./matchers.ts";
export type { PathParameter, PathParameterType, PathParameterTypes, PathValue } from "./path-parameter.ts";
export type { PathParameters } from "./path-parameters.ts";
export { type PathMatch, PathPattern } from "./path-pattern.ts";
export type { OpenTarget } from "./route-table.ts";
export { type ReversibleRouter, Router } from "./router.ts";
export {
  type RequestCallback,
  Rule,
  type RuleLike,
  type RuleTarget,
  type RuleTuple,
  type TargetClass,
  type TargetKwargs,
} from "./rule.ts";
export { RuleRouter, type TargetResolver } from "./rule-router.ts";
export { URLSpec, url } from "./url-spec.ts";
