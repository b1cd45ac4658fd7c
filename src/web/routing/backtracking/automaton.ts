import { type CharacterSet, characterSet } from "./character-set.ts";
import type { Expression, ReadExpression, Repetition } from "./expression-tree.ts";

/** A place of an expression that takes one character. */
export interface Place {
  readonly set: CharacterSet;
  /** The unbounded repetitions around it as they are written, the outermost first. */
  readonly repetitions: readonly string[];
  /** How often they can repeat it at most. */
  readonly most: number;
}

/** In how many ways each place is come to; beyond one way it does not matter in how many. */
type Ways = ReadonlyMap<number, number>;

/**
 * The places of an expression, and which can follow which (Glushkov's automaton). As one way to match a text is not another
 * that comes through the same places, ways are counted: in `(a*)*` an `a` follows an `a` in two.
 */
export interface Automaton {
  readonly places: readonly Place[];
  readonly follow: readonly Ways[];
  readonly first: Ways;
  /** Where the text may end. */
  readonly last: ReadonlySet<number>;
  readonly matchesEmpty: boolean;
}

interface Fragment {
  readonly empty: number;
  readonly first: Ways;
  readonly last: Ways;
}

const largest = 1_000;
/** References to groups that hold references can make much of a short expression. */
const mostParts = 20_000;
/** Of a part that is repeated up to a limit: more of them make nothing more ambiguous. */
const mostCopies = 60;
const noWays: Ways = new Map();
const emptyFragment: Fragment = { empty: 1, first: noWays, last: noWays };

/** The repetitions around a part that count as unbounded. */
interface Surroundings {
  readonly repetitions: readonly string[];
  readonly most: number;
}

const alone: Surroundings = { repetitions: [], most: 1 };

/**
 * @param expression - the whole one, or a part of it
 * @param groups - what references refer to
 * @param unboundedFrom - a repetition whose limit is as high counts as one without a limit
 * @returns `undefined` for an expression of more places than are worth the time
 */
export function automatonOf(
  expression: Expression,
  groups: ReadExpression["groups"],
  unboundedFrom: number,
): Automaton | undefined {
  const builder = new Builder(groups, unboundedFrom);
  const { empty, first, last } = builder.build(expression, alone);
  if (builder.isTooLarge) return undefined;
  const { places, follow } = builder;
  return { places, follow, first, last: new Set(last.keys()), matchesEmpty: empty > 0 };
}

/** Whether each next character says which place is next: then there is one way to match a text, and nothing to search. */
export function isDeterministic({ places, first, follow }: Automaton): boolean {
  return [first, ...follow].every((ways) => {
    let taken = 0n;
    for (const [place, count] of ways) {
      const { set = 0n } = places[place] ?? {};
      if (count > 1 || (taken & set) !== 0n) return false;
      taken |= set;
    }
    return true;
  });
}

class Builder {
  readonly places: Place[] = [];
  readonly follow: Map<number, number>[] = [];
  readonly #groups: ReadExpression["groups"];
  readonly #unboundedFrom: number;
  /** Groups that are being built: a reference within its own group matches nothing. */
  readonly #entered = new Set<string>();
  #parts = 0;

  constructor(groups: ReadExpression["groups"], unboundedFrom: number) {
    this.#groups = groups;
    this.#unboundedFrom = unboundedFrom;
  }

  get isTooLarge(): boolean {
    return this.places.length > largest || this.#parts > mostParts;
  }

  build(expression: Expression, around: Surroundings): Fragment {
    this.#parts++;
    if (this.isTooLarge) return emptyFragment;
    switch (expression.kind) {
      case "character":
        return this.#place(characterSet(expression.source, expression.flags), around);
      case "nothing":
      case "look":
        return emptyFragment;
      case "reference":
        return this.#reference(expression.group, around);
      case "sequence":
        return this.#sequence(expression.parts.map((part) => () => this.build(part, around)));
      case "choice":
        return expression.parts.map((part) => this.build(part, around)).reduce(either);
      case "repetition":
        return this.#repetition(expression, around);
    }
  }

  #place(set: CharacterSet, { repetitions, most }: Surroundings): Fragment {
    const ways = new Map([[this.places.length, 1]]);
    this.places.push({ set, repetitions, most });
    this.follow.push(new Map());
    return { empty: 0, first: ways, last: ways };
  }

  #reference(group: string, around: Surroundings): Fragment {
    if (this.#entered.has(group)) return emptyFragment;
    this.#entered.add(group);
    const caught = [
      emptyFragment,
      ...(this.#groups.get(group) ?? []).map((part) => this.build(part, around)),
    ];
    this.#entered.delete(group);
    return caught.reduce(either);
  }

  #sequence(parts: readonly (() => Fragment)[]): Fragment {
    return parts.reduce((before: Fragment, part) => {
      const next = part();
      this.#join(before.last, next.first);
      return {
        empty: Math.min(2, before.empty * next.empty),
        first: sum(before.first, next.first, before.empty),
        last: sum(next.last, before.last, next.empty),
      };
    }, emptyFragment);
  }

  #repetition({ body, min, max, source }: Repetition, around: Surroundings): Fragment {
    const isUnbounded = max >= this.#unboundedFrom && max !== min;
    const within = { repetitions: [...around.repetitions, source], most: around.most * max };
    const once = () => this.build(body, isUnbounded ? within : around);
    const required = Math.min(min, mostCopies) - (isUnbounded && min > 0 ? 1 : 0);
    const rest = isUnbounded
      ? () => this.#loop(once(), min)
      : () => this.#atMost(Math.min(max - min, mostCopies), once);
    return this.#sequence([...Array.from({ length: required }, () => once), rest]);
  }

  /** One in another: side by side, fewer than all would match in several ways. */
  #atMost(count: number, once: () => Fragment): Fragment {
    if (count <= 0) return emptyFragment;
    return optional(this.#sequence([once, () => this.#atMost(count - 1, once)]));
  }

  /** An iteration that takes no character ends the repetition, so only the others are counted. */
  #loop(body: Fragment, min: number): Fragment {
    this.#join(body.last, body.first);
    return min === 0 ? optional(body) : body;
  }

  #join(from: Ways, to: Ways): void {
    for (const [place, ways] of from) {
      const follow = this.follow[place];
      for (const [next, more] of to) follow?.set(next, Math.min(2, (follow.get(next) ?? 0) + ways * more));
    }
  }
}

function optional({ first, last }: Fragment): Fragment {
  return { empty: 1, first, last };
}

function either(a: Fragment, b: Fragment): Fragment {
  return {
    empty: Math.min(2, a.empty + b.empty),
    first: sum(a.first, b.first, 1),
    last: sum(a.last, b.last, 1),
  };
}

function sum(ways: Ways, more: Ways, times: number): Ways {
  if (times === 0 || more.size === 0) return ways;
  const total = new Map(ways);
  for (const [place, count] of more) total.set(place, Math.min(2, (total.get(place) ?? 0) + count * times));
  return total;
}
