/** A part of an expression that means something; white space and comments do not. */
export interface JavaScriptToken {
  readonly kind: "name" | "literal" | "punctuator";
  readonly text: string;
  /** Where it begins in the text that was scanned. */
  readonly start: number;
}

/** An expression within a longer text. */
export interface ScannedJavaScript {
  readonly tokens: readonly JavaScriptToken[];
  /** Where the mark that ends it begins; -1: it has no end. */
  readonly end: number;
}

/** Which mark ends an expression. */
export type EndMark = "}}" | "%}";

/**
 * Reads JavaScript up to a mark that is not part of it: one in a string, a regular expression or a comment is.
 *
 * It is no parser: it knows where a token ends, and where braces open and close. Each character is looked at once.
 *
 * @param text - a template, or an expression alone
 * @param start - where the JavaScript begins
 * @param mark - what ends it
 */
export function scanJavaScript(text: string, start: number, mark: EndMark): ScannedJavaScript {
  return new Scanner(text, start, mark).scan();
}

const space = /\s+/y;
const name = /[\p{ID_Start}$_\\][\p{ID_Continue}$\\]*/uy;
// Also what is wrong as a number: the engine will say so.
const number = /\.?[0-9][\w.]*/y;
const punctuator = /\.\.\.|=>|\?\.(?![0-9])|\+\+|--|./sy;

/** After these words an operand comes, as after an operator. */
const operatorWords = new Set(
  "return typeof instanceof in of new delete void throw do else yield await case".split(" "),
);

class Scanner {
  readonly #text: string;
  readonly #mark: EndMark;
  readonly #tokens: JavaScriptToken[] = [];
  /** What is open: braces, and the `${` of template literals. */
  readonly #open: ("{" | "${")[] = [];
  #at: number;

  constructor(text: string, start: number, mark: EndMark) {
    this.#text = text;
    this.#at = start;
    this.#mark = mark;
  }

  scan(): ScannedJavaScript {
    while (this.#at < this.#text.length && !this.#isAtMark()) {
      if (!this.#step()) return this.#ended(-1);
    }
    return this.#ended(this.#at < this.#text.length ? this.#at : -1);
  }

  #ended(end: number): ScannedJavaScript {
    return { tokens: this.#tokens, end };
  }

  #isAtMark(): boolean {
    if (!this.#text.startsWith(this.#mark, this.#at)) return false;
    // No operand begins with a brace that closes, but an object may end with several.
    return this.#mark === "%}" || this.#open.length === 0;
  }

  /** @returns false if what begins here does not end */
  #step(): boolean {
    if (this.#match(space) !== undefined) return true;
    const character = this.#text.charAt(this.#at);
    if (character === "/") return this.#slash();
    if (character === '"' || character === "'") return this.#string(character);
    if (character === "`") return this.#template();
    return this.#token(character);
  }

  #token(character: string): boolean {
    const word = this.#match(name);
    if (word !== undefined) return this.#push("name", word);
    const digits = this.#match(number);
    if (digits !== undefined) return this.#push("literal", digits);
    if (character === "{") this.#open.push("{");
    if (character === "}" && this.#open.pop() === "${") return this.#template();
    return this.#push("punctuator", this.#match(punctuator) ?? character);
  }

  #push(kind: JavaScriptToken["kind"], text: string): true {
    this.#tokens.push({ kind, text, start: this.#at - text.length });
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #slash(): boolean {
    if (this.#text.startsWith("//", this.#at)) return this.#lineComment();
    if (this.#text.startsWith("/*", this.#at)) return this.#skipTo("*/");
    return this.#isOperandNext() ? this.#regularExpression() : this.#push("punctuator", this.#take(1));
  }

  /** A comment to the end of its line ends where the expression does, too. */
  #lineComment(): boolean {
    const newline = this.#text.indexOf("\n", this.#at);
    const lineEnd = newline === -1 ? this.#text.length : newline;
    const mark = this.#text.slice(this.#at, lineEnd).indexOf(this.#mark);
    this.#at = mark === -1 ? lineEnd : this.#at + mark;
    return this.#at < this.#text.length;
  }

  #skipTo(ending: string): boolean {
    const found = this.#text.indexOf(ending, this.#at + 2);
    this.#at = found + ending.length;
    return found !== -1;
  }

  #take(count: number): string {
    const taken = this.#text.slice(this.#at, this.#at + count);
    this.#at += count;
    return taken;
  }

  /** Whether a slash begins a regular expression here, because a division would lack its left side. */
  #isOperandNext(): boolean {
    const last = this.#tokens.at(-1);
    if (last === undefined) return true;
    if (last.kind === "literal") return false;
    if (last.kind === "name") return operatorWords.has(last.text);
    return ![")", "]", "}", "++", "--"].includes(last.text);
  }

  #string(quote: string): boolean {
    const end = this.#endOf(this.#at + 1, (character) => character === quote);
    return end !== -1 && this.#push("literal", this.#take(end + 1 - this.#at));
  }

  #regularExpression(): boolean {
    let inClass = false;
    const end = this.#endOf(this.#at + 1, (character) => {
      if (character === "[") inClass = true;
      if (character === "]") inClass = false;
      return character === "/" && !inClass;
    });
    if (end === -1) return false;
    this.#push("literal", this.#take(end + 1 - this.#at));
    // Its flags.
    this.#match(name);
    return true;
  }

  /** The place of the first character for which `isEnd` holds, on this line; what follows a backslash is passed over. */
  #endOf(start: number, isEnd: (character: string) => boolean): number {
    for (let at = start; at < this.#text.length; at++) {
      const character = this.#text.charAt(at);
      if (character === "\\") at++;
      else if (character === "\n") return -1;
      else if (isEnd(character)) return at;
    }
    return -1;
  }

  /** From the quote, or the brace after an expression in it, up to its end or its next expression. */
  #template(): boolean {
    const start = this.#at;
    for (let at = start + 1; at < this.#text.length; at++) {
      const character = this.#text.charAt(at);
      if (character === "\\") at++;
      else if (character === "`") return this.#push("literal", this.#take(at + 1 - start));
      else if (character === "$" && this.#text.charAt(at + 1) === "{") {
        this.#open.push("${");
        return this.#push("punctuator", this.#take(at + 2 - start));
      }
    }
    return false;
  }
}
