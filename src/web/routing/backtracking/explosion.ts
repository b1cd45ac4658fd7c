import { type Automaton, automatonOf, isDeterministic } from "./automaton.ts";
import { type Cost, dearer, longestCheap, nested, stepsFor } from "./cost.ts";
import { type Expression, type ReadExpression, readExpression } from "./expression-tree.ts";
import { type Look, looksIn } from "./looks.ts";
import { mostWays } from "./ways.ts";
import { type Budget, failingEnd, wordFor, wordUpTo } from "./words.ts";

/** How a match can take far longer than the text is long, with a text that shows it. */
export interface Explosion {
  /** The power of the text's length that the time grows with; `Infinity`: each repetition doubles it. */
  readonly degree: number;
  /** The longest text for which a match is cheap, whatever it holds. */
  readonly longest: number;
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
  readonly explosion: Omit<Explosion, "longest">;
}

/** Some ten milliseconds at most; most expressions have only one way to match, and take some ten microseconds. */
const mostSteps = 40_000;
const longRepetition = 10;
const fewWays = 4;
const constant: Cost = { bounds: [], factor: 1 };

/** What is known of an expression, or a part of one: how its time grows, and a text that shows it where that is much. */
interface Finding {
  readonly cost: Cost;
  readonly explosion?: Omit<Explosion, "longest"> | undefined;
}

/** An expression is too large to be looked at, or says something that is not understood here. */
export class UndecidedError extends Error {}

/**
 * Whether an expression, which has to match a whole text, can take far longer for some text than that is long.
 *
 * What is found is certain but for lookarounds and references, of which the worst is assumed.
 *
 * @param source - of a `RegExp`
 * @param flags - of it
 * @throws {UndecidedError} if it cannot be told
 */
export function findExplosion(source: string, flags: string): Explosion | undefined {
  if (!canTakeLong(source)) return undefined;
  if (flags.includes("v") && source.includes("\\q{")) throw new UndecidedError();
  const read = readExpression(source, flags.replace(/[^imsuv]/g, ""));
  const { cost, explosion } = look(read.whole, read, {
    mayFail: /\\[1-9k]/.test(source),
    hasOptions: hasOptions(source),
  });
  const longest = longestCheap(cost);
  return explosion && longest < Infinity ? { ...explosion, longest } : undefined;
}

/** One quantifier alone is told apart from what stands around it in one way, or never. */
function canTakeLong(source: string): boolean {
  return (source.match(/[*+?]|\{\d+,/g)?.length ?? 0) > 1 || /\)[*+{]|\\[1-9k]/.test(source);
}

/** Three parts that can be there or not make a match at most eight times as long. */
function hasOptions(source: string): boolean {
  return source.includes("{") || source.split("?").length > 4;
}

/** What is known of an expression from its text. */
interface Traits {
  /** Whether a match can fail for another reason than its characters. */
  readonly mayFail: boolean;
  /** Whether it has many parts that can be there or not. */
  readonly hasOptions: boolean;
}

/**
 * @param expression - of which all that is looked around for is a part
 * @param read - the groups that references refer to
 */
function look(expression: Expression, { groups }: ReadExpression, traits: Traits): Finding {
  const looks = looksIn(expression, groups);
  const own = lookAlone(expression, groups, { ...traits, mayFail: traits.mayFail || looks.length > 0 });
  return looks.map((one) => withLook(own, one, groups, traits)).reduce(worse, own);
}

/** What is looked for where a match has repeated something is looked for at each of its steps. */
function withLook(
  own: Finding,
  { body, isRepeated }: Look,
  groups: ReadExpression["groups"],
  traits: Traits,
): Finding {
  const inner = look(body, { whole: body, groups }, { ...traits, mayFail: true });
  if (!isRepeated) return inner;
  const cost = nested(own.cost, inner.cost);
  if (cost.bounds.length < 2) return { cost, explosion: inner.explosion ?? own.explosion };
  const degree = Math.max(cost.bounds.length, inner.explosion?.degree ?? 0, own.explosion?.degree ?? 0);
  const { parts, ...text } = inner.explosion ?? own.explosion ?? unknownText;
  return {
    cost,
    explosion: { ...text, parts: parts.length > 0 ? parts : ["what it looks around for"], degree },
  };
}

const unknownText = { parts: [], beginning: "", repeated: "a", end: "" };

function worse(one: Finding, other: Finding): Finding {
  return dearer(one.cost, other.cost) === one.cost ? one : other;
}

function lookAlone(
  expression: Expression,
  groups: ReadExpression["groups"],
  { mayFail, hasOptions }: Traits,
): Finding {
  const automaton = automatonOf(expression, groups, longRepetition);
  if (automaton === undefined) throw new UndecidedError();
  const linear = { bounds: longestLoop(automaton), factor: 1 };
  if (isDeterministic(automaton)) return { cost: linear };
  const exponential = doubling(automaton, mayFail);
  if (exponential) return { cost: { ...constant, factor: Infinity }, explosion: exponential };
  const found = polynomial(automaton, mayFail);
  const finding = found ?? { cost: linear };
  return hasOptions ? withFactor(automaton, finding) : finding;
}

function longestLoop({ places }: Automaton): readonly number[] {
  const most = places.reduce((longest, place) => Math.max(longest, place.most), 1);
  return most > 1 ? [most] : [];
}

/** Many parts that each can be there or not, as in `a?a?a?a?`, are as bad as a loop; a few ways more are not. */
function withFactor(automaton: Automaton, { cost, explosion }: Finding): Finding {
  const { ways, beginning, repeated, length } = mostWays(automaton);
  const factor = Math.max(1, ways / stepsFor(cost, length) / fewWays);
  const text = { degree: Infinity, parts: ["its optional parts"], beginning, repeated, end: "" };
  return { cost: { ...cost, factor }, explosion: explosion ?? (factor > length ? text : undefined) };
}

/** A place that a match can leave and come back to, with the same text, by two ways. */
function doubling(automaton: Automaton, mayFail: boolean): Finding["explosion"] {
  const budget = { steps: mostSteps };
  const reach = reachOf(automaton);
  for (const place of cyclic(reach)) {
    const within = (other: number) => isSameLoop(reach, place, other);
    const errand = { from: [place, place], to: [place, place], mayPass: [within, within], mustPart: true };
    const word = wordFor(automaton, errand, budget);
    if (budget.steps < 0) throw new UndecidedError();
    const explosion = word && explosionOf(automaton, [place], word, Infinity, mayFail);
    if (explosion) return explosion;
  }
  return undefined;
}

function polynomial(automaton: Automaton, mayFail: boolean): Finding | undefined {
  const steps = stepsOf(automaton, mayFail);
  const [worst] = steps
    .map((step) => chainFrom(step, steps, []))
    .sort((a, b) => weightOf(automaton, b) - weightOf(automaton, a));
  const [first] = worst ?? [];
  if (worst === undefined || first === undefined) return undefined;
  const places = placesOf(worst);
  const parts = places.map((place) => partAt(automaton, place));
  const cost = { bounds: places.map((place) => mostOf(automaton, place)), factor: 1 };
  return { cost, explosion: { ...first.explosion, degree: places.length, parts } };
}

function placesOf(chain: readonly Step[]): readonly number[] {
  return chain[0] === undefined ? [] : [chain[0].from, ...chain.map(({ to }) => to)];
}

/** For a text that is longer than any that comes. */
function weightOf(automaton: Automaton, chain: readonly Step[]): number {
  return stepsFor({ bounds: placesOf(chain).map((place) => mostOf(automaton, place)), factor: 1 }, 1e6);
}

function mostOf({ places }: Automaton, place: number): number {
  return places[place]?.most ?? 1;
}

function stepsOf(automaton: Automaton, mayFail: boolean): readonly Step[] {
  const budget = { steps: mostSteps };
  const reach = reachOf(automaton);
  const places = cyclic(reach);
  const steps = places.flatMap((from) =>
    places.flatMap((to) => stepBetween(automaton, reach, [from, to], budget, mayFail) ?? []),
  );
  if (budget.steps < 0) throw new UndecidedError();
  return steps;
}

function stepBetween(
  automaton: Automaton,
  reach: readonly ReadonlySet<number>[],
  [from, to]: readonly [number, number],
  budget: Budget,
  mayFail: boolean,
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
  const explosion = word && explosionOf(automaton, [from, to], word, 2, mayFail);
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
  mayFail: boolean,
): Step["explosion"] | undefined {
  const beginning = wordUpTo(automaton, places[0] ?? 0) ?? "";
  const end = failingEnd(automaton, places, repeated.repeat(3)) ?? (mayFail ? "" : undefined);
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
