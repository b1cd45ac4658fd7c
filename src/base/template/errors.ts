import { TyphoonError } from "../errors/index.ts";

/**
 * A template is not in the template language, or an expression in it is not JavaScript.
 *
 * Its message ends with the place, as in `Missing end expression }} at page.html:3`.
 *
 * @see tornado.template.ParseError
 */
export class ParseError extends TyphoonError {
  override readonly name: string = "ParseError";
  /** The template's name. */
  readonly filename: string | undefined;
  /** The line in it, the first is 1. */
  readonly lineno: number;

  /**
   * @param message - what is wrong
   * @param filename - the template's name
   * @param lineno - the line in it
   * @param options - `cause`: what the JavaScript engine said
   */
  constructor(message: string, filename?: string, lineno = 0, options?: ErrorOptions) {
    super("ERR_TEMPLATE_PARSE", `${message} at ${filename ?? "<unknown>"}:${lineno}`, options);
    this.filename = filename;
    this.lineno = lineno;
  }
}

/** A loader has no template of that name. */
export class TemplateNotFoundError extends TyphoonError {
  override readonly name: string = "TemplateNotFoundError";

  /**
   * @param template - the name that was asked for
   * @param reason - why there is none, and what to do
   * @param options - `cause`: what the file system said
   */
  constructor(template: string, reason: string, options?: ErrorOptions) {
    super("ERR_TEMPLATE_NOT_FOUND", `Cannot load template ${template} as ${reason}`, options);
  }
}

/** An expression of a template uses a name that its namespace does not have. */
export class UndefinedNameError extends TyphoonError {
  override readonly name: string = "UndefinedNameError";
  /** The name that nothing is known of. */
  readonly identifier: string;

  /**
   * @param identifier - the name
   * @param place - template and line
   * @param advice - what to write instead
   */
  constructor(identifier: string, place: string, advice: string) {
    super("ERR_TEMPLATE_NAME", `Cannot evaluate ${place} as ${identifier} is not defined: ${advice}`);
    this.identifier = identifier;
  }
}
