import { ParseError } from "./errors.ts";
import { type Expression, type Place, parseAssignment, parseExpression, parseTarget } from "./expression.ts";
import { type JavaScriptToken, scanJavaScript } from "./javascript-tokens.ts";
import type { ExceptHandler, ForNode, SetNode } from "./nodes.ts";

// What is not itself an expression of JavaScript: Tornado's way of writing it, and JavaScript's own, are both understood.

/**
 * `x in xs`, `key, value in pairs`, `{id, name} of rows`
 *
 * @throws {ParseError} if it is none of these
 */
export function parseFor(text: string, place: Place): Pick<ForNode, "target" | "values"> {
  const outer = outermost(text);
  const index = outer.findIndex((token) => token.start > 0 && /^(?:in|of)$/.test(token.text));
  const word = outer[index];
  if (word === undefined) {
    throw new ParseError("for takes names and values, as in {% for x in xs %},", place.template, place.line);
  }
  const names = text.slice(0, word.start).trim();
  const isList = outer.slice(0, index).some((token) => token.text === ",");
  const target = parseTarget(asPattern(isList ? `[${names}]` : names), place);
  return { target, values: parseExpression(text.slice(word.start + 2).trim(), place) };
}

/** Python's parentheses around names take a value apart, as brackets do. */
function asPattern(names: string): string {
  return /^[\s\p{ID_Continue}$,()[\]]+$/u.test(names)
    ? names.replaceAll("(", "[").replaceAll(")", "]")
    : names;
}

const assignment = /^(?:[-+*/%&|^]|\*\*|<<|>>>?|&&|\|\||\?\?)?=(?![=>])/;

/**
 * `x = 1`, `x += 1`, `a, b = pair`, `{a, b} = object`, or any other statement that is an expression.
 *
 * @throws {ParseError} if it is none of these
 */
export function parseSet(text: string, place: Place): SetNode {
  const outer = outermost(text);
  const index = outer.findIndex(({ start }) => isAssignment(text, start));
  const left = outer[index] === undefined ? "" : text.slice(0, outer[index].start).trim();
  if (isPattern(left))
    return { kind: "set", names: patternNames(left, place), statement: parseAssignment(text, place) };
  const names = left.split(",").map((name) => name.trim());
  if (!names.every(isIdentifier)) return { kind: "set", names: [], statement: parseAssignment(text, place) };
  return { kind: "set", names, statement: parseAssignment(asOneValue(text, outer, index), place) };
}

/** Whether an operator begins there that assigns: no comparison, no arrow. */
function isAssignment(text: string, start: number): boolean {
  return assignment.test(text.slice(start, start + 5)) && !/[=!<>]/.test(text.charAt(start - 1));
}

/** Several names get the parts of one value, or as many values. */
function asOneValue(text: string, outer: readonly JavaScriptToken[], index: number): string {
  const operator = outer[index];
  const isList = (tokens: readonly JavaScriptToken[]) => tokens.some((token) => token.text === ",");
  if (operator === undefined || !isList(outer.slice(0, index))) return text;
  const right = text.slice(operator.start + 1);
  return `[${text.slice(0, operator.start).trim()}] = ${isList(outer.slice(index)) ? `[${right}\n]` : right}`;
}

function isPattern(left: string): boolean {
  return /^[[{]/.test(left) && /[\]}]$/.test(left);
}

function patternNames(left: string, place: Place): string[] {
  const { required, optional } = parseAssignment(`(${left} = 0)`, place);
  return [...required, ...optional];
}

function isIdentifier(text: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text);
}

/**
 * `Name(value)`, or `await Name(value)`: the call of a module.
 *
 * @throws {ParseError} if it is no call
 */
export function parseModule(text: string, place: Place): Expression {
  const [first, ...others] = scanJavaScript(`${text}\n}}`, 0, "}}").tokens;
  const name = first?.text === "await" ? others[0] : first;
  if (name?.kind !== "name") {
    throw new ParseError("module takes the call of a module, as in Name(value),", place.template, place.line);
  }
  const expression = parseExpression(text, place);
  const required = new Set([...expression.required].filter((used) => used !== name.text)).add("_tt_modules");
  return {
    ...expression,
    required,
    code: `${text.slice(0, name.start)}_tt_modules.${text.slice(name.start)}`,
  };
}

/**
 * Nothing, `ErrorClass`, `as name`, or both.
 *
 * @throws {ParseError} if it is none of these
 */
export function parseExcept(text: string, place: Place): Pick<ExceptHandler, "errorClass" | "name"> {
  const as = outermost(text).findLast((token) => token.text === "as");
  const errorClass = as === undefined ? text : text.slice(0, as.start).trim();
  const name = as === undefined ? undefined : text.slice(as.start + 2).trim();
  if (name !== undefined && !isIdentifier(name)) {
    throw new ParseError(
      "except takes an error class and a name, as in Error as e,",
      place.template,
      place.line,
    );
  }
  // A name that cannot be one, such as a word of the language, is found out here.
  if (name !== undefined) parseTarget(name, place);
  return { errorClass: errorClass === "" ? undefined : parseExpression(errorClass, place), name };
}

/** The tokens that are in no brackets. */
function outermost(text: string): JavaScriptToken[] {
  let depth = 0;
  return scanJavaScript(`${text}\n}}`, 0, "}}").tokens.filter(({ kind, text }) => {
    const isOpening = kind === "punctuator" && /^[([{]$|\$\{$/.test(text) && !text.startsWith("}");
    if (isOpening) depth++;
    const isOuter = depth === 0;
    if (kind === "punctuator" ? /^[)\]}]$/.test(text) : text.startsWith("}")) depth--;
    return isOuter;
  });
}
