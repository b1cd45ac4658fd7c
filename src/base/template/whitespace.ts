/**
 * What becomes of white space in the text of a template: `all` keeps it, `single` makes one space of each run, or one
 * line end if the run has one, and `oneline` makes one space of each run.
 */
export type WhitespaceMode = "all" | "single" | "oneline";

const modes: ReadonlySet<string> = new Set(["all", "single", "oneline"]);

/** Whether there is such a mode. */
export function isWhitespaceMode(mode: string): mode is WhitespaceMode {
  return modes.has(mode);
}

// Not `\s`: a no-break space is content.
const runs = /[ \t\n\r\f\v]+/g;

/**
 * Treats white space as a template does.
 *
 * @param mode - which of the three treatments
 * @param text - any text
 * @throws {RangeError} if there is no such mode
 * @example
 * ```ts
 * import { filterWhitespace } from "typhoon/template";
 *
 * filterWhitespace("single", "a  \n\n  b   c");   // "a\nb c"
 * ```
 * @see tornado.template.filter_whitespace
 */
export function filterWhitespace(mode: WhitespaceMode, text: string): string {
  if (!isWhitespaceMode(mode)) throw invalidMode(mode);
  if (mode === "all") return text;
  return mode === "oneline" ? text.replace(runs, " ") : text.replace(runs, singleSpace);
}

/** What is thrown for a mode that there is not. */
export function invalidMode(mode: string): RangeError {
  return new RangeError(`invalid whitespace mode ${mode}: it has to be all, single or oneline`);
}

function singleSpace(run: string): string {
  return run.includes("\n") ? "\n" : run.replace(/[ \t]+/g, " ");
}
