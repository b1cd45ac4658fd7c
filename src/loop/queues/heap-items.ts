import type { QueueItems } from "./queue-items.ts";

/** An item with its place in the order of coming, which decides between equal ones. */
interface Entry<T> {
  readonly item: T;
  readonly order: number;
}

/** A binary heap: the smallest item first, and of equal ones the oldest. Adding and taking are O(log n). */
export class HeapItems<T> implements QueueItems<T> {
  readonly #entries: Entry<T>[] = [];
  readonly #compare: (a: T, b: T) => number;
  #added = 0;

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#entries.length;
  }

  add(item: T): void {
    // Alone, it is compared with itself: a comparator that refuses such items is to do so at once.
    if (this.size === 0) this.#compare(item, item);
    const entry = { item, order: this.#added };
    // Nothing is moved before all is compared, so an item that is refused leaves no trace.
    const later = this.#laterAncestors(entry);
    this.#added += 1;
    let place = this.#entries.length;
    for (const [ancestorPlace, ancestor] of later) {
      this.#entries[place] = ancestor;
      place = ancestorPlace;
    }
    this.#entries[place] = entry;
  }

  take(): T {
    const last = this.#entries.pop();
    if (last === undefined) throw new RangeError("Cannot take an item out as there is none");
    const [top] = this.#entries;
    if (top === undefined) return last.item;
    this.#sinkFromTop(last);
    return top.item;
  }

  /** Those above the next free place that come after `entry`, from the bottom up. */
  #laterAncestors(entry: Entry<T>): (readonly [place: number, ancestor: Entry<T>])[] {
    const later: (readonly [number, Entry<T>])[] = [];
    for (let place = parentOf(this.#entries.length); place >= 0; place = parentOf(place)) {
      const ancestor = this.#entries[place];
      if (ancestor === undefined || this.#isBefore(ancestor, entry)) break;
      later.push([place, ancestor]);
    }
    return later;
  }

  #sinkFromTop(entry: Entry<T>): void {
    let place = 0;
    for (;;) {
      const childPlace = this.#firstChildOf(place);
      const child = this.#entries[childPlace];
      if (child === undefined || this.#isBefore(entry, child)) break;
      this.#entries[place] = child;
      place = childPlace;
    }
    this.#entries[place] = entry;
  }

  /** Where the child is that comes first. */
  #firstChildOf(place: number): number {
    const leftPlace = 2 * place + 1;
    const [left, right] = [this.#entries[leftPlace], this.#entries[leftPlace + 1]];
    return left && right && this.#isBefore(right, left) ? leftPlace + 1 : leftPlace;
  }

  #isBefore(a: Entry<T>, b: Entry<T>): boolean {
    const order = this.#compare(a.item, b.item);
    return order === 0 ? a.order < b.order : order < 0;
  }
}

/** Of the top it is negative. */
function parentOf(place: number): number {
  return Math.ceil(place / 2) - 1;
}
