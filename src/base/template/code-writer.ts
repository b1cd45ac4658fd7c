import { asCondition } from "./condition.ts";
import { type Expression, type Place, shown } from "./expression.ts";
import { type LinkedTemplate, loadFrom, type TreeSource } from "./linking.ts";
import type {
  ApplyNode,
  BlockNode,
  Body,
  ExceptHandler,
  ForNode,
  IfNode,
  IncludeNode,
  JumpNode,
  ModuleNode,
  OutputNode,
  SetNode,
  TemplateNode,
  TemplateTree,
  TextNode,
  TryNode,
  WhileNode,
} from "./nodes.ts";

/** A template as JavaScript. */
export interface WrittenTemplate {
  /** An expression whose value is a function of the `runtime` that makes the function that generates a page. */
  readonly code: string;
  /** Of each line of the code, from the first, where it comes from. */
  readonly places: readonly string[];
  /** The first place that awaits something. */
  readonly awaitsAt: string | undefined;
}

/**
 * Writes a template as one function, with all that it extends and includes in its place, so that nothing is looked up
 * while a page is made. Each name that its expressions use is a variable of the function, read from the namespace at its
 * beginning.
 */
export function writeTemplate(linked: LinkedTemplate, source: TreeSource | undefined): WrittenTemplate {
  return new CodeWriter(linked, source).write();
}

class CodeWriter {
  readonly #linked: LinkedTemplate;
  readonly #source: TreeSource | undefined;
  readonly #lines: string[] = [];
  readonly #places: string[] = [];
  /** The directives that led from the template to the one that is written. */
  readonly #via: Place[] = [];
  /** Names of the namespace, and those that are set. */
  readonly #declared = new Set<string>();
  readonly #set = new Set<string>();
  /** Names that loops and `except` give at the present place, as often as they do. */
  readonly #local: string[] = [];
  /** Of the loops around the present place, the label of each that needs one. */
  readonly #loops: (string | undefined)[] = [];
  readonly #escapers = new Map<string, string>();
  #tree: TemplateTree;
  #counter = 0;
  #awaitsAt: string | undefined;

  constructor(linked: LinkedTemplate, source: TreeSource | undefined) {
    this.#linked = linked;
    this.#source = source;
    this.#tree = linked.root;
  }

  write(): WrittenTemplate {
    const start: Place = { template: this.#tree.name, line: 1 };
    // What goes here is known at the end.
    this.#line("", start);
    this.#body(this.#tree.body);
    this.#line("return _tt_out; }; })", start);
    this.#lines[0] = this.#heading();
    return { code: this.#lines.join("\n"), places: this.#places, awaitsAt: this.#awaitsAt };
  }

  #heading(): string {
    const names = [...this.#declared].map((name) => `${name} = _tt_scope.get(${JSON.stringify(name)})`);
    const escapers = [...this.#escapers].map(
      ([name, variable]) => `${variable} = _tt_scope.escaper(${JSON.stringify(name)})`,
    );
    const variables = [...names, ...escapers, '_tt_out = "", _tt_value'].join(", ");
    const async = this.#awaitsAt === undefined ? "" : "async ";
    return `(function (_tt_text, _tt_each, _tt_isA, _tt_true) { "use strict"; return ${async}function (_tt_scope) { let ${variables};`;
  }

  /** Adds code; a place that has several lines is that of its first. */
  #line(code: string, place: Place): void {
    for (const [index, line] of code.split("\n").entries()) {
      this.#lines.push(line);
      this.#places.push(this.#describe({ ...place, line: place.line + index }));
    }
  }

  #describe(place: Place): string {
    const via = this.#via.map(describe).reverse().join(", ");
    return via === "" ? describe(place) : `${describe(place)} (via ${via})`;
  }

  #body(body: Body): void {
    for (const node of body) this.#node(node);
  }

  #node(node: TemplateNode): void {
    switch (node.kind) {
      case "text":
        return this.#text(node);
      case "output":
        return this.#output(node);
      case "module":
        return this.#module(node);
      case "set":
        return this.#assign(node);
      case "if":
        return this.#if(node);
      case "for":
        return this.#for(node);
      case "while":
        return this.#while(node);
      case "try":
        return this.#try(node);
      case "jump":
        return this.#jump(node);
      case "apply":
        return this.#apply(node);
      case "block":
        return this.#block(node);
      case "include":
        return this.#include(node);
    }
  }

  /** Adds code at which nothing can fail. */
  #code(code: string): void {
    this.#lines.push(code);
    this.#places.push(this.#places.at(-1) ?? "");
  }

  #text({ value }: TextNode): void {
    this.#code(`_tt_out += ${JSON.stringify(value)};`);
  }

  #output({ value, isRaw }: OutputNode): void {
    const { autoescape } = this.#tree;
    const printer = isRaw || autoescape === null ? "_tt_text" : this.#escaper(autoescape);
    this.#line(`_tt_out += ${printer}(${this.#value(value)});`, value.place);
  }

  #escaper(name: string): string {
    const known = this.#escapers.get(name);
    if (known !== undefined) return known;
    const variable = `_tt_escape${this.#escapers.size}`;
    this.#escapers.set(name, variable);
    return variable;
  }

  #module({ call }: ModuleNode): void {
    this.#line(`_tt_out += _tt_text(${this.#value(call)});`, call.place);
  }

  #assign({ names, statement }: SetNode): void {
    const code = this.#value(statement, names);
    for (const name of names) {
      if (this.#local.includes(name)) continue;
      this.#declared.add(name);
      this.#set.add(name);
    }
    this.#line(`${code};`, statement.place);
  }

  /** Code of the expression, before which it is made sure that the names it requires are there. */
  #value(expression: Expression, assigned: readonly string[] = []): string {
    const { code, place, required, optional, awaits } = expression;
    if (awaits) this.#awaitsAt ??= this.#describe(place);
    const free = [...required, ...optional].filter((name) => !this.#local.includes(name));
    for (const name of free) this.#declared.add(name);
    const checks = free
      .filter((name) => required.has(name) && !this.#set.has(name) && !assigned.includes(name))
      .map(
        (name) =>
          `${name} === undefined && _tt_scope.missing(${JSON.stringify(name)}, ${this.#lines.length})`,
      );
    // A comment to the end of the line must not reach what follows.
    const inner = code.includes("//") ? `(${code}\n)` : `(${code})`;
    if (awaits)
      return `(${[`_tt_scope.awaiting(${this.#lines.length})`, ...checks].join(", ")}, _tt_scope.awaited(${inner}))`;
    return checks.length === 0 ? inner : `(${checks.join(", ")}, ${inner})`;
  }

  #if({ branches, otherwise }: IfNode): void {
    for (const [index, { condition, body }] of branches.entries()) {
      const word = index === 0 ? "if" : "} else if";
      this.#line(`${word} ${this.#value(asCondition(condition))} {`, condition.place);
      this.#body(body);
    }
    if (otherwise !== undefined) {
      this.#code("} else {");
      this.#body(otherwise);
    }
    this.#code("}");
  }

  #for({ target, values, body, otherwise }: ForNode): void {
    const list = this.#value(values);
    const names = [...target.required, ...target.optional];
    const source = [shown(values.code), this.#describe(values.place)].map((text) => JSON.stringify(text));
    const each = `_tt_each(${list}, ${source.join(", ")})`;
    // A loop may give its values to a name that its list is made of.
    const hidden = names.some((name) => values.required.has(name) || values.optional.has(name));
    const variable = hidden ? this.#fresh("list") : each;
    const heading = `for (let ${target.code} of ${variable}) {`;
    if (hidden) this.#line(`const ${variable} = ${each};`, values.place);
    this.#loop(otherwise, () => {
      this.#line(heading, values.place);
      this.#withLocal(names, body);
    });
  }

  #while({ condition, body, otherwise }: WhileNode): void {
    this.#loop(otherwise, () => {
      this.#line(`while ${this.#value(asCondition(condition))} {`, condition.place);
      this.#body(body);
    });
  }

  /** A `break` leaves the block around the loop, and with it what is done after a loop that came to its end. */
  #loop(otherwise: Body | undefined, writeLoop: () => void): void {
    const label = otherwise === undefined ? undefined : this.#fresh("loop");
    if (label !== undefined) this.#code(`${label}: {`);
    this.#loops.push(label);
    writeLoop();
    this.#loops.pop();
    this.#code("}");
    if (otherwise === undefined) return;
    this.#body(otherwise);
    this.#code("}");
  }

  #jump({ word }: JumpNode): void {
    const label = word === "break" ? this.#loops.at(-1) : undefined;
    this.#code(label === undefined ? `${word};` : `${word} ${label};`);
  }

  #withLocal(names: readonly string[], body: Body): void {
    this.#local.push(...names);
    this.#body(body);
    this.#local.length -= names.length;
  }

  #try({ body, handlers, otherwise, finalizer }: TryNode): void {
    const succeeded = this.#fresh("succeeded");
    if (finalizer !== undefined) this.#code("try {");
    if (otherwise !== undefined) this.#code(`let ${succeeded} = false;`);
    this.#code("try {");
    this.#body(body);
    if (otherwise !== undefined) this.#code(`${succeeded} = true;`);
    this.#handlers(handlers);
    if (otherwise !== undefined) this.#inBraces(`if (${succeeded}) {`, otherwise);
    if (finalizer !== undefined) this.#inBraces("} finally {", finalizer);
  }

  #handlers(handlers: readonly ExceptHandler[]): void {
    const error = this.#fresh("error");
    this.#code(`} catch (${error}) {`);
    for (const { errorClass, name, body } of handlers) {
      if (errorClass === undefined) this.#code("if (true) {");
      else this.#line(`if (_tt_isA(${error}, ${this.#value(errorClass)})) {`, errorClass.place);
      if (name !== undefined) this.#code(`let ${name} = ${error};`);
      this.#withLocal(name === undefined ? [] : [name], body);
      this.#code("} else");
    }
    this.#code(`throw ${error};`);
    this.#code("}");
  }

  #inBraces(opening: string, body: Body): void {
    this.#code(opening);
    this.#body(body);
    this.#code("}");
  }

  #apply({ method, body }: ApplyNode): void {
    const name = this.#fresh("apply");
    const opening = this.#lines.length;
    const awaitedBefore = this.#awaitsAt;
    this.#awaitsAt = undefined;
    this.#code("");
    this.#body(body);
    this.#code("return _tt_out; };");
    const isAsync = this.#awaitsAt !== undefined;
    this.#awaitsAt = awaitedBefore ?? this.#awaitsAt;
    this.#lines[opening] = `const ${name} = ${isAsync ? "async " : ""}() => { let _tt_out = "";`;
    const content = `${isAsync ? "await " : ""}${name}()`;
    this.#line(`_tt_out += _tt_text(${this.#value(method)}(${content}));`, method.place);
  }

  #block({ name, place }: BlockNode): void {
    const block = this.#linked.blocks.get(name);
    if (block !== undefined) this.#within(block.tree, place, block.node.body);
  }

  #include({ name, place }: IncludeNode): void {
    const tree = loadFrom(this.#source, name, place, "include");
    this.#within(tree, place, tree.body);
  }

  #within(tree: TemplateTree, place: Place, body: Body): void {
    const outer = this.#tree;
    this.#via.push(place);
    this.#tree = tree;
    this.#body(body);
    this.#tree = outer;
    this.#via.pop();
  }

  #fresh(word: string): string {
    return `_tt_${word}${this.#counter++}`;
  }
}

function describe({ template, line }: Place): string {
  return `${template}:${line}`;
}
