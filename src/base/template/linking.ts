import { ParseError, TemplateNotFoundError } from "./errors.ts";
import type { Place } from "./expression.ts";
import { type BlockNode, type Body, bodiesOf, type TemplateTree } from "./nodes.ts";

/** Where a template finds those that it extends or includes. */
export interface TreeSource {
  load(name: string, parentPath?: string): { readonly tree: TemplateTree };
}

/** A block, with the template that has it, by whose rules it is escaped. */
export interface LinkedBlock {
  readonly node: BlockNode;
  readonly tree: TemplateTree;
}

/** A template together with those that it extends. */
export interface LinkedTemplate {
  /** The one that extends no other: its text is what the page consists of. */
  readonly root: TemplateTree;
  /** Of each name the block that counts: that of the last to extend. */
  readonly blocks: ReadonlyMap<string, LinkedBlock>;
}

/**
 * Follows a template to those that it extends.
 *
 * @throws {ParseError} `ERR_TEMPLATE_PARSE` if one of them, or of those that they include, is not there
 */
export function linkTemplate(tree: TemplateTree, source: TreeSource | undefined): LinkedTemplate {
  const line = ancestorsOf(tree, source);
  const blocks = new Map<string, LinkedBlock>();
  for (const ancestor of line) findBlocks(ancestor, ancestor.body, source, blocks);
  return { root: line[0] ?? tree, blocks };
}

/** The oldest first. */
function ancestorsOf(tree: TemplateTree, source: TreeSource | undefined): TemplateTree[] {
  const line = [tree];
  for (let { parent } = tree; parent !== undefined; ) {
    const ancestor = loadFrom(source, parent.name, parent.place, "extends");
    line.unshift(ancestor);
    parent = ancestor.parent;
  }
  return line;
}

function findBlocks(
  tree: TemplateTree,
  body: Body,
  source: TreeSource | undefined,
  blocks: Map<string, LinkedBlock>,
): void {
  for (const node of body) {
    if (node.kind === "block") blocks.set(node.name, { node, tree });
    if (node.kind === "include") {
      const included = loadFrom(source, node.name, node.place, "include");
      findBlocks(included, included.body, source, blocks);
    }
    for (const inner of bodiesOf(node)) findBlocks(tree, inner, source, blocks);
  }
}

/**
 * Loads what a directive names.
 *
 * @throws {ParseError} `ERR_TEMPLATE_PARSE` with the directive's place if there is nothing to load
 */
export function loadFrom(
  source: TreeSource | undefined,
  name: string,
  { template, line }: Place,
  word: "extends" | "include",
): TemplateTree {
  if (source === undefined)
    throw new ParseError(`{% ${word} %} found, but no template loader`, template, line);
  try {
    return source.load(name, template).tree;
  } catch (error) {
    if (!(error instanceof TemplateNotFoundError)) throw error;
    throw new ParseError(error.message, template, line, { cause: error });
  }
}
