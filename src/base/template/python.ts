import { endsOperand, type OperatorToken } from "./operators.ts";

type Tokens = readonly OperatorToken[];
type Rule = (tokens: Tokens, index: number, code: string) => string | undefined;

const notCalled = new Set("if while for switch catch function with return typeof in of".split(" "));
const isText = ({ kind, text }: OperatorToken) => kind === "literal" && /^["'`]|`$/.test(text);
const relational = /^(?:<|>|<=|>=)$/;
const assignment = /^(?:[-+*/%&|^]|\*\*|<<|>>>?|&&|\|\||\?\?)?=$/;
const equality = /^(?:==|!=|===|!==)$/;

/**
 * What Python means by an expression that JavaScript takes for something else, silently.
 *
 * @returns how JavaScript says it; `undefined` if nothing in it is Python
 */
export function pythonInDisguise(code: string, tokens: Tokens): string | undefined {
  return firstOf(disguised, code, tokens) ?? floorDivision(code, tokens);
}

/** As {@link pythonInDisguise}, for an assignment: a list of values is none in JavaScript. */
export function assignmentInDisguise(code: string, tokens: Tokens): string | undefined {
  return pythonInDisguise(code, tokens) ?? (hasBareComma(tokens) ? bareList : undefined);
}

/** As {@link pythonInDisguise}, for what has to have a value and to change nothing. */
export function valueInDisguise(code: string, tokens: Tokens): string | undefined {
  const assigning = tokens.findIndex((_, index) => assigns(tokens, index));
  return (
    assignmentInDisguise(code, tokens) ??
    (assigning === -1 ? undefined : assignmentAdvice(tokens[assigning]?.text ?? ""))
  );
}

/**
 * What Python means by an expression that is no JavaScript.
 *
 * @returns how JavaScript says it; `undefined` if no construct of Python is known in it
 */
export function pythonConstruct(code: string, tokens: Tokens): string | undefined {
  return firstOf(constructs, code, tokens);
}

const bareList = "a list without brackets is its last item alone: write [a, b], or a {% set %} for each name";

function hasBareComma(tokens: Tokens): boolean {
  return tokens.some(({ text, depth, kind }) => kind === "punctuator" && text === "," && depth === 0);
}

function assignmentAdvice(operator: string): string {
  return operator === "="
    ? "= assigns: write == to compare, or {% set x = y %}"
    : `${operator} assigns: write {% set x ${operator} y %}`;
}

/** Whether a token assigns: a default of a parameter does not, and the body of a function may. */
function assigns(tokens: Tokens, index: number): boolean {
  const token = tokens[index];
  if (token?.kind !== "punctuator" || !assignment.test(token.text)) return false;
  for (let open = openerOf(tokens, index); open >= 0; open = openerOf(tokens, open))
    if (isBlock(tokens, open) || (tokens[open]?.text === "(" && isParameters(tokens, open))) return false;
  return true;
}

function isBlock(tokens: Tokens, open: number): boolean {
  const before = tokens[open - 1]?.text;
  return tokens[open]?.text === "{" && (before === ")" || before === "=>");
}

function firstOf(rules: readonly Rule[], code: string, tokens: Tokens): string | undefined {
  for (const rule of rules)
    for (let index = 0; index < tokens.length; index++) {
      const advice = rule(tokens, index, code);
      if (advice !== undefined) return advice;
    }
  return undefined;
}

const disguised: readonly Rule[] = [
  (tokens, index) => {
    const name = tokens[index - 1];
    if (tokens[index]?.text !== "=" || name?.kind !== "name" || !/^[(,]$/.test(tokens[index - 2]?.text ?? ""))
      return undefined;
    return isCallAround(tokens, index)
      ? `${name.text}=... in a call assigns to ${name.text}: write an object, { ${name.text}: ... }`
      : undefined;
  },
  (tokens, index) => {
    const after = tokens[index + 1];
    const before = tokens[index - 1];
    if (tokens[index]?.text !== "%" || before === undefined || after === undefined) return undefined;
    if (!isText(before) && after.text !== "{" && !isTuple(tokens, index + 1)) return undefined;
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the template has to say
    return "% divides numbers here: write a template literal, `${x.toFixed(2)}`, or text.replace(...)";
  },
  (tokens, index) => {
    if (tokens[index]?.text !== "*" && tokens[index]?.text !== "+") return undefined;
    const [before, after] = [tokens[index - 1], tokens[index + 1]];
    if (!endsOperand(before) || before === undefined || after === undefined) return undefined;
    const isRepeated = tokens[index]?.text === "*" && (isText(before) || isText(after));
    if (isRepeated) return 'a text times a number is NaN: write "-".repeat(20)';
    return isListAt(tokens, index - 1) || after.text === "["
      ? "a list has no + and no *: write [...a, ...b], or Array(n).fill(x)"
      : undefined;
  },
  (tokens, index) => {
    const [open, minus, number, close] = tokens.slice(index, index + 4);
    const isNegative =
      open?.text === "[" && minus?.text === "-" && close?.text === "]" && number?.kind === "literal";
    return isNegative && endsOperand(tokens[index - 1])
      ? `a negative index finds nothing: write x.at(-${number.text})`
      : undefined;
  },
  (tokens, index) => {
    if (tokens[index]?.text !== "in" || tokens[index]?.kind !== "name") return undefined;
    const [before, around] = [tokens[index - 1], openerOf(tokens, index)];
    if (before?.text === "." || before?.text === "?." || before?.text === "{" || before?.text === ",")
      return undefined;
    if (tokens[around - 1]?.text === "for") return undefined;
    return "in looks for the keys of an object here: write list.includes(x), map.has(x), or Object.hasOwn(object, key)";
  },
  (tokens, index) => chained(tokens, index, relational) ?? chained(tokens, index, equality),
  (tokens, index) => {
    if (!equality.test(tokens[index]?.text ?? "")) return undefined;
    const after = tokens[index + 1]?.text;
    return after === "[" || after === "{" || isListAt(tokens, index - 1)
      ? "== asks whether two lists are one and the same: write a.length === 0, or compare their items"
      : undefined;
  },
  (tokens, index) =>
    isTuple(tokens, index) ? "a list in parentheses is its last item alone: write [a, b]" : undefined,
];

const constructs: readonly Rule[] = [
  (tokens, index) =>
    tokens[index]?.text === ":" && tokens[index + 1]?.text === "="
      ? "for x := y write {% set x = y %} before it"
      : undefined,
  (tokens, index, code) => {
    const text = tokens[index + 1];
    const prefix = tokens[index];
    return prefix?.kind === "name" &&
      /^[fFrRbBuU]{1,2}$/.test(prefix.text) &&
      text !== undefined &&
      isText(text) &&
      text.start === prefix.start + prefix.text.length &&
      code !== ""
      ? `for ${prefix.text}"..." write a template literal, \`\${x}\``
      : undefined;
  },
  (tokens, index) =>
    tokens[index]?.text === "lambda" ? "for lambda write an arrow function, x => y" : undefined,
  (tokens, index) =>
    tokens[index]?.text === "for" && tokens[index + 1]?.text !== "("
      ? "for [f(x) for x in xs if p(x)] write xs.filter((x) => p(x)).map((x) => f(x))"
      : undefined,
  (tokens, index) =>
    tokens[index]?.text === "if" && endsOperand(tokens[index - 1])
      ? "for a if b else c write b ? a : c"
      : undefined,
  (tokens, index) => {
    if (tokens[index]?.text !== "is") return undefined;
    const isNot = tokens[index + 1]?.text === "not";
    const [word, sign] = isNot ? ["is not", "!="] : ["is", "=="];
    return tokens[index + (isNot ? 2 : 1)]?.text === "None"
      ? `for x ${word} None write x ${sign} null, which holds for undefined too`
      : `for ${word} write ${sign}=`;
  },
  (tokens, index) =>
    tokens[index]?.text === "not" && tokens[index + 1]?.text === "in"
      ? "for x not in xs write !xs.includes(x)"
      : undefined,
  (tokens, index) => {
    const star = tokens[index]?.text;
    const isUnpacked = (star === "*" || star === "**") && /^[([{,]$/.test(tokens[index - 1]?.text ?? "");
    return isUnpacked ? `for ${star}args write ...args` : undefined;
  },
  (tokens, index) => {
    const open = tokens[openerOf(tokens, index)];
    const isSlice = tokens[index]?.text === ":" && open?.text === "[";
    return isSlice ? "for x[1:3] write x.slice(1, 3)" : undefined;
  },
];

/** A `//` that ends an expression is a comment; with a value behind it, it was meant to divide. */
function floorDivision(code: string, tokens: Tokens): string | undefined {
  const last = tokens.at(-1);
  if (last === undefined || !endsOperand(last)) return undefined;
  const rest = code.slice(last.start + last.text.length);
  return /^\s*\/\/\s*(?:[\w$.]+|\(.*\))\s*$/.test(rest)
    ? "// begins a comment: write Math.floor(a / b), and a comment as /* ... */"
    : undefined;
}

/** The index of the bracket that is open around a token; -1 if none is. */
function openerOf(tokens: Tokens, index: number): number {
  const depth = tokens[index]?.depth ?? 0;
  for (let at = index - 1; at >= 0; at--) if ((tokens[at]?.depth ?? 0) < depth) return at;
  return -1;
}

function closerOf(tokens: Tokens, open: number): number {
  const depth = tokens[open]?.depth ?? 0;
  return tokens.findIndex((token, index) => index > open && token.depth === depth);
}

function isCall(tokens: Tokens, open: number): boolean {
  const before = tokens[open - 1];
  if (tokens[open]?.text !== "(" || before === undefined) return false;
  if (before.text === "?." || before.text === "import") return true;
  return endsOperand(before) && !(before.kind === "name" && notCalled.has(before.text));
}

function isParameters(tokens: Tokens, open: number): boolean {
  const after = tokens[closerOf(tokens, open) + 1]?.text;
  return (
    after === "=>" ||
    after === "{" ||
    tokens[open - 2]?.text === "function" ||
    tokens[open - 1]?.text === "function"
  );
}

function isCallAround(tokens: Tokens, index: number): boolean {
  const open = openerOf(tokens, index);
  return open >= 0 && isCall(tokens, open) && !isParameters(tokens, open);
}

/** Whether parentheses begin there that have a comma in them, and are neither a call nor parameters. */
function isTuple(tokens: Tokens, open: number): boolean {
  if (
    tokens[open]?.text !== "(" ||
    endsOperand(tokens[open - 1]) ||
    isCall(tokens, open) ||
    isParameters(tokens, open)
  )
    return false;
  if (notCalled.has(tokens[open - 1]?.text ?? "")) return false;
  const depth = (tokens[open]?.depth ?? 0) + 1;
  return tokens
    .slice(open + 1, closerOf(tokens, open))
    .some((token) => token.text === "," && token.depth === depth);
}

/** Whether a list that is written out ends there: no index. */
function isListAt(tokens: Tokens, close: number): boolean {
  if (tokens[close]?.text !== "]") return false;
  const depth = tokens[close]?.depth;
  for (let at = close - 1; at >= 0; at--)
    if (tokens[at]?.depth === depth) return tokens[at]?.text === "[" && !endsOperand(tokens[at - 1]);
  return false;
}

function chained(tokens: Tokens, index: number, kind: RegExp): string | undefined {
  const first = tokens[index];
  if (first === undefined || !kind.test(first.text)) return undefined;
  for (let at = index + 1; at < tokens.length; at++) {
    const { text, depth } = tokens[at] as OperatorToken;
    if (depth < first.depth) return undefined;
    if (depth > first.depth) continue;
    if (kind.test(text)) return `comparisons are no chain: write a ${first.text} b && b ${text} c`;
    if (/^(?:[,;?:]|&&|\|\||\?\?|=|=>)$/.test(text)) return undefined;
  }
  return undefined;
}
