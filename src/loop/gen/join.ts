import { appLog } from "../../base/log/index.ts";
import { Future } from "../../concurrent/index.ts";
import { listenToFuture, type SettleListener } from "../../concurrent/internal.ts";
import { isQuiet, type QuietExceptionsOptions } from "./quiet-exceptions.ts";

/**
 * Waits for all `children`, then gives what `collect` makes of their results, or the error of the first in the list
 * that failed.
 *
 * The errors of the others are logged, unless they are quiet.
 */
export function join<R>(
  children: readonly Future<unknown>[],
  collect: (results: unknown[]) => R,
  options: QuietExceptionsOptions,
): Future<R> {
  const joined = new JoinedFuture(children, collect, options);
  for (const child of children) listenToFuture(child, joined);
  if (children.length === 0) joined.setResult(collect([]));
  return joined;
}

// Listens to all its children itself: one object for thousands of them.
class JoinedFuture<R> extends Future<R> implements SettleListener<unknown> {
  readonly #children: readonly Future<unknown>[];
  readonly #collect: (results: unknown[]) => R;
  readonly #options: QuietExceptionsOptions;
  #unfinished: number;

  constructor(
    children: readonly Future<unknown>[],
    collect: (results: unknown[]) => R,
    options: QuietExceptionsOptions,
  ) {
    super();
    this.#children = children;
    this.#collect = collect;
    this.#options = options;
    this.#unfinished = children.length;
  }

  onSettle(): void {
    this.#unfinished -= 1;
    if (this.#unfinished === 0) this.#finish();
  }

  #finish(): void {
    const results: unknown[] = [];
    const errors: unknown[] = [];
    for (const child of this.#children) {
      try {
        results.push(child.result());
      } catch (error) {
        errors.push(error);
      }
    }
    // Whoever cancelled this future in the meantime waits for nothing any more.
    if (this.done()) return;
    if (errors.length === 0) this.setResult(this.#collect(results));
    else this.#fail(errors);
  }

  #fail([first, ...others]: unknown[]): void {
    this.setException(first);
    for (const error of others) {
      if (!isQuiet(error, this.#options)) appLog.error({ err: error }, "Multiple exceptions in yield list");
    }
  }
}
