/** A part of a regular expression, as far as it decides in how many ways a text can be matched. */
export type Expression =
  | { readonly kind: "character"; readonly source: string }
  /** Matches without taking a character, or what only a run can tell: an assertion, a back reference. */
  | { readonly kind: "nothing" }
  | { readonly kind: "sequence"; readonly parts: readonly Expression[] }
  | { readonly kind: "choice"; readonly parts: readonly Expression[] }
  | Repetition;

/** A part with a quantifier. */
export interface Repetition {
  readonly kind: "repetition";
  readonly body: Expression;
  readonly min: number;
  readonly max: number;
  /** As it is written, quantifier included. */
  readonly source: string;
}

const nothing: Expression = { kind: "nothing" };
const atom =
  /\\(?:[pP]\{[^}]*\}|u\{[\da-fA-F]+\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Za-z]|k<[^>]*>|[1-9]\d*|.)|./suy;
const quantifier = /(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/y;
const groupStart = /\((?:\?(?:<?[=!]|:|<[^>]*>))?/y;

/**
 * Reads an expression.
 *
 * @param source - of a `RegExp` without the flag `v`: that it is well formed is known
 */
export function readExpression(source: string): Expression {
  return new Reader(source).choice();
}

class Reader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  choice(): Expression {
    const parts = [this.#sequence()];
    while (this.#take("|")) parts.push(this.#sequence());
    return { kind: "choice", parts };
  }

  #sequence(): Expression {
    const parts: Expression[] = [];
    while (this.#at < this.#source.length && !"|)".includes(this.#source.charAt(this.#at)))
      parts.push(this.#repetition());
    return { kind: "sequence", parts };
  }

  #repetition(): Expression {
    const start = this.#at;
    const body = this.#part();
    const found = this.#match(quantifier);
    if (found === undefined) return body;
    const source = this.#source.slice(start, this.#at);
    return { kind: "repetition", body, source, ...limitsOf(found) };
  }

  #part(): Expression {
    const next = this.#source.charAt(this.#at);
    if (next === "(") return this.#group();
    if (next === "[") return { kind: "character", source: this.#class() };
    const [source = ""] = this.#match(atom) ?? [];
    return /^(?:[$^]|\\(?:[bB\d]|k<.*))/s.test(source) && source !== "\\0"
      ? nothing
      : { kind: "character", source };
  }

  /** What a lookaround looks at takes no character. */
  #group(): Expression {
    const [opening = ""] = this.#match(groupStart) ?? [];
    const body = this.choice();
    this.#take(")");
    return /[=!]$/.test(opening) ? nothing : body;
  }

  #class(): string {
    const start = this.#at++;
    while (this.#source.charAt(this.#at) !== "]") this.#at += this.#source.charAt(this.#at) === "\\" ? 2 : 1;
    return this.#source.slice(start, ++this.#at);
  }

  #take(character: string): boolean {
    if (this.#source.charAt(this.#at) !== character) return false;
    this.#at++;
    return true;
  }

  #match(what: RegExp): RegExpExecArray | undefined {
    what.lastIndex = this.#at;
    const found = what.exec(this.#source) ?? undefined;
    if (found !== undefined) this.#at = what.lastIndex;
    return found;
  }
}

function limitsOf([text, min, comma, max]: RegExpExecArray): { min: number; max: number } {
  if (min === undefined)
    return { min: text.startsWith("+") ? 1 : 0, max: text.startsWith("?") ? 1 : Infinity };
  if (comma === "") return { min: Number(min), max: Number(min) };
  return { min: Number(min), max: max === "" ? Infinity : Number(max) };
}
