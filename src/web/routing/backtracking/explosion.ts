import { type Automaton, automatonOf, isDeterministic } from "./automaton.ts";
import { readExpression } from "./expression-tree.ts";
import { type Budget, failingEnd, wordFor, wordUpTo } from "./words.ts";

/** How a match can take far longer than the text is long, with a text that shows it. */
export interface Explosion {
  /** The power of the text's length that the time grows with; `Infinity`: each repetition doubles it. */
  readonly degree: number;
  /** The repetitions that can share a text in many ways, as they are written. */
  readonly parts: readonly string[];
  /** The text begins with this, */
  readonly beginning: string;
  /** goes on with this, the more often the longer it takes, */
  readonly repeated: string;
  /** and ends with this, so that it does not match. */
  readonly end: string;
}

/** Two places where a match can be after the same text, so that each repetition of it can be the one that takes it on. */
interface Step {
  readonly from: number;
  readonly to: number;
  readonly explosion: Explosion;
}

/** About two milliseconds at most; most expressions have only one way to match, and take some ten microseconds. */
const mostSteps = 8_000;
const longRepetition = 10;

/**
 * Whether an expression, which has to match a whole text, can take far longer for some text than that is long.
 *
 * What is found is certain but for lookarounds and back references, which are taken for nothing. An expression that is
 * too large to be looked at is let pass.
 *
 * @param source - of a `RegExp`
 * @param flags - of it
 */
export function findExplosion(source: string, flags: string): Explosion | undefined {
  if (!hasTwoRepetitions(source) || flags.includes("v")) return undefined;
  const expression = readExpression(source);
  const withLong = automatonOf(expression, flags, longRepetition);
  if (withLong === undefined || isDeterministic(withLong)) return undefined;
  const automaton = automatonOf(expression, flags, Infinity);
  return doubling(withLong) ?? (automaton && polynomial(automaton));
}

/** One alone is told apart from what stands around it in one way, or never. */
function hasTwoRepetitions(source: string): boolean {
  return (source.match(/[*+]|\{\d+,/g)?.length ?? 0) > 1 || /\)[*+{]/.test(source);
}

/** A place that a match can leave and come back to, with the same text, by two ways. */
function doubling(automaton: Automaton): Explosion | undefined {
  const budget = { steps: mostSteps };
  const reach = reachOf(automaton);
  for (const place of cyclic(reach)) {
    const within = (other: number) => isSameLoop(reach, place, other);
    const errand = { from: [place, place], to: [place, place], mayPass: [within, within], mustPart: true };
    const word = wordFor(automaton, errand, budget);
    const explosion = word && explosionOf(automaton, [place], word, Infinity);
    if (explosion) return explosion;
  }
  return undefined;
}

function polynomial(automaton: Automaton): Explosion | undefined {
  const steps = stepsOf(automaton);
  const [worst] = steps.map((step) => chainFrom(step, steps, [])).sort((a, b) => b.length - a.length);
  const [first] = worst ?? [];
  if (worst === undefined || first === undefined) return undefined;
  const parts = [first.from, ...worst.map(({ to }) => to)].map((place) => partAt(automaton, place));
  return { ...first.explosion, degree: worst.length + 1, parts };
}

function stepsOf(automaton: Automaton): readonly Step[] {
  const budget = { steps: mostSteps };
  const reach = reachOf(automaton);
  const places = cyclic(reach);
  return places.flatMap((from) =>
    places.flatMap((to) => stepBetween(automaton, reach, from, to, budget) ?? []),
  );
}

function stepBetween(
  automaton: Automaton,
  reach: readonly ReadonlySet<number>[],
  from: number,
  to: number,
  budget: Budget,
): Step | undefined {
  if (reach[from]?.has(to) !== true || reach[to]?.has(from) === true) return undefined;
  const mayPass = [
    (place: number) => isSameLoop(reach, from, place),
    (place: number) => place === to || reach[place]?.has(to) === true,
    (place: number) => isSameLoop(reach, to, place),
  ];
  const word = wordFor(
    automaton,
    { from: [from, from, to], to: [from, to, to], mayPass, mustPart: false },
    budget,
  );
  const explosion = word && explosionOf(automaton, [from, to], word, 2);
  return explosion ? { from, to, explosion } : undefined;
}

/** The longest way on: each step of it multiplies the time by the text's length. */
function chainFrom(step: Step, steps: readonly Step[], before: readonly number[]): readonly Step[] {
  if (before.length > 5) return [step];
  const further = steps
    .filter(({ from }) => from === step.to)
    .map((next) => chainFrom(next, steps, [...before, step.to]))
    .sort((a, b) => b.length - a.length);
  return [step, ...(further[0] ?? [])];
}

function explosionOf(
  automaton: Automaton,
  places: readonly number[],
  repeated: string,
  degree: number,
): Explosion | undefined {
  const beginning = wordUpTo(automaton, places[0] ?? 0) ?? "";
  const end = failingEnd(automaton, beginning + repeated.repeat(3));
  if (end === undefined) return undefined;
  return { degree, parts: places.map((place) => partAt(automaton, place)), beginning, repeated, end };
}

/** The repetition that a place belongs to: the outermost, as the inner ones of it are repeated by it. */
function partAt({ places }: Automaton, place: number): string {
  return places[place]?.repetitions[0] ?? "";
}

/** For each place, those that can be come to from it. */
function reachOf({ follow }: Automaton): readonly ReadonlySet<number>[] {
  return follow.map((ways) => {
    const reached = new Set(ways.keys());
    for (const place of reached) for (const next of follow[place]?.keys() ?? []) reached.add(next);
    return reached;
  });
}

function cyclic(reach: readonly ReadonlySet<number>[]): readonly number[] {
  return [...reach.keys()].filter((place) => reach[place]?.has(place));
}

function isSameLoop(reach: readonly ReadonlySet<number>[], place: number, other: number): boolean {
  return place === other || (reach[place]?.has(other) === true && reach[other]?.has(place) === true);
}
