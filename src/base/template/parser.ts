import { ParseError } from "./errors.ts";
import { type Expression, type Place, parseExpression } from "./expression.ts";
import { Lexer, type TemplateToken } from "./lexer.ts";
import type {
  Body,
  Branch,
  ExceptHandler,
  ForNode,
  IfNode,
  TemplateNode,
  TemplateTree,
  TryNode,
  WhileNode,
} from "./nodes.ts";
import { parseExcept, parseFor, parseModule, parseSet } from "./statements.ts";
import { filterWhitespace, invalidMode, isWhitespaceMode, type WhitespaceMode } from "./whitespace.ts";

/** What a template has to be parsed with beside its text. */
export interface ParseOptions {
  readonly name: string;
  readonly autoescape: string | null;
  readonly whitespace: WhitespaceMode;
}

type Directive = Extract<TemplateToken, { kind: "directive" }>;

/** The directive that a body belongs to, and whether `break` may stand in it. */
interface Surroundings {
  readonly word: string;
  readonly isInLoop: boolean;
  readonly isInOuterLoop: boolean;
  readonly depth: number;
}

/** A body, and the directive that ended it: `end`, or one such as `else`. */
interface EndedBody {
  readonly body: Body;
  readonly end: Directive;
}

/** To which directives one in the middle of them can belong. */
const middle: Readonly<Record<string, readonly string[]>> = {
  else: ["if", "for", "while", "try"],
  elif: ["if"],
  except: ["try"],
  finally: ["try"],
};

/** Deeper ones would only come from a program, and could exhaust the stack. */
const deepest = 100;

/**
 * Reads a template.
 *
 * @param text - the template
 * @throws {ParseError} `ERR_TEMPLATE_PARSE` with file and line if it is wrong
 */
export function parseTemplate(text: string, options: ParseOptions): TemplateTree {
  return new Parser(text, options).parse();
}

class Parser {
  readonly #name: string;
  readonly #lexer: Lexer;
  #autoescape: string | null;
  #whitespace: WhitespaceMode;
  #parent: TemplateTree["parent"];

  constructor(text: string, { name, autoescape, whitespace }: ParseOptions) {
    this.#name = name;
    this.#lexer = new Lexer(name, text);
    this.#autoescape = autoescape;
    this.#whitespace = whitespace;
  }

  parse(): TemplateTree {
    const body: TemplateNode[] = [];
    for (let token = this.#lexer.next(); token !== undefined; token = this.#lexer.next()) {
      if (isEndOfBody(token)) this.#refuseOutside(token);
      this.#take(body, token, undefined);
    }
    return { name: this.#name, body, autoescape: this.#autoescape, parent: this.#parent };
  }

  #failAt(line: number, message: string): never {
    throw new ParseError(message, this.#name, line);
  }

  #placeOf({ line }: { readonly line: number }): Place {
    return { template: this.#name, line };
  }

  /** The body of a directive, up to its end or its next part. */
  #body(within: Surroundings): EndedBody {
    const body: TemplateNode[] = [];
    for (let token = this.#lexer.next(); token !== undefined; token = this.#lexer.next()) {
      if (isEndOfBody(token)) return { body, end: this.#attached(token, within) };
      this.#take(body, token, within);
    }
    this.#failAt(this.#lexer.line, `Missing {% end %} block for ${within.word}`);
  }

  #refuseOutside({ word, line }: Directive): never {
    const owners = middle[word];
    this.#failAt(
      line,
      owners === undefined ? "Extra {% end %} block" : `${word} outside ${owners.join(", ")} block`,
    );
  }

  #attached(token: Directive, within: Surroundings): Directive {
    const owners = middle[token.word];
    if (owners === undefined || owners.includes(within.word)) return token;
    this.#failAt(token.line, `${token.word} block cannot be attached to ${within.word} block`);
  }

  #take(body: TemplateNode[], token: TemplateToken, within: Surroundings | undefined): void {
    if (token.kind === "text") return this.#addText(body, token.text);
    if (token.kind === "expression") {
      const value = parseExpression(token.text, this.#placeOf(token));
      body.push({ kind: "output", value, isRaw: false });
      return;
    }
    const node = this.#directive(token, within);
    if (node !== undefined) body.push(node);
  }

  #addText(body: TemplateNode[], text: string): void {
    const value = text.includes("<pre>") ? text : filterWhitespace(this.#whitespace, text);
    if (value !== "") body.push({ kind: "text", value });
  }

  /** @returns nothing for a directive that puts nothing at its place */
  #directive(token: Directive, within: Surroundings | undefined): TemplateNode | undefined {
    const { word, rest } = token;
    switch (word) {
      case "comment":
        return undefined;
      case "autoescape":
        return this.#setAutoescape(token);
      case "whitespace":
        if (!isWhitespaceMode(rest)) this.#failAt(token.line, invalidMode(rest).message);
        this.#whitespace = rest;
        return undefined;
      case "extends":
        return this.#extend(token, within);
      case "include":
        return { kind: "include", name: this.#path(token), place: this.#placeOf(token) };
      case "import":
      case "from":
        return this.#refuseImport(token);
      case "set":
        if (rest === "") this.#failAt(token.line, "set missing statement");
        return parseSet(rest, this.#placeOf(token));
      case "raw":
        return { kind: "output", value: this.#expression(token), isRaw: true };
      case "module":
        if (rest === "") this.#failAt(token.line, "module missing expression");
        return { kind: "module", call: parseModule(rest, this.#placeOf(token)) };
      case "break":
      case "continue":
        if (within?.isInLoop !== true) this.#failAt(token.line, `${word} outside for, while block`);
        return { kind: "jump", word };
      default:
        return this.#container(token, within);
    }
  }

  #container(token: Directive, outer: Surroundings | undefined): TemplateNode {
    const { word } = token;
    const depth = (outer?.depth ?? 0) + 1;
    if (depth > deepest) this.#failAt(token.line, `Directives are nested more than ${deepest} deep`);
    // What is applied to is a function of its own, so a loop around it is out of reach.
    const isLoop = word === "for" || word === "while";
    const isInOuterLoop = word !== "apply" && outer?.isInLoop === true;
    const within = { word, depth, isInOuterLoop, isInLoop: isLoop || isInOuterLoop };
    switch (word) {
      case "if":
        return this.#if(token, within);
      case "for":
        return this.#for(token, within);
      case "while":
        return this.#while(token, within);
      case "try":
        return this.#try(token, within);
      case "apply": {
        if (token.rest === "") this.#failAt(token.line, "apply missing method name");
        const method = parseExpression(token.rest, this.#placeOf(token));
        return { kind: "apply", method, body: this.#body(within).body };
      }
      case "block":
        if (token.rest === "") this.#failAt(token.line, "block missing name");
        return {
          kind: "block",
          name: token.rest,
          body: this.#body(within).body,
          place: this.#placeOf(token),
        };
      default:
        this.#failAt(token.line, `unknown operator: '${word}'`);
    }
  }

  #expression(token: Directive): Expression {
    if (token.rest === "") this.#failAt(token.line, `${token.word} missing expression`);
    return parseExpression(token.rest, this.#placeOf(token));
  }

  #path({ word, rest, line }: Directive): string {
    const path = rest.replace(/^["']+|["']+$/g, "");
    if (path === "") this.#failAt(line, `${word} missing file path`);
    return path;
  }

  #setAutoescape({ rest, line }: Directive): undefined {
    const isNone = rest === "None" || rest === "null";
    if (!isNone && !/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(rest))
      this.#failAt(line, `autoescape takes the name of a function, or None, not ${rest || "nothing"}`);
    this.#autoescape = isNone ? null : rest;
  }

  #extend(token: Directive, within: Surroundings | undefined): undefined {
    if (within !== undefined) this.#failAt(token.line, `extends inside ${within.word} block`);
    if (this.#parent !== undefined) this.#failAt(token.line, "extends for a second time");
    this.#parent = { name: this.#path(token), place: this.#placeOf(token) };
  }

  #refuseImport({ word, rest, line }: Directive): never {
    if (rest === "") this.#failAt(line, `${word} missing statement`);
    const advice = "give what the template needs to its namespace, or to that of its loader";
    this.#failAt(
      line,
      `Cannot ${word === "from" ? "import from" : "import"} a module in a template: ${advice},`,
    );
  }

  #if(token: Directive, within: Surroundings): IfNode {
    const branches: Branch[] = [];
    let part = token;
    while (part.word === "if" || part.word === "elif") {
      const condition = this.#expression(part);
      const { body, end } = this.#body(within);
      branches.push({ condition, body });
      part = end;
    }
    return { kind: "if", branches, otherwise: this.#otherwise(part, within) };
  }

  /** The body of `else`, if the part that was reached is one; after it only the end may come. */
  #otherwise(part: Directive, within: Surroundings): Body | undefined {
    if (isEnd(part)) return undefined;
    this.#refuseRest(part);
    const { body, end } = this.#body(within);
    if (!isEnd(end)) this.#failAt(end.line, `${end.word} block cannot follow else block`);
    return body;
  }

  #refuseRest({ word, rest, line }: Directive): void {
    if (rest === "") return;
    const advice = rest.startsWith("if") ? ", write elif" : "";
    this.#failAt(line, `${word} takes nothing${advice}, not ${rest}`);
  }

  #for(token: Directive, within: Surroundings): ForNode {
    const heading = parseFor(token.rest, this.#placeOf(token));
    const { body, end } = this.#body(within);
    return { kind: "for", ...heading, body, otherwise: this.#otherwise(end, outside(within)) };
  }

  #while(token: Directive, within: Surroundings): WhileNode {
    const condition = this.#expression(token);
    const { body, end } = this.#body(within);
    return { kind: "while", condition, body, otherwise: this.#otherwise(end, outside(within)) };
  }

  #try(token: Directive, within: Surroundings): TryNode {
    this.#refuseRest(token);
    const { body, end } = this.#body(within);
    const handlers: ExceptHandler[] = [];
    let part = end;
    while (part.word === "except") {
      const { body, end } = this.#body(within);
      handlers.push({ ...parseExcept(part.rest, this.#placeOf(part)), body });
      part = end;
    }
    const { otherwise, finalizer } = this.#tryEnd(part, within);
    if (handlers.length === 0 && finalizer === undefined)
      this.#failAt(token.line, "try block without except or finally");
    return { kind: "try", body, handlers, otherwise, finalizer };
  }

  #tryEnd(first: Directive, within: Surroundings): Pick<TryNode, "otherwise" | "finalizer"> {
    let part = first;
    let otherwise: Body | undefined;
    let finalizer: Body | undefined;
    for (const word of ["else", "finally"]) {
      if (part.word !== word) continue;
      this.#refuseRest(part);
      const { body, end } = this.#body(within);
      if (word === "else") otherwise = body;
      else finalizer = body;
      part = end;
    }
    if (!isEnd(part)) this.#failAt(part.line, `${part.word} block cannot follow here`);
    return { otherwise, finalizer };
  }
}

function isEndOfBody(token: TemplateToken): token is Directive {
  return token.kind === "directive" && (isEnd(token) || Object.hasOwn(middle, token.word));
}

function isEnd({ word }: Directive): boolean {
  return word === "end";
}

/** In the `else` of a loop, a `break` is that of the loop around it. */
function outside(within: Surroundings): Surroundings {
  return { ...within, isInLoop: within.isInOuterLoop };
}
