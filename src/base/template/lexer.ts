import { ParseError } from "./errors.ts";
import { scanJavaScript } from "./javascript-tokens.ts";

/** A part of a template's text: text to be sent, an expression, or a directive with what follows its word. */
export type TemplateToken =
  | { readonly kind: "text"; readonly text: string; readonly line: number }
  | { readonly kind: "expression"; readonly text: string; readonly line: number }
  | { readonly kind: "directive"; readonly word: string; readonly rest: string; readonly line: number };

/** What stands in these is JavaScript, in which a string may hold the mark that would end them. */
const withJavaScript = new Set(["if", "elif", "for", "while", "set", "raw", "module", "apply", "except"]);

const missing = {
  "#}": "Missing end comment #}",
  "}}": "Missing end expression }}",
  "%}": "Missing end block %}",
} as const;

/** Cuts a template into tokens, one after the other. */
export class Lexer {
  readonly #name: string;
  readonly #text: string;
  #at = 0;
  #line = 1;

  /**
   * @param name - the template's name, for errors
   * @param text - the template
   */
  constructor(name: string, text: string) {
    this.#name = name;
    this.#text = text;
  }

  /** The line that is reached. */
  get line(): number {
    return this.#line;
  }

  /** The next token; `undefined` at the end. */
  next(): TemplateToken | undefined {
    while (this.#at < this.#text.length) {
      const start = this.#nextMark();
      const token = start > this.#at ? this.#textTo(start) : this.#marked();
      if (token !== undefined) return token;
    }
    return undefined;
  }

  #fail(message: string): never {
    throw new ParseError(message, this.#name, this.#line);
  }

  /** Of more than two braces in a row the last two are meant: other languages use braces, too. */
  #nextMark(): number {
    const text = this.#text;
    for (let at = text.indexOf("{", this.#at); at !== -1; at = text.indexOf("{", at + 1)) {
      const second = text.charAt(at + 1);
      if (second === "%" || second === "#" || (second === "{" && text.charAt(at + 2) !== "{")) return at;
    }
    return text.length;
  }

  #textTo(end: number): TemplateToken {
    const line = this.#line;
    return { kind: "text", text: this.#consume(end), line };
  }

  /** @returns nothing for a comment */
  #marked(): TemplateToken | undefined {
    const line = this.#line;
    const mark = this.#text.slice(this.#at, this.#at + 2);
    this.#at += 2;
    if (this.#text.charAt(this.#at) === "!") {
      this.#at++;
      return { kind: "text", text: mark, line };
    }
    if (mark === "{#") return this.#comment();
    return mark === "{{" ? this.#expression(line) : this.#directive(line);
  }

  #comment(): undefined {
    this.#consumeThrough(this.#text.indexOf("#}", this.#at), "#}");
  }

  #expression(line: number): TemplateToken {
    const text = this.#consumeThrough(this.#endOfJavaScript("}}"), "}}").trim();
    if (text === "") this.#fail("Empty expression");
    return { kind: "expression", text, line };
  }

  #directive(line: number): TemplateToken {
    const contents = this.#consumeThrough(this.#endOfDirective(), "%}").trim();
    if (contents === "") this.#fail("Empty block tag ({% %})");
    const word = wordOf(contents);
    return { kind: "directive", word, rest: contents.slice(word.length).trim(), line };
  }

  #endOfDirective(): number {
    const head = /\s*([a-z]*)/y;
    head.lastIndex = this.#at;
    const [, word = ""] = head.exec(this.#text) ?? [];
    return withJavaScript.has(word) ? this.#endOfJavaScript("%}") : this.#text.indexOf("%}", this.#at);
  }

  /** A string that does not end is JavaScript's error to explain, so the first mark counts then. */
  #endOfJavaScript(mark: "}}" | "%}"): number {
    const { end } = scanJavaScript(this.#text, this.#at, mark);
    return end === -1 ? this.#text.indexOf(mark, this.#at) : end;
  }

  #consumeThrough(end: number, mark: keyof typeof missing): string {
    if (end === -1) this.#fail(missing[mark]);
    const text = this.#consume(end);
    this.#at += mark.length;
    return text;
  }

  #consume(end: number): string {
    const text = this.#text.slice(this.#at, end);
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.#line++;
    this.#at = end;
    return text;
  }
}

/** `if(x)` is `if` to those who write JavaScript. */
function wordOf(contents: string): string {
  const [word = ""] = /^\S+/.exec(contents) ?? [];
  const [letters = ""] = /^[a-z]+(?=\()/.exec(word) ?? [];
  return withJavaScript.has(letters) ? letters : word;
}
