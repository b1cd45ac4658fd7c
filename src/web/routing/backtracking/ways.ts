import type { Automaton } from "./automaton.ts";
import { anyOf, type CharacterSet, representatives, setOf } from "./character-set.ts";
import { wordUpTo } from "./words.ts";

/** In how many ways a match can go on with a text, and which. */
export interface Ways {
  readonly ways: number;
  readonly beginning: string;
  readonly repeated: string;
  /** Of the text that was tried. */
  readonly length: number;
}

const times = 64;
const mostBeginnings = 4;
const mostCharacters = 6;

/**
 * The most ways to go on with a text of one character, repeated, where the expression first can go on in several.
 *
 * @param automaton - of an expression that is not deterministic
 */
export function mostWays(automaton: Automaton): Ways {
  const cells = representatives(automaton.places.map(({ set }) => set)).slice(0, mostCharacters);
  const tried = beginningsOf(automaton).flatMap((beginning) =>
    cells.map((cell) => waysOf(automaton, beginning, anyOf(cell))),
  );
  const none = { ways: 0, beginning: "", repeated: "", length: times };
  return tried.reduce((most, one) => (one.ways > most.ways ? one : most), none);
}

function waysOf(automaton: Automaton, beginning: string, repeated: string): Ways {
  const text = beginning + repeated.repeat(times);
  return { ways: countWays(automaton, text), beginning, repeated, length: text.length };
}

/** The shortest texts up to where two ways lead on. */
function beginningsOf(automaton: Automaton): readonly string[] {
  const places = automaton.follow.flatMap((ways, place) => (areSeveral(automaton, ways) ? [place] : []));
  const words = places.slice(0, mostBeginnings).map((place) => wordUpTo(automaton, place) ?? "");
  return [...new Set(areSeveral(automaton, automaton.first) ? ["", ...words] : words)];
}

function areSeveral({ places }: Automaton, ways: ReadonlyMap<number, number>): boolean {
  let taken: CharacterSet = 0n;
  for (const [place, count] of ways) {
    const set = places[place]?.set ?? 0n;
    if (count > 1 || (taken & set) !== 0n) return true;
    taken |= set;
  }
  return false;
}

/** All ways in which beginnings of a text can be matched, added up: a match that fails in the end tries each of them. */
function countWays({ places, first, follow }: Automaton, text: string): number {
  let total = 0;
  let standing = new Float64Array(places.length);
  const takes = (to: number, set: CharacterSet) => ((places[to]?.set ?? 0n) & set) !== 0n;
  for (const [to, count] of first) if (takes(to, setOf(text.charAt(0)))) standing[to] = count;
  for (const character of text.slice(1)) {
    const set = setOf(character);
    const next = new Float64Array(places.length);
    for (const [from, ways] of standing.entries()) {
      if (ways === 0) continue;
      total += ways;
      for (const [to, count] of follow[from] ?? [])
        if (takes(to, set)) next[to] = (next[to] ?? 0) + ways * count;
    }
    standing = next;
  }
  return total;
}
