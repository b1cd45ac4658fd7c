/** Which of the plural forms is for a number of things. */
export type PluralRule = (count: number) => number;

/**
 * The rule that a catalogue's header gives as an expression of C: `nplurals=2; plural=(n > 1);`.
 *
 * It is read, not evaluated as JavaScript: a catalogue is data.
 *
 * @param header - `undefined` or without a rule: one is singular, all else plural
 * @throws {SyntaxError} if the expression cannot be read
 */
export function pluralRule(header = ""): PluralRule {
  const [, expression] = /plural\s*=\s*([^;]+)/i.exec(header.replace(/nplurals\s*=\s*\d+/i, "")) ?? [];
  if (expression === undefined) return (count) => (count === 1 ? 0 : 1);
  const rule = new ExpressionReader(expression).read();
  return (count) => Number(rule(Math.abs(Math.trunc(count))));
}

type Operator = (left: number, right: number) => number | boolean;

/** From those that bind least to those that bind most. */
const levels: readonly Readonly<Record<string, Operator>>[] = [
  { "||": (left, right) => left !== 0 || right !== 0 },
  { "&&": (left, right) => left !== 0 && right !== 0 },
  { "==": (left, right) => left === right, "!=": (left, right) => left !== right },
  {
    "<=": (left, right) => left <= right,
    ">=": (left, right) => left >= right,
    "<": (left, right) => left < right,
    ">": (left, right) => left > right,
  },
  { "+": (left, right) => left + right, "-": (left, right) => left - right },
  {
    "*": (left, right) => left * right,
    "/": (left, right) => Math.trunc(left / right),
    "%": (left, right) => left % right,
  },
];

class ExpressionReader {
  readonly #tokens: string[];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text.trim();
    this.#tokens = this.#text.match(/\d+|[=!<>]=|&&|\|\||[^\s]/g) ?? [];
  }

  read(): PluralRule {
    const rule = this.#choice();
    if (this.#tokens.length > 0) throw this.#unreadable();
    return rule;
  }

  #choice(): PluralRule {
    const condition = this.#binary(0);
    if (!this.#takes("?")) return condition;
    const yes = this.#choice();
    if (!this.#takes(":")) throw this.#unreadable();
    const no = this.#choice();
    return (n) => (condition(n) !== 0 ? yes(n) : no(n));
  }

  #binary(depth: number): PluralRule {
    const operators = levels[depth];
    if (operators === undefined) return this.#operand();
    let left = this.#binary(depth + 1);
    for (;;) {
      const operator = operators[this.#tokens[0] ?? ""];
      if (operator === undefined) return left;
      this.#tokens.shift();
      left = joined(operator, left, this.#binary(depth + 1));
    }
  }

  #operand(): PluralRule {
    const token = this.#tokens.shift() ?? "";
    if (token === "n") return (n) => n;
    if (/^\d+$/.test(token)) return () => Number(token);
    if (token === "!") return negated(this.#operand());
    if (token !== "(") throw this.#unreadable();
    const inner = this.#choice();
    if (!this.#takes(")")) throw this.#unreadable();
    return inner;
  }

  #takes(token: string): boolean {
    if (this.#tokens[0] !== token) return false;
    this.#tokens.shift();
    return true;
  }

  #unreadable(): SyntaxError {
    return new SyntaxError(`Cannot read the rule of plurals as it is no expression of n: ${this.#text}`);
  }
}

function joined(operator: Operator, left: PluralRule, right: PluralRule): PluralRule {
  return (n) => Number(operator(left(n), right(n)));
}

function negated(rule: PluralRule): PluralRule {
  return (n) => (rule(n) === 0 ? 1 : 0);
}
