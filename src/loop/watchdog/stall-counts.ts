import { formatPlace, type Stall } from "./stall.ts";

/** How often one line blocked the loop. */
export interface StalledLine {
  /** `src/login.ts:12:10`, or `unknown`. */
  readonly line: string;
  readonly count: number;
  readonly totalMs: number;
  readonly longestMs: number;
}

/** How often the loop was blocked for longer than the threshold. */
export interface StallCounts {
  readonly count: number;
  readonly totalMs: number;
  readonly longestMs: number;
  /** The longest total first. */
  readonly byLine: readonly StalledLine[];
}

// Lines are few, but code made at run time could make them many.
const maxLines = 200;
const unknownLine = "unknown";

/** Adds stalls up, in all and by line. */
export class StallCounter {
  readonly #byLine = new Map<string, StalledLine>();
  #sum: StalledLine = emptyLine("");

  add({ line, durationMs }: Stall): void {
    const name = line === undefined ? unknownLine : formatPlace(line);
    const key = this.#byLine.size < maxLines || this.#byLine.has(name) ? name : unknownLine;
    this.#byLine.set(key, plus(this.#byLine.get(key) ?? emptyLine(key), durationMs));
    this.#sum = plus(this.#sum, durationMs);
  }

  counts(): StallCounts {
    const { count, totalMs, longestMs } = this.#sum;
    const byLine = [...this.#byLine.values()].sort((a, b) => b.totalMs - a.totalMs);
    return Object.freeze({ count, totalMs, longestMs, byLine: Object.freeze(byLine) });
  }
}

function emptyLine(line: string): StalledLine {
  return { line, count: 0, totalMs: 0, longestMs: 0 };
}

function plus(before: StalledLine, durationMs: number): StalledLine {
  return Object.freeze({
    line: before.line,
    count: before.count + 1,
    totalMs: before.totalMs + durationMs,
    longestMs: Math.max(before.longestMs, durationMs),
  });
}
