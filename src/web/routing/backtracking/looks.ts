import type { Expression, ReadExpression } from "./expression-tree.ts";

/** A lookahead or lookbehind within an expression. */
export interface Look {
  readonly body: Expression;
  /** Whether a match can come by it more than once: it stands in a repetition, or after one. */
  readonly isRepeated: boolean;
}

/** Finds what an expression looks around for; what that looks around for itself is its own affair. */
export function looksIn(expression: Expression, groups: ReadExpression["groups"]): readonly Look[] {
  const found: Look[] = [];
  collect(expression, false, found, groups);
  return found;
}

/**
 * @param isRepeated - whether a match can come by the beginning of `expression` more than once
 * @returns the same of its end
 */
function collect(
  expression: Expression,
  isRepeated: boolean,
  found: Look[],
  groups: ReadExpression["groups"],
): boolean {
  switch (expression.kind) {
    case "look":
      found.push({ body: expression.body, isRepeated });
      return isRepeated;
    case "sequence":
      return expression.parts.reduce((repeated, part) => collect(part, repeated, found, groups), isRepeated);
    case "choice":
      return expression.parts
        .map((part) => collect(part, isRepeated, found, groups))
        .reduce((any, one) => any || one, expression.parts.length > 1 || isRepeated);
    case "repetition":
      collect(expression.body, true, found, groups);
      return true;
    case "reference":
      return true;
    default:
      return isRepeated;
  }
}
