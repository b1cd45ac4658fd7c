import type { Expression, Place } from "./expression.ts";

/** A part of a parsed template. */
export type TemplateNode =
  | TextNode
  | OutputNode
  | ModuleNode
  | SetNode
  | IfNode
  | ForNode
  | WhileNode
  | TryNode
  | JumpNode
  | ApplyNode
  | BlockNode
  | IncludeNode;

/** Text as it is sent, white space already treated. */
export interface TextNode {
  readonly kind: "text";
  readonly value: string;
}

/** `{{ value }}`, or `{% raw value %}`. */
export interface OutputNode {
  readonly kind: "output";
  readonly value: Expression;
  readonly isRaw: boolean;
}

/** `{% module Name(…) %}` */
export interface ModuleNode {
  readonly kind: "module";
  readonly call: Expression;
}

/** `{% set name = value %}` */
export interface SetNode {
  readonly kind: "set";
  /** The names that get a value; empty if it is another statement. */
  readonly names: readonly string[];
  readonly statement: Expression;
}

/** `{% if %}` with its `{% elif %}` and `{% else %}`. */
export interface IfNode {
  readonly kind: "if";
  readonly branches: readonly Branch[];
  readonly otherwise: Body | undefined;
}

/** A condition, and what is to be done where it holds. */
export interface Branch {
  readonly condition: Expression;
  readonly body: Body;
}

/** `{% for target in values %}`; `otherwise` is done unless the loop ends by a `break`. */
export interface ForNode {
  readonly kind: "for";
  readonly target: Expression;
  readonly values: Expression;
  readonly body: Body;
  readonly otherwise: Body | undefined;
}

/** `{% while condition %}` */
export interface WhileNode {
  readonly kind: "while";
  readonly condition: Expression;
  readonly body: Body;
  readonly otherwise: Body | undefined;
}

/** `{% try %}` */
export interface TryNode {
  readonly kind: "try";
  readonly body: Body;
  readonly handlers: readonly ExceptHandler[];
  readonly otherwise: Body | undefined;
  readonly finalizer: Body | undefined;
}

/** `{% except ErrorClass as name %}`, both parts optional. */
export interface ExceptHandler {
  readonly errorClass: Expression | undefined;
  readonly name: string | undefined;
  readonly body: Body;
}

/** `{% break %}` or `{% continue %}` */
export interface JumpNode {
  readonly kind: "jump";
  readonly word: "break" | "continue";
}

/** `{% apply function %}` */
export interface ApplyNode {
  readonly kind: "apply";
  readonly method: Expression;
  readonly body: Body;
}

/** `{% block name %}` */
export interface BlockNode {
  readonly kind: "block";
  readonly name: string;
  readonly body: Body;
  readonly place: Place;
}

/** `{% include "name" %}` */
export interface IncludeNode {
  readonly kind: "include";
  readonly name: string;
  readonly place: Place;
}

/** Nodes in the order in which they stand. */
export type Body = readonly TemplateNode[];

/** A parsed template. */
export interface TemplateTree {
  readonly name: string;
  readonly body: Body;
  /** The name of the function that escapes its expressions; `null`: none does. */
  readonly autoescape: string | null;
  /** The template that it extends. */
  readonly parent: { readonly name: string; readonly place: Place } | undefined;
}

/** The bodies within a node. */
export function bodiesOf(node: TemplateNode): Body[] {
  switch (node.kind) {
    case "if":
      return present([...node.branches.map(({ body }) => body), node.otherwise]);
    case "for":
    case "while":
      return present([node.body, node.otherwise]);
    case "try":
      return present([node.body, ...node.handlers.map(({ body }) => body), node.otherwise, node.finalizer]);
    case "apply":
    case "block":
      return [node.body];
    default:
      return [];
  }
}

function present(bodies: readonly (Body | undefined)[]): Body[] {
  return bodies.filter((body) => body !== undefined);
}
