import { inspect } from "node:util";

/**
 * The order of items without a comparator: numbers, strings and dates by `<`, lists by their elements in turn, as
 * Python orders tuples. Elements behind the first that have no order, such as objects, count as equal.
 *
 * @returns negative when `a` comes first, positive when `b` does, otherwise 0
 * @throws {TypeError} when either has no order
 */
export function compareNaturally(a: unknown, b: unknown): number {
  assertOrdered(a);
  assertOrdered(b);
  return compareValues(a, b);
}

function assertOrdered(item: unknown): void {
  const decisive: unknown = Array.isArray(item) ? item[0] : item;
  if (isOrdered(decisive)) return;
  throw new TypeError(
    `Cannot order the items as they are neither numbers, strings, dates nor lists of these: give the PriorityQueue a compare function, or put in [priority, data]; the item is ${inspect(item, { depth: 0 })}`,
  );
}

function compareValues(a: unknown, b: unknown): number {
  if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b);
  if (!isOrdered(a) || !isOrdered(b)) return 0;
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

function compareLists(a: readonly unknown[], b: readonly unknown[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const order = compareValues(a[index], b[index]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function isOrdered(value: unknown): value is number | bigint | string | Date {
  if (typeof value === "number") return !Number.isNaN(value);
  return typeof value === "string" || typeof value === "bigint" || value instanceof Date;
}
