import { genLog } from "../../base/log/index.ts";
import { isTyphoonWorker } from "../../concurrent/internal.ts";
import { type Explosion, findExplosion } from "./backtracking/explosion.ts";
import { ExplodingPatternError } from "./errors.ts";

/**
 * Refuses an expression that takes forever for some texts, and logs a warning of one that takes long for very long ones.
 *
 * A worker evaluates the application's modules too, but takes no requests: there is nothing to look at.
 *
 * @param pattern - the expression as it is written, for messages
 * @param regex - the whole expression
 */
export function checkForExplosion(pattern: string, regex: RegExp): void {
  const explosion = isTyphoonWorker() ? undefined : findExplosion(regex.source, regex.flags);
  if (explosion === undefined) return;
  const example = exampleOf(explosion);
  const sentence = `${growthOf(explosion)} some texts, such as ${example}: ${adviceFor(explosion)}`;
  if (explosion.degree > 2 && isCertain(pattern))
    throw new ExplodingPatternError(`Cannot route by ${pattern} as ${sentence}`, pattern, example);
  genLog.warn(`Routing by ${pattern} can hold up all requests, as ${sentence}`);
}

/** What is looked around for, and what is referred back to, can make impossible what seems possible. */
function isCertain(pattern: string): boolean {
  return !/\(\?<?[=!]|\\(?:[1-9]|k<)/.test(pattern);
}

/** Long enough to see what is repeated. */
function exampleOf({ beginning, repeated, end }: Explosion): string {
  return `${beginning}${repeated.repeat(Math.ceil(12 / repeated.length))}...${end}`;
}

function growthOf({ degree }: Explosion): string {
  if (degree === Infinity) return "the time that it takes doubles with each repetition in";
  return `the time that it takes grows with the ${degree === 2 ? "square" : `power ${degree}`} of the length of`;
}

function adviceFor({ degree, parts }: Explosion): string {
  const [first = ""] = parts;
  if (degree === Infinity)
    return (
      `${first} can share them in ever more ways. Leave out one of the quantifiers that stand in one another, let ` +
      "alternatives begin differently, or put between the repetitions what they do not match, as in (?:[^/]+/)*"
    );
  return (
    `${parts.join(" and ")} can share them in many ways. Write [^/]+ for what stays within its segment, or put between ` +
    "the parts what the first of them does not match"
  );
}
