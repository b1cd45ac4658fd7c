import { TyphoonError } from "../../base/errors/index.ts";

/**
 * A regular expression that a request could freeze the event loop with: it takes more than some milliseconds for some
 * paths of up to 1,000 characters, or it is too large to find out.
 *
 * The message has such a path, the parts of the expression that are to blame, and what to write instead.
 */
export class ExplodingPatternError extends TyphoonError {
  override readonly name = "ExplodingPatternError";
  /** The expression, as the rule has it. */
  readonly pattern: string;
  /** A path that takes longer the more often its middle is repeated; empty if none is known. A byte beyond ASCII is `\\xa0`. */
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
