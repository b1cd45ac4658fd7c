import { Script } from "node:vm";
import { adviceFor } from "./advice.ts";
import { ParseError } from "./errors.ts";
import { type JavaScriptToken, scanJavaScript } from "./javascript-tokens.ts";
import { type ExpressionNames, namesIn } from "./names.ts";
import { withOperators } from "./operators.ts";
import { assignmentInDisguise, pythonConstruct, pythonInDisguise, valueInDisguise } from "./python.ts";

/** Where something begins in a template. */
export interface Place {
  readonly template: string;
  readonly line: number;
}

/** A piece of JavaScript of a template, known to compile. */
export interface Expression extends ExpressionNames {
  readonly code: string;
  readonly place: Place;
}

/**
 * Takes a piece of a template as an expression.
 *
 * @param code - its text
 * @param place - where it stands
 * @throws {ParseError} if it is not one expression of JavaScript
 */
export function parseExpression(code: string, place: Place): Expression {
  return analyse(code, place, (text) => `async () => (${text}\n);`, valueInDisguise);
}

/**
 * Takes a piece of a template as what a loop gives its values to: a name, or a pattern.
 *
 * @throws {ParseError} if no value can be assigned to it
 */
export function parseTarget(code: string, place: Place): Expression {
  return analyse(code, place, (text) => `async () => { for (let ${text} of []); };`, pythonInDisguise);
}

/**
 * Takes a piece of a template as an assignment to names or to a pattern of names.
 *
 * @throws {ParseError} if it is none
 */
export function parseAssignment(code: string, place: Place): Expression {
  return analyse(code, place, (text) => `async () => { (${text}\n); };`, assignmentInDisguise);
}

function analyse(
  code: string,
  place: Place,
  whole: (text: string) => string,
  inDisguise: typeof pythonInDisguise,
): Expression {
  const { tokens } = scanJavaScript(`${code}\n}}`, 0, "}}");
  refuseReserved(tokens, place);
  try {
    new Script(`"use strict"; ${whole(code)}`);
    if (!isBalanced(tokens)) throw new SyntaxError("a bracket closes that is not open");
  } catch (error) {
    throw notJavaScript(code, place, tokens, error);
  }
  const advice = inDisguise(code, withOperators(code, tokens));
  if (advice !== undefined)
    throw new ParseError(`Cannot use ${shown(code)} because ${advice}`, place.template, place.line);
  return { code, place, ...namesIn(tokens) };
}

/** What closes a bracket around it and opens another would compile as well, and be something else. */
function isBalanced(tokens: readonly JavaScriptToken[]): boolean {
  let open = 0;
  for (const { kind, text } of tokens) {
    if (kind === "punctuator" && /^(?:[([{]|`.*\$\{)$/s.test(text)) open++;
    if (kind === "punctuator" ? /^[)\]}]$/.test(text) : text.startsWith("}")) open--;
    if (open < 0) return false;
  }
  return open === 0;
}

/** These would read or change what the compiled template itself consists of. */
function refuseReserved(tokens: readonly JavaScriptToken[], { template, line }: Place): void {
  const reserved = tokens.find(
    ({ kind, text }) => kind === "name" && /^_tt_|^arguments$|^eval$|\\/.test(text),
  );
  if (reserved !== undefined)
    throw new ParseError(`Cannot use the name ${reserved.text} as it is reserved`, template, line);
  if (tokens.some((_, index) => isImport(tokens, index)))
    throw new ParseError(
      "Cannot use import() because a template loads no modules: give what it needs to generate()",
      template,
      line,
    );
}

/** Not a property of that name. */
function isImport(tokens: readonly JavaScriptToken[], index: number): boolean {
  if (tokens[index]?.text !== "import" || tokens[index + 1]?.text !== "(") return false;
  return !/^\??\.$/.test(tokens[index - 1]?.text ?? "");
}

function notJavaScript(
  code: string,
  { template, line }: Place,
  tokens: readonly JavaScriptToken[],
  cause: unknown,
): ParseError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const construct = pythonConstruct(code, withOperators(code, tokens));
  if (construct !== undefined)
    return new ParseError(`Cannot compile ${shown(code)} as JavaScript: ${construct}`, template, line, {
      cause,
    });
  const word = tokens.find(({ kind, text }) => kind === "name" && adviceFor(text) !== undefined)?.text;
  const advice = word === undefined ? "" : `; for ${word} ${adviceFor(word)}`;
  return new ParseError(`Cannot compile ${shown(code)} as JavaScript: ${reason}${advice}`, template, line, {
    cause,
  });
}

/** Code as errors show it. */
export function shown(code: string): string {
  return code.length > 60 ? `${code.slice(0, 57)}...` : code;
}
