import type { Activity } from "./activity.ts";

/** A place in the application's source. */
export interface SourceLine {
  /** The source file, through its source map; relative to the working directory where it is below that. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** The function's name; empty for the top level of a module and for functions without a name. */
  readonly functionName: string;
}

/** What is found out about a stall while it lasts. Travels between threads. */
export interface StallFindings extends Activity {
  /** The application's innermost frame; `undefined` when the stack could not be taken, or holds none. */
  readonly line: SourceLine | undefined;
  /** The frames of the application, innermost first; all, if the application has none. */
  readonly stack: readonly SourceLine[];
  /** Why Node called the blocked code, where its frames tell and no request does: `a timer`. */
  readonly origin?: string;
}

/** One time that the loop was blocked for longer than the threshold. */
export interface Stall extends StallFindings {
  /** For how long, at least: from the moment at which the loop was due. */
  readonly durationMs: number;
}

/** Nothing is known but that the loop is blocked. */
export const noFindings: StallFindings = { line: undefined, stack: [] };

/** The line as editors and terminals make a link of it: `src/login.ts:12:10`. */
export function formatPlace({ file, line, column }: SourceLine): string {
  return `${file}:${line}:${column}`;
}
