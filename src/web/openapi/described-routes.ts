import { genLog } from "../../base/log/index.ts";
import type { Application } from "../application/index.ts";
import { type HandlerClass, RequestHandler } from "../handler/index.ts";
import { PathMatches, type PathParameter, PathPattern, type Rule, RuleRouter } from "../routing/index.ts";
import { ruleOf } from "../routing/internal.ts";
import type { HandlerDescription } from "../validation/index.ts";
import { descriptionOf } from "../validation/internal.ts";

/** A rule that leads to a described class. */
export interface DescribedRoute {
  /** The path, with the names of its parameters in braces. */
  readonly template: string;
  readonly parameters: readonly PathParameter[];
  readonly handlerClass: HandlerClass;
  readonly description: HandlerDescription;
}

/** The routes of described classes, also those in nested routers, in the order in which they are tried. */
export function describedRoutes(application: RuleHolder): DescribedRoute[] {
  return application.rules.flatMap(routesOf);
}

/** Whoever has rules: an application, or a router. */
type RuleHolder = Pick<Application, "rules">;

function routesOf(rule: Rule): DescribedRoute[] {
  const { target, matcher } = rule;
  if (Array.isArray(target)) return target.map(ruleOf).flatMap(routesOf);
  if (hasRules(target)) return describedRoutes(target);
  const description = isHandlerClass(target) ? descriptionOf(target) : undefined;
  if (description === undefined || !isHandlerClass(target)) return [];
  const pattern = matcher instanceof PathMatches ? describable(matcher.pattern) : undefined;
  if (pattern?.template === undefined) return leftOut(rule, target.name);
  const { template, parameters } = pattern;
  return [{ template, parameters, handlerClass: target, description }];
}

/** A slash at the end that may be left out is left out. */
function describable(pattern: PathPattern): PathPattern {
  const source = sourceOf(pattern);
  const isOptional = pattern.template === undefined && source.endsWith("/?");
  return isOptional ? new PathPattern(source.slice(0, -2)) : pattern;
}

/** The expression within its anchors, where a slash needs no backslash. */
function sourceOf({ regex }: PathPattern): string {
  return regex.source.replace(/^\^\(\?:|\)\$$/g, "").replaceAll("\\/", "/");
}

function leftOut({ matcher }: Rule, name: string): [] {
  const pattern = matcher instanceof PathMatches ? sourceOf(matcher.pattern) : "a matcher of its own";
  genLog.warn(
    `Left ${name} out of the OpenAPI document as its path is no text with named parameters: ${pattern}. Write it as in /users/:id(integer)`,
  );
  return [];
}

function hasRules(target: Rule["target"]): target is Rule["target"] & RuleHolder {
  return target instanceof RuleRouter || ("rules" in target && Array.isArray(target.rules));
}

function isHandlerClass(target: unknown): target is HandlerClass {
  return typeof target === "function" && target.prototype instanceof RequestHandler;
}
