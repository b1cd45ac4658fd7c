import { type Segmented, SegmentSplit } from "./segment-split.ts";

/** The entries under one key, and with those of every shorter key that a path below it also begins with. */
interface Bucket<Entry extends Segmented> {
  readonly own: Entry[];
  all: readonly Entry[] | SegmentSplit<Entry> | undefined;
}

/**
 * Entries by the text that their paths begin with, so that a path is compared with the few that could match it.
 *
 * A key is that text up to its last slash. What is found for a path is in order, and holds every entry whose text the
 * path begins with; some of the others as well.
 */
export class PrefixIndex<Entry extends Segmented> {
  readonly #root: Bucket<Entry> = { own: [], all: undefined };
  readonly #buckets = new Map<string, Bucket<Entry>>([["", this.#root]]);
  #longestKey = 0;

  /**
   * Adds an entry; the candidates of a path are to be asked for only when all are there.
   *
   * @param prefix - what its paths begin with
   */
  add(prefix: string, entry: Entry): void {
    const key = prefix.slice(0, prefix.lastIndexOf("/") + 1);
    const bucket = this.#buckets.get(key);
    if (bucket === undefined) this.#buckets.set(key, { own: [entry], all: undefined });
    else bucket.own.push(entry);
    this.#longestKey = Math.max(this.#longestKey, key.length);
  }

  /** The entries that could match a path, in order. No key is longer than a path's part that is looked at. */
  candidates(path: string): readonly Entry[] {
    if (this.#longestKey === 0) return this.#entriesOf("", this.#root, path);
    for (let at = path.lastIndexOf("/", this.#longestKey - 1); at >= 0; at = slashBefore(path, at)) {
      const key = path.slice(0, at + 1);
      const bucket = this.#buckets.get(key);
      if (bucket !== undefined) return this.#entriesOf(key, bucket, path);
    }
    return this.#entriesOf("", this.#root, path);
  }

  #entriesOf(key: string, bucket: Bucket<Entry>, path: string): readonly Entry[] {
    bucket.all ??= splitIfMany(this.#collect(key), key);
    return bucket.all instanceof SegmentSplit ? bucket.all.candidates(path) : bucket.all;
  }

  #collect(key: string): readonly Entry[] {
    const found: Entry[] = [];
    for (const [other, { own }] of this.#buckets) if (key.startsWith(other)) found.push(...own);
    return found.sort((a, b) => a.position - b.position);
  }
}

/** A few are compared one after the other without a loss. */
function splitIfMany<Entry extends Segmented>(
  entries: readonly Entry[],
  key: string,
): readonly Entry[] | SegmentSplit<Entry> {
  return entries.length > 8 ? new SegmentSplit(entries, key.split("/").length - 1) : entries;
}

function slashBefore(path: string, at: number): number {
  return at === 0 ? -1 : path.lastIndexOf("/", at - 1);
}
