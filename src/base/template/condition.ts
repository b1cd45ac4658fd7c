import type { Expression } from "./expression.ts";
import { scanJavaScript } from "./javascript-tokens.ts";
import { type OperatorToken, withOperators } from "./operators.ts";

const comparison = /^(?:[<>]=?|[=!]==?|instanceof|in)$/;
/** These bind less than `&&` and `||`: what has one is taken as a whole. */
const loose = /^(?:\?|:|=>|,|;|\?\?|[-+*/%&|^]?=|\*\*=|<<=|>>=|>>>=|&&=|\|\|=|\?\?=|yield)$/;

/**
 * A condition of `if`, `elif` or `while`, whose operands are true as in Tornado: an empty list, `Map`, `Set` or plain object
 * is false, also behind `!` and between `&&` and `||`.
 */
export function asCondition(expression: Expression): Expression {
  const { code } = expression;
  const tokens = withOperators(code, scanJavaScript(`${code}\n}}`, 0, "}}").tokens);
  return { ...expression, code: conditionOf(code, tokens, 0, code.length) };
}

function conditionOf(code: string, tokens: readonly OperatorToken[], start: number, end: number): string {
  const depth = tokens[0]?.depth ?? 0;
  const outer = tokens.filter((token) => token.depth === depth);
  const text = code.slice(start, end);
  if (outer.some((token) => loose.test(token.text))) return truthOf(text);
  const between = tokens.findIndex((token) => token.depth === depth && token.text === "||");
  const index =
    between === -1 ? tokens.findIndex((token) => token.depth === depth && token.text === "&&") : between;
  const operator = tokens[index];
  if (operator !== undefined) {
    const left = conditionOf(code, tokens.slice(0, index), start, operator.start);
    const right = conditionOf(code, tokens.slice(index + 1), operator.start + 2, end);
    return `${left}${operator.text}${right}`;
  }
  if (outer.some((token) => comparison.test(token.text))) return text;
  const [first] = tokens;
  if (first?.text !== "!") return truthOf(text);
  return `${code.slice(start, first.start)}!${conditionOf(code, tokens.slice(1), first.start + 1, end)}`;
}

/** Only an object has to be looked at: for all other values, which most are, no function is called. */
function truthOf(text: string): string {
  // A comment to the end of the line must not reach what follows.
  const value = `_tt_value = (${text}${text.includes("//") ? "\n" : ""})`;
  return `((${value}) && (typeof _tt_value !== "object" || _tt_true(_tt_value)))`;
}
