import type { JavaScriptToken } from "./javascript-tokens.ts";

const longest =
  /^(?:>>>=|\.\.\.|===|!==|\*\*=|<<=|>>=|>>>|&&=|\|\|=|\?\?=|=>|==|!=|<=|>=|&&|\|\||\?\?|\?\.|\+\+|--|[-+*/%&|^]=|<<|>>|\*\*)/;

/** Words after which an operand comes. */
const operatorWords = new Set("typeof instanceof in of new delete void await return".split(" "));

/** The tokens with each operator as one, and how many brackets are open around each. */
export interface OperatorToken extends JavaScriptToken {
  readonly depth: number;
}

/** Joins the characters of operators: the scanner needs to know only where expressions end. */
export function withOperators(code: string, tokens: readonly JavaScriptToken[]): OperatorToken[] {
  const joined: OperatorToken[] = [];
  let depth = 0;
  let end = 0;
  for (const token of tokens) {
    if (token.start < end) continue;
    const text =
      token.kind === "punctuator"
        ? (longest.exec(code.slice(token.start, token.start + 4))?.[0] ?? token.text)
        : token.text;
    if (closes(token)) depth--;
    joined.push({ kind: token.kind, start: token.start, text, depth });
    if (opens(token)) depth++;
    end = token.start + text.length;
  }
  return joined;
}

/** Whether an operand ends with the token, so that what follows is a binary operator, a call or an index. */
export function endsOperand(token: OperatorToken | undefined): boolean {
  if (token === undefined) return false;
  if (token.kind === "name") return !operatorWords.has(token.text);
  if (token.kind === "literal") return true;
  return token.text === ")" || token.text === "]" || token.text === "}";
}

function opens({ kind, text }: JavaScriptToken): boolean {
  return kind === "punctuator" && (/^[([{]$/.test(text) || text.endsWith("${"));
}

function closes({ kind, text }: JavaScriptToken): boolean {
  return kind === "punctuator" ? /^[)\]}]$/.test(text) || /^\}.*\$\{$/s.test(text) : text.startsWith("}");
}
