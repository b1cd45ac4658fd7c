import { TyphoonError } from "../errors/index.ts";

/**
 * An option got a value that it cannot take, from the command line, the environment or a file, or there is no such option.
 *
 * @see tornado.options.Error
 */
export class OptionError extends TyphoonError {
  override readonly name = "OptionError";

  /**
   * @param message - the sentence, which names the option
   * @param options - `cause`: the error beneath
   */
  constructor(message: string, options?: ErrorOptions) {
    super("ERR_OPTION", message, options);
  }
}
