/** What a queue keeps its items in: it alone decides which one comes next. */
export interface QueueItems<T> {
  /** How many there are. */
  readonly size: number;
  /** Adds an item; if it throws, nothing was added. */
  add(item: T): void;
  /** Takes the item out that comes next. Only called when there is one. */
  take(): T;
}
