import type { JavaScriptToken } from "./javascript-tokens.ts";

/** The names that an expression takes from where it stands. */
export interface ExpressionNames {
  /** They have to be there. */
  readonly required: ReadonlySet<string>;
  /** They may be missing: the expression asks with `typeof`, or has a parameter or variable of that name. */
  readonly optional: ReadonlySet<string>;
  /** Whether it awaits. */
  readonly awaits: boolean;
}

const words = (text: string) => new Set(text.split(" "));

const keywords = words(
  "await async break case catch class const continue debugger default delete do else export extends false finally for function " +
    "if import in instanceof let new null of return static super switch this throw true try typeof undefined var void while with yield",
);
/** After these a name is a new one. */
const declaring = words("let const var class function catch");
/** After these a brace begins a block, not an object. */
const beforeBlock = words("=> ) else try finally do ;");
/** After these a name among parameters is one, not part of a default value. */
const beforeParameter = words("( , { [ ... :");

/**
 * Finds out which names an expression uses. It sees no scopes, so a parameter of a function within counts for the whole
 * expression; what is wrong for that is only that such a name is not required to be there.
 */
export function namesIn(tokens: readonly JavaScriptToken[]): ExpressionNames {
  const used = new Set<string>();
  const optional = parametersIn(tokens);
  const open: string[] = [];
  for (const [index, { kind, text }] of tokens.entries()) {
    const before = tokens[index - 1]?.text ?? "";
    if (kind === "punctuator") track(open, text, before);
    if (kind !== "name" || keywords.has(text) || isProperty(tokens, index, open.at(-1))) continue;
    if (before === "typeof" || declaring.has(before)) optional.add(text);
    used.add(text);
  }
  return {
    required: new Set([...used].filter((name) => !optional.has(name))),
    optional,
    awaits: tokens.some((token, index) => token.text === "await" && tokens[index - 1]?.text !== "."),
  };
}

/** Keeps count of which bracket is open; a block's brace is noted as `;`. */
function track(open: string[], text: string, before: string): void {
  if (text === "{") open.push(beforeBlock.has(before) ? ";" : "{");
  else if (text === "(" || text === "[") open.push(text);
  else if (text.endsWith("${")) {
    if (!text.startsWith("}")) open.push("${");
  } else if (text === ")" || text === "]" || text === "}") open.pop();
}

/** Whether the name is that of a property, not of a value. */
function isProperty(tokens: readonly JavaScriptToken[], index: number, open: string | undefined): boolean {
  const before = tokens[index - 1]?.text;
  if (before === "." || before === "?.") return true;
  const after = tokens[index + 1]?.text;
  return open === "{" && (before === "{" || before === ",") && (after === ":" || after === "(");
}

/** The names of parameters: one before an arrow, or those in brackets before an arrow or a function's body. */
function parametersIn(tokens: readonly JavaScriptToken[]): Set<string> {
  const found = new Set<string>();
  const brackets: number[] = [];
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind === "literal") continue;
    const after = tokens[index + 1]?.text;
    if (kind === "name" && after === "=>") found.add(text);
    if (text === "(") brackets.push(index);
    const start = text === ")" ? brackets.pop() : undefined;
    if (start !== undefined && (after === "=>" || isFunction(tokens, start)))
      addParameters(found, tokens.slice(start, index));
  }
  return found;
}

function isFunction(tokens: readonly JavaScriptToken[], bracket: number): boolean {
  return [1, 2, 3].some((back) => tokens[bracket - back]?.text === "function");
}

function addParameters(found: Set<string>, tokens: readonly JavaScriptToken[]): void {
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind === "name" && beforeParameter.has(tokens[index - 1]?.text ?? "")) found.add(text);
  }
}
