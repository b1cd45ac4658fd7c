import type { Automaton } from "./automaton.ts";
import { anyOf, type CharacterSet, everyCharacter, representatives, setOf } from "./character-set.ts";

/** Where several readers of one text stand, and how they came there. */
interface Standing {
  readonly places: readonly number[];
  readonly hasParted: boolean;
  readonly before: Standing | undefined;
  /** What they all can have read last. */
  readonly read: CharacterSet;
}

/** How much is looked at before a search is given up. */
export interface Budget {
  steps: number;
}

/** What readers of one text are asked to do. */
export interface Errand {
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** For each reader, whether it may pass through a place. */
  readonly mayPass: readonly ((place: number) => boolean)[];
  /** Whether two readers have to come by different ways. */
  readonly mustPart: boolean;
}

/**
 * The shortest text that takes all readers where they are to go; it is not empty.
 *
 * @returns `undefined` if there is none, or the budget is used up
 */
export function wordFor(automaton: Automaton, errand: Errand, budget: Budget): string | undefined {
  const seen = new Set<string>();
  let standings: readonly Standing[] = [
    { places: errand.from, hasParted: false, before: undefined, read: 0n },
  ];
  while (standings.length > 0) {
    const next: Standing[] = [];
    for (const standing of standings) {
      for (const step of stepsFrom(automaton, standing, errand)) {
        if (budget.steps-- <= 0) return undefined;
        if (isDone(step, errand)) return wordTo(step);
        const key = `${step.hasParted}${step.places}`;
        if (!seen.has(key)) next.push(step);
        seen.add(key);
      }
    }
    standings = next;
  }
  return undefined;
}

function isDone({ places, hasParted }: Standing, { to, mustPart }: Errand): boolean {
  return (hasParted || !mustPart) && places.every((place, reader) => place === to[reader]);
}

/** Each reader goes one place on, and all of them can read the same character. */
function stepsFrom(
  { places, follow }: Automaton,
  before: Standing,
  { mayPass }: Errand,
): readonly Standing[] {
  let steps: readonly Standing[] = [
    { places: [], hasParted: before.hasParted, before, read: everyCharacter },
  ];
  for (const [reader, from] of before.places.entries()) {
    const ways = [...(follow[from] ?? [])].filter(([place]) => mayPass[reader]?.(place));
    steps = steps.flatMap((step) =>
      ways.flatMap(([place, count]) => {
        const read = step.read & (places[place]?.set ?? 0n);
        if (read === 0n) return [];
        const other = step.places[0];
        const parts = other !== undefined && (other !== place || (count > 1 && before.places[0] === from));
        return [{ places: [...step.places, place], hasParted: step.hasParted || parts, before, read }];
      }),
    );
  }
  return steps;
}

function wordTo(last: Standing): string {
  let word = "";
  for (let step: Standing | undefined = last; step?.before !== undefined; step = step.before)
    word = anyOf(step.read) + word;
  return word;
}

/** The shortest text with which a match comes to a place. */
export function wordUpTo(automaton: Automaton, goal: number): string | undefined {
  const words = new Map([...automaton.first.keys()].map((place) => [place, textAt(automaton, place)]));
  for (const [place, word] of words)
    for (const next of automaton.follow[place]?.keys() ?? [])
      if (!words.has(next)) words.set(next, word + textAt(automaton, next));
  return words.get(goal);
}

function textAt({ places }: Automaton, place: number): string {
  return anyOf(places[place]?.set ?? 0n);
}

/**
 * A text with which a match that has come to some places, and goes on with `text`, ends without success.
 *
 * Other alternatives may match the whole text, but a match that tries these places first tries all their ways before.
 *
 * @returns `undefined` if none is found: then a match never has to try another way
 */
export function failingEnd(automaton: Automaton, places: Iterable<number>, text: string): string | undefined {
  const cells = representatives(automaton.places.map(({ set }) => set));
  let at: ReadonlySet<number> = new Set(places);
  for (const character of text) at = read(automaton, at, setOf(character));
  if (!isEnd(automaton, at)) return "";
  const ends: (readonly [end: string, at: ReadonlySet<number>])[] = [["", at]];
  for (const [end, standing] of ends) {
    for (const cell of cells) {
      const next = read(automaton, standing, cell);
      if (!isEnd(automaton, next)) return end + anyOf(cell);
      if (end.length < 2) ends.push([end + anyOf(cell), next]);
    }
  }
  return undefined;
}

function read(automaton: Automaton, at: ReadonlySet<number>, what: CharacterSet): ReadonlySet<number> {
  return among(
    automaton,
    [...at].flatMap((place) => [...(automaton.follow[place]?.keys() ?? [])]),
    what,
  );
}

function among({ places }: Automaton, candidates: Iterable<number>, what: CharacterSet): ReadonlySet<number> {
  return new Set([...candidates].filter((place) => ((places[place]?.set ?? 0n) & what) !== 0n));
}

function isEnd({ last }: Automaton, at: ReadonlySet<number>): boolean {
  return [...at].some((place) => last.has(place));
}
