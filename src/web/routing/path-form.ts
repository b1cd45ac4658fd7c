import { encodePath } from "../../http/httputil/internal.ts";
import type { CompiledPattern } from "./compiled-pattern.ts";
import { isPathParameterType, type PathParameterType, pathParameterKinds } from "./path-parameter.ts";
import { endOfBracket } from "./pattern-characters.ts";
import { groupsAmong, type PatternPart } from "./pattern-part.ts";

const parameter = /\/:([A-Za-z_]\w*)(?:\(([^()]*)\))?/g;
const ofExpressions = /[\\^$*+?()[\]{}|]/;

/**
 * Whether a pattern is in the path form: text with a segment that begins with a colon and a name. As a regular expression
 * it would match just that text; in a class (`[^/:a]`) or behind a backslash (`/\\:a`) it still does.
 */
export function isPathForm(pattern: string | RegExp): pattern is string {
  return typeof pattern === "string" && hasParameter(pattern);
}

function hasParameter(pattern: string): boolean {
  for (let at = 0; at < pattern.length; ) {
    const character = pattern.charAt(at);
    if (character === "/" && /^:[A-Za-z_]/.test(pattern.slice(at + 1, at + 3))) return true;
    if (character === "\\") at += 2;
    else at = character === "[" ? endOfBracket(pattern, at) : at + 1;
  }
  return false;
}

/**
 * Makes an expression of a path such as `/users/:id(integer)`.
 *
 * @param pattern - of which {@link isPathForm} is true
 * @throws {TypeError} if it has anything else in it, with what to write instead
 */
export function compilePath(pattern: string): CompiledPattern {
  const parts = parsePathForm(pattern);
  const groups = groupsAmong(parts);
  const expressions = parts.map(
    ({ text, group }) => text?.replaceAll(".", "\\.") ?? `(${group?.expression})`,
  );
  return {
    source: pattern,
    regex: new RegExp(`^${expressions.join("")}$`),
    start: { text: parts[0]?.text ?? "", isWhole: false },
    groupCount: groups.length,
    parameters: groups.map(({ name = "", type }) => ({ name, type })),
    converters: groups.map(({ type }) => pathParameterKinds[type].convert),
    parts,
  };
}

/** Text and parameters, in turn. */
function parsePathForm(pattern: string): readonly PatternPart[] {
  const parts: PatternPart[] = [];
  let end = 0;
  for (const { index, 0: whole, 1: name = "", 2: type = "string" } of pattern.matchAll(parameter)) {
    if (!isPathParameterType(type)) throw unknownType(pattern, name, type);
    parts.push({ text: literalText(pattern, `${pattern.slice(end, index)}/`) });
    parts.push({ group: { name, type, expression: pathParameterKinds[type].expression } });
    end = index + whole.length;
  }
  if (end < pattern.length) parts.push({ text: literalText(pattern, pattern.slice(end)) });
  checkParts(pattern, parts);
  return parts;
}

/** Text as it stands in a request's path, where whatever is not ASCII is percent-encoded. */
function literalText(pattern: string, text: string): string {
  const [wrong] = ofExpressions.exec(text) ?? [];
  if (wrong !== undefined) throw mixedForms(pattern, wrong);
  const [colon] = /(?<!\/):[A-Za-z_]\w*/.exec(text) ?? [];
  if (colon !== undefined) throw colonWithin(pattern, colon);
  return text.replace(/[^\x21-\x7e]+/g, encodePath);
}

function checkParts(pattern: string, parts: readonly PatternPart[]): void {
  if (!pattern.startsWith("/"))
    throw new TypeError(`Cannot route by ${pattern} as a path begins with a slash: put one before it`);
  const names = groupsAmong(parts).map(({ name }) => name);
  const twice = names.find((name, position) => names.indexOf(name) !== position);
  if (twice !== undefined)
    throw new TypeError(`Cannot route by ${pattern} as two of its parameters are named ${twice}`);
  const rest = parts.findIndex(({ group }) => group?.type === "path");
  if (rest !== -1 && rest !== parts.length - 1) throw notTheRest(pattern);
}

function unknownType(pattern: string, name: string, type: string): TypeError {
  return new TypeError(
    `Cannot route by ${pattern} as the type of :${name} has to be one of ${typeNames}: current value is ${type}. ` +
      `For an expression of your own write a named group, /(?<${name}>...)`,
  );
}

const typeNames = (Object.keys(pathParameterKinds) as PathParameterType[]).join(", ");

function mixedForms(pattern: string, wrong: string): TypeError {
  return new TypeError(
    `Cannot route by ${pattern} as a path with parameters has no ${wrong} of a regular expression: write ` +
      ":name(path) for the rest of a path, two rules for an optional part, and named groups for anything else. " +
      "If the colon is meant as such, write [:]",
  );
}

function colonWithin(pattern: string, colon: string): TypeError {
  return new TypeError(
    `Cannot route by ${pattern} as a parameter begins its segment, and ${colon} does not: put a slash before it, ` +
      "or write a regular expression with named groups",
  );
}

function notTheRest(pattern: string): TypeError {
  return new TypeError(
    `Cannot route by ${pattern} as a parameter of type path takes all the rest: nothing can stand behind it`,
  );
}
