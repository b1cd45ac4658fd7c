import { isTyphoonWorker } from "../../concurrent/internal.ts";
import { type Explosion, findExplosion, UndecidedError } from "./backtracking/explosion.ts";
import { ExplodingPatternError } from "./errors.ts";

/** What an expression has to match: the longest text of that kind that has to be matched in any case. */
export interface Subject {
  readonly name: string;
  readonly length: number;
}

/**
 * Finds out how long a text may be for an expression, so that no text of a client takes it more than a few milliseconds.
 *
 * A worker evaluates the application's modules too, but takes no requests: there is nothing to look at.
 *
 * @param pattern - the expression as it is written, for messages
 * @param regex - the whole expression
 * @param subject - what is matched
 * @returns the length of the longest text that is safe to match; `Infinity`: any
 * @throws {ExplodingPatternError} `ERR_EXPLODING_PATTERN` if that is less than the subject's, or cannot be told
 */
export function longestSafeText(pattern: string, regex: RegExp, subject: Subject): number {
  if (isTyphoonWorker()) return Infinity;
  const explosion = explosionIn(pattern, regex);
  if (explosion === undefined) return Infinity;
  if (explosion.longest >= subject.length) return explosion.longest;
  const example = exampleOf(explosion);
  const sentence = `${growthOf(explosion)} some ${subject.name}s, such as ${example}: ${adviceFor(explosion)}`;
  throw new ExplodingPatternError(`Cannot route by ${pattern} because ${sentence}`, pattern, example);
}

function explosionIn(pattern: string, regex: RegExp): Explosion | undefined {
  try {
    return findExplosion(regex.source, regex.flags);
  } catch (error) {
    if (!(error instanceof UndecidedError)) throw error;
    const sentence =
      "it is too large to find out whether a client can hold up the server with it: split it into several rules, or match with a Matcher of your own";
    throw new ExplodingPatternError(`Cannot route by ${pattern} because ${sentence}`, pattern, "");
  }
}

/** Long enough to see what is repeated. */
function exampleOf({ beginning, repeated, end }: Explosion): string {
  return visible(`${beginning}${repeated.repeat(Math.ceil(12 / repeated.length))}...${end}`);
}

/** A byte beyond ASCII stands for itself in a path: percent-encoded it would be another one. */
function visible(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
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
