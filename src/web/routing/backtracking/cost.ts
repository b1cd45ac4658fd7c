/**
 * How the time of a match grows with the length of its text: it is multiplied by the length for each of these bounds, as
 * far as the bound lets it, and by the factor.
 */
export interface Cost {
  readonly bounds: readonly number[];
  readonly factor: number;
}

/** About three milliseconds of a match that tries one way after the other; of counted repetitions about ten. */
export const cheapSteps = 1_500 ** 2;

/** How many steps a match takes at most for a text of this length, roughly. */
export function stepsFor({ bounds, factor }: Cost, length: number): number {
  return bounds.reduce((steps, bound) => steps * Math.min(bound, length), factor);
}

/** The longest text for which a match is cheap; `Infinity` where it always is. */
export function longestCheap(cost: Cost): number {
  if (stepsFor(cost, Number.MAX_SAFE_INTEGER) <= cheapSteps) return Infinity;
  let [cheap, dear] = [0, cheapSteps + 1];
  while (dear - cheap > 1) {
    const middle = Math.floor((cheap + dear) / 2);
    if (stepsFor(cost, middle) <= cheapSteps) cheap = middle;
    else dear = middle;
  }
  return cheap;
}

/** Of what is matched anew at each step of another match. */
export function nested(outer: Cost, inner: Cost): Cost {
  return { bounds: [...outer.bounds, ...inner.bounds], factor: outer.factor * inner.factor };
}

/** The one that grows faster. */
export function dearer(one: Cost, other: Cost): Cost {
  return stepsFor(other, cheapSteps) > stepsFor(one, cheapSteps) ? other : one;
}
