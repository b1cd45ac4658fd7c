import { inspect } from "node:util";

/**
 * When something is due: a time of `IOLoop.time()` in milliseconds, or `{ ms }` from now.
 *
 * @example
 * ```ts
 * import { type Deadline, IOLoop } from "typhoon/ioloop";
 *
 * const inASecond: Deadline = { ms: 1000 };
 * const alsoInASecond: Deadline = IOLoop.current().time() + 1000;
 * ```
 */
export type Deadline = number | { readonly ms: number };

/**
 * @param now - the loop's time
 * @returns the deadline in the loop's time
 * @throws {TypeError} when it is neither a number nor `{ ms }`
 */
export function deadlineToTime(deadline: Deadline, now: number): number {
  if (typeof deadline === "number" && !Number.isNaN(deadline)) return deadline;
  const ms: unknown = typeof deadline === "object" ? deadline?.ms : undefined;
  if (typeof ms === "number" && !Number.isNaN(ms)) return now + ms;
  throw new TypeError(
    `Unsupported deadline, which is a time in milliseconds or { ms }: it is ${inspect(deadline)}`,
  );
}
