import type { QueueItems } from "./queue-items.ts";

const firstCompaction = 64;

/** The oldest first. Amortized O(1): what was taken is cut off when it is half of the list, not item by item. */
export class FifoItems<T> implements QueueItems<T> {
  #items: (T | undefined)[] = [];
  #head = 0;

  get size(): number {
    return this.#items.length - this.#head;
  }

  add(item: T): void {
    this.#items.push(item);
  }

  take(): T {
    const item = this.#items[this.#head] as T;
    this.#items[this.#head++] = undefined;
    if (this.#head >= firstCompaction && this.#head * 2 >= this.#items.length) this.#compact();
    return item;
  }

  #compact(): void {
    this.#items = this.#items.slice(this.#head);
    this.#head = 0;
  }
}
