import { TyphoonError } from "../../base/errors/index.ts";

/**
 * A regular expression that a request could freeze the event loop with: the time that it takes doubles with each
 * character of some paths, or grows with the third or a higher power of their length.
 *
 * The message has such a path, the parts of the expression that are to blame, and what to write instead.
 */
export class ExplodingPatternError extends TyphoonError {
  override readonly name = "ExplodingPatternError";
  /** The expression, as the rule has it. */
  readonly pattern: string;
  /** A path that takes longer the more often its middle is repeated. */
  readonly example: string;

  /**
   * @param message - what is wrong, and what to do
   * @param pattern - the expression
   * @param example - a path that shows it
   */
  constructor(message: string, pattern: string, example: string) {
    super("ERR_EXPLODING_PATTERN", message);
    this.pattern = pattern;
    this.example = example;
  }
}
