import { Random } from "../../support/random.ts";
import type { Parser } from "./parsers.ts";

const longest = 30;

/** An input that a parser does not survive, and what it did. */
export interface Finding {
  readonly text: string;
  readonly error: string;
}

/** Gives a parser that many random inputs; a seed gives the same ones again. */
export function fuzz({ pieces, parse, error: expected }: Parser, seed: number, count: number): Finding[] {
  const random = new Random(seed);
  const findings: Finding[] = [];
  for (let round = 0; round < count && findings.length < 10; round++) {
    const text = Array.from({ length: random.below(longest) }, () => random.pick(pieces)).join("");
    try {
      parse(text);
    } catch (error) {
      if (expected === undefined || !(error instanceof expected))
        findings.push({ text, error: String(error) });
    }
  }
  return findings;
}

/**
 * Inputs of about that size that repeat one or two pieces, between others: what makes a parser go back costs the most
 * where nothing else is in between.
 */
export function* longInputs({ pieces }: Parser, size: number): Generator<string> {
  for (const piece of pieces) {
    const repeated = piece.repeat(Math.ceil(size / piece.length));
    for (const other of pieces) {
      yield other + repeated + other;
      yield (piece + other).repeat(Math.ceil(size / (piece.length + other.length)));
    }
  }
}

/** Parses a long input, whatever comes of it. */
export function parseLong({ parse }: Parser, text: string): void {
  try {
    parse(text);
  } catch {
    // Only the time matters.
  }
}
