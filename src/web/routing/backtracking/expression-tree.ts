/** A part of a regular expression, as far as it decides in how many ways a text can be matched. */
export type Expression =
  /** Takes one character; `flags` are those that count there. */
  | { readonly kind: "character"; readonly source: string; readonly flags: string }
  /** An assertion of a place, which takes no character and costs nothing. */
  | { readonly kind: "nothing" }
  /** A lookahead or lookbehind: what it looks at is matched anew each time a match comes by. */
  | { readonly kind: "look"; readonly body: Expression }
  /** What a group has caught: at most all that the group can catch. */
  | { readonly kind: "reference"; readonly group: string }
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

/** An expression with its groups, by number and by name; two alternatives may give one name to two of them. */
export interface ReadExpression {
  readonly whole: Expression;
  readonly groups: ReadonlyMap<string, readonly Expression[]>;
}

const nothing: Expression = { kind: "nothing" };
const atom =
  /\\(?:[pP]\{[^}]*\}|u\{[\da-fA-F]+\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Za-z]|k<[^>]*>|[1-9]\d*|0[0-7]*|.)|./suy;
const quantifier = /(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/y;
const groupStart = /\((?:\?(?:<?[=!]|<[^>]*>|([ims]*)(?:-([ims]*))?:))?/y;

/**
 * Reads an expression.
 *
 * @param source - of a `RegExp`: that it is well formed is known
 * @param flags - of it
 */
export function readExpression(source: string, flags: string): ReadExpression {
  const reader = new Reader(source, flags);
  return { whole: reader.choice(), groups: reader.groups };
}

class Reader {
  readonly groups = new Map<string, Expression[]>();
  readonly #source: string;
  /** Whether `\1` without such a group, and `\k` without a name, are errors; otherwise they are characters. */
  readonly #isStrict: boolean;
  readonly #hasNames: boolean;
  readonly #groupCount: number;
  #flags: string;
  #opened = 0;
  #at = 0;

  constructor(source: string, flags: string) {
    this.#source = source;
    this.#flags = flags;
    this.#isStrict = /[uv]/.test(flags);
    this.#groupCount = groupsIn(source, flags);
    this.#hasNames = /\(\?<(?![=!])/.test(source);
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
    if (next === "[") return this.#character(this.#class());
    const [source = ""] = this.#match(atom) ?? [];
    if (source === "^" || source === "$" || source === "\\b" || source === "\\B") return nothing;
    const group = this.#groupOf(source);
    return group === undefined ? this.#character(source) : { kind: "reference", group };
  }

  #character(source: string): Expression {
    return { kind: "character", source, flags: this.#flags };
  }

  /** The group that a sign refers back to; in an old expression it may be a character (ECMA-262, Annex B.1.2). */
  #groupOf(sign: string): string | undefined {
    if (sign.startsWith("\\k<") && (this.#isStrict || this.#hasNames)) return sign.slice(3, -1);
    if (!/^\\[1-9]/.test(sign)) return undefined;
    return this.#isStrict || Number(sign.slice(1)) <= this.#groupCount ? sign.slice(1) : undefined;
  }

  #group(): Expression {
    const flags = this.#flags;
    const [opening = "", on = "", off = ""] = this.#match(groupStart) ?? [];
    const names = this.#namesOf(opening);
    this.#flags = [...new Set(flags + on)].filter((flag) => !off.includes(flag)).join("");
    const body = this.choice();
    this.#flags = flags;
    this.#take(")");
    for (const name of names) this.groups.set(name, [...(this.groups.get(name) ?? []), body]);
    return /[=!]$/.test(opening) ? { kind: "look", body } : body;
  }

  /** Groups are counted in the order in which they open. */
  #namesOf(opening: string): readonly string[] {
    if (opening !== "(" && !opening.endsWith(">")) return [];
    const number = String(++this.#opened);
    return opening === "(" ? [number] : [number, opening.slice(3, -1)];
  }

  /** With the flag `v` classes stand in one another. */
  #class(): string {
    const start = this.#at++;
    let depth = 1;
    while (depth > 0) {
      const next = this.#source.charAt(this.#at);
      if (next === "]") depth--;
      else if (next === "[" && this.#flags.includes("v")) depth++;
      this.#at += next === "\\" ? 2 : 1;
    }
    return this.#source.slice(start, this.#at);
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

/** The engine knows: an alternative without text has all groups take no part. */
function groupsIn(source: string, flags: string): number {
  return (new RegExp(`${source}|`, flags).exec("")?.length ?? 1) - 1;
}

function limitsOf([text, min, comma, max]: RegExpExecArray): { min: number; max: number } {
  if (min === undefined)
    return { min: text.startsWith("+") ? 1 : 0, max: text.startsWith("?") ? 1 : Infinity };
  if (comma === "") return { min: Number(min), max: Number(min) };
  return { min: Number(min), max: max === "" ? Infinity : Number(max) };
}
