/** What stands at a place among others, and the segments that its paths have. */
export interface Segmented {
  /** The lowest is tried first. */
  readonly position: number;
  /**
   * The text of each segment of a path that it matches, from the first; `undefined` for one that differs. Behind its end
   * nothing is known.
   */
  readonly segments: readonly (string | undefined)[];
}

/**
 * Entries whose paths begin alike, told apart by the one later segment that has the most different texts: of thousands of
 * rules such as `/:tenant/orders/:id`, those with `orders`.
 */
export class SegmentSplit<Entry extends Segmented> {
  /** Which segment, the first being the text before the first slash; `undefined` if none tells them apart. */
  readonly #index: number | undefined;
  readonly #byText = new Map<string, readonly Entry[]>();
  /** Those that take any text there. */
  readonly #others: readonly Entry[];

  /**
   * @param entries - in order
   * @param known - how many segments are the same in all of them
   */
  constructor(entries: readonly Entry[], known: number) {
    const at = mostDifferent(entries, known);
    this.#index = at;
    if (at === undefined) {
      this.#others = entries;
      return;
    }
    this.#others = entries.filter(({ segments }) => segments[at] === undefined);
    for (const text of textsAt(entries, at)) {
      this.#byText.set(
        text,
        entries.filter(({ segments }) => (segments[at] ?? text) === text),
      );
    }
  }

  /** The entries that could match a path, in order. */
  candidates(path: string): readonly Entry[] {
    if (this.#index === undefined) return this.#others;
    const text = segmentAt(path, this.#index);
    return (text === undefined ? undefined : this.#byText.get(text)) ?? this.#others;
  }
}

function mostDifferent(entries: readonly Segmented[], known: number): number | undefined {
  const longest = Math.max(...entries.map(({ segments }) => segments.length));
  let [best, most] = [-1, 1];
  for (let index = known; index < longest; index++) {
    const count = textsAt(entries, index).size;
    if (count > most) [best, most] = [index, count];
  }
  return best === -1 ? undefined : best;
}

function textsAt(entries: readonly Segmented[], index: number): ReadonlySet<string> {
  return new Set(entries.flatMap(({ segments }) => segments[index] ?? []));
}

function segmentAt(path: string, index: number): string | undefined {
  let start = 0;
  for (let count = 0; count < index; count++) {
    const slash = path.indexOf("/", start);
    if (slash === -1) return undefined;
    start = slash + 1;
  }
  const end = path.indexOf("/", start);
  return end === -1 ? path.slice(start) : path.slice(start, end);
}
