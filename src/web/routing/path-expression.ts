import type { CompiledPattern } from "./compiled-pattern.ts";
import { literalStart } from "./literal-start.ts";
import type { PathParameter } from "./path-parameter.ts";
import { groupsAmong, type PatternPart } from "./pattern-part.ts";
import { reversalParts } from "./reversal.ts";

/**
 * Takes a regular expression for paths apart; `(?P<name>...)` is understood as `(?<name>...)`.
 *
 * @param pattern - for the whole path; `^` and `$` around it are implied
 * @throws {TypeError} if it is not a regular expression
 * @throws {TypeError} if some of its groups have names and some have not
 */
export function compileExpression(pattern: string | RegExp): CompiledPattern {
  const isText = typeof pattern === "string";
  const source = (isText ? pattern : pattern.source).replaceAll("(?P<", "(?<");
  checkExpression(source, isText ? "" : pattern.flags);
  const regex = new RegExp(`^(?:${source})$`, isText ? "" : pattern.flags.replace(/[gy]/g, ""));
  const { count, names } = groupsOf(regex);
  if (names.length !== 0 && names.length !== count) throw mixedGroups(source);
  const parts = reversalParts(source, count);
  return {
    source,
    regex,
    start: regex.ignoreCase ? { text: "", isWhole: false } : literalStart(source),
    groupCount: count,
    parameters: names.map((name) => parameterOf(name, parts)),
    converters: [],
    parts,
  };
}

/** By itself: `a)|(b` is none, and would be one between our anchors, of which each alternative then had but one. */
function checkExpression(source: string, flags: string): void {
  try {
    new RegExp(source, flags);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split(": ").at(-1) : String(cause);
    throw new TypeError(
      `Cannot route by ${JSON.stringify(source)} because it is not a regular expression (${why}): ${cureOf(source)}`,
      { cause },
    );
  }
}

function cureOf(source: string): string {
  if (/(?:^|\/)[*?]/.test(source))
    return `write ${JSON.stringify(source.replace(/(^|\/)[*?]/g, "$1(.*)"))} for any text`;
  return "put a backslash before characters that stand for themselves";
}

/** An expression that also matches nothing shows its groups in its result. */
function groupsOf(regex: RegExp): { count: number; names: readonly string[] } {
  const found = new RegExp(`${regex.source}|`, regex.flags).exec("");
  return { count: (found?.length ?? 1) - 1, names: Object.keys(found?.groups ?? {}) };
}

function parameterOf(name: string, parts: readonly PatternPart[] = []): PathParameter {
  const group = groupsAmong(parts).find((candidate) => candidate.name === name);
  return { name, type: "string", ...(group && { pattern: `^(?:${group.expression})$` }) };
}

function mixedGroups(source: string): TypeError {
  return new TypeError(
    `Cannot route by ${source} as the groups of a pattern have to be either all named or all positional`,
  );
}
