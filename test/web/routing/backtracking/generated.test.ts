import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cheapSteps } from "#typhoon/web/routing/backtracking/cost.js";
import { findExplosion, UndecidedError } from "#typhoon/web/routing/backtracking/explosion.js";
import { stepsOfMatch } from "./backtracking-matcher.ts";

const character = fc.constantFrom("a", "b", "-", ".", "\\w", "[ab]", "[^-]", "\\d");
const quantifier = fc.constantFrom("*", "+", "?", "{2}", "{0,3}", "{2,}", "*?");

/** Expressions with groups, alternatives and quantifiers in one another. */
const { expression } = fc.letrec<{ expression: string; part: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "small" },
    tie("part"),
    fc.tuple(tie("expression"), tie("expression")).map((parts) => parts.join("")),
    fc.tuple(tie("expression"), tie("expression")).map((parts) => `(?:${parts.join("|")})`),
  ),
  part: fc.oneof(
    { depthSize: "small" },
    character,
    fc.tuple(character, quantifier).map((parts) => parts.join("")),
    fc.tuple(tie("expression"), quantifier).map(([body, times]) => `(${body})${times}`),
  ),
}));

/** Ends in what may not match, so that every way is tried. */
const text = fc.tuple(fc.constantFrom("a", "b", "ab", "a-", "-", "aab"), fc.constantFrom("!", "b", ""));

test("what is let pass takes at most twice the steps for twice the text, whatever is generated", () => {
  fc.assert(
    fc.property(expression, text, (pattern, [repeated, end]) => {
      fc.pre(longestOf(pattern) === Infinity);
      const textOf = (times: number) => repeated.repeat(times) + end;
      // A match may end soon; what counts is the search for one.
      fc.pre(![20, 40].some((times) => new RegExp(`^(?:${pattern})$`).test(textOf(times))));
      const stepsFor = (times: number) => stepsOfMatch(pattern, textOf(times), cheapSteps);

      const [few, more] = [stepsFor(20), stepsFor(40)];

      assert.ok(more < 2.2 * few + 200, `${pattern} takes ${few} steps, then ${more}`);
    }),
    { numRuns: 500 },
  );
});

function longestOf(pattern: string): number {
  try {
    return findExplosion(pattern, "")?.longest ?? Infinity;
  } catch (error) {
    if (error instanceof UndecidedError) return 0;
    throw error;
  }
}
