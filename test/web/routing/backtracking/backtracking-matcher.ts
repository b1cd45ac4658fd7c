import { characterSet, setOf } from "#typhoon/web/routing/backtracking/character-set.js";
import { type Expression, readExpression } from "#typhoon/web/routing/backtracking/expression-tree.js";

/** What comes after a part; whether all of it matches from there. */
type Rest = (at: number) => boolean;

/** How many characters a backtracking matcher looks at until it knows whether an expression matches a whole text. */
export function stepsOfMatch(source: string, text: string, mostSteps = Infinity): number {
  let steps = 0;

  const match = (expression: Expression, at: number, rest: Rest): boolean => {
    switch (expression.kind) {
      case "nothing":
      case "reference":
        return rest(at);
      case "look":
        match(expression.body, at, () => true);
        return rest(at);
      case "character":
        if (++steps > mostSteps) throw new RangeError(`more than ${mostSteps} steps`);
        return at < text.length && isOf(expression.source, text.charAt(at)) && rest(at + 1);
      case "choice":
        return expression.parts.some((part) => match(part, at, rest));
      case "sequence":
        return matchAll(expression.parts, at, rest);
      case "repetition":
        return repeat(expression, 0, at, rest);
    }
  };
  const matchAll = ([part, ...others]: readonly Expression[], at: number, rest: Rest): boolean =>
    part === undefined ? rest(at) : match(part, at, (next) => matchAll(others, next, rest));
  const repeat = (
    repetition: Extract<Expression, { kind: "repetition" }>,
    count: number,
    at: number,
    rest: Rest,
  ): boolean => {
    const again = (next: number) =>
      (next > at || count < repetition.min) && repeat(repetition, count + 1, next, rest);
    if (count < repetition.max && match(repetition.body, at, again)) return true;
    return count >= repetition.min && rest(at);
  };

  match(readExpression(source, "").whole, 0, (at) => at === text.length);
  return steps;
}

function isOf(source: string, character: string): boolean {
  return (characterSet(source, "") & setOf(character)) !== 0n;
}
