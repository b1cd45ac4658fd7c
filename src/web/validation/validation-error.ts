import type { ErrorCode } from "../../base/errors/index.ts";
import { TyphoonError } from "../../base/errors/index.ts";
import { registerErrorClass } from "../../concurrent/index.ts";
import { HTTPError } from "../handler/index.ts";
import { problemErrors } from "../handler/internal.ts";

/** Which part of a request is meant. */
export type InputPart = "path" | "query" | "body";

/** One thing that is wrong with a request, for its client; values of the request are not in it. */
export interface InputError {
  /** The part of the request. */
  readonly in: InputPart;
  /** The field in that part, such as `user.emails.0`; empty for the part as a whole. */
  readonly path: string;
  /** What was expected, in the words of the schema's library. */
  readonly message: string;
}

/**
 * A request is not as the handler's method declares it. The client gets a 400, or the setting `invalidInputStatus`, and
 * is told about all fields at once.
 */
export class ValidationError extends HTTPError {
  override readonly name: string = "ValidationError";
  override readonly code: ErrorCode = "ERR_VALIDATION";
  /** What is wrong, at most the first hundred. */
  readonly errors: readonly InputError[];

  /** They are for the client. */
  get [problemErrors](): readonly InputError[] {
    return this.errors;
  }

  /**
   * @param errors - what is wrong
   * @param statusCode - of the answer. Default: 400
   */
  constructor(errors: readonly InputError[], statusCode = 400) {
    super(statusCode);
    this.errors = errors;
    this.message = `The request is not as declared: ${errors.map(nameOf).join(", ")}`;
  }
}

/** An answer is not as its method declares it; see the setting `responseCheck`. The client gets a 500. */
export class InvalidResponseError extends TyphoonError {
  override readonly name = "InvalidResponseError";
  /** What is wrong, at most the first hundred: field and message, without values. */
  readonly errors: readonly Omit<InputError, "in">[];

  /**
   * @param method - the method that answers, as in `Users.get`
   * @param status - of the answer
   * @param errors - what is wrong
   */
  constructor(method: string, status: number, errors: readonly Omit<InputError, "in">[]) {
    const fields = errors.map(({ path, message }) => `${path === "" ? "the value" : path}: ${message}`);
    super(
      "ERR_INVALID_RESPONSE",
      `Cannot reply ${status} in ${method} as the value is not as declared: ${fields.join("; ")}`,
    );
    this.errors = errors;
  }
}

function nameOf({ in: part, path }: InputError): string {
  return path === "" ? part : `${part} ${path}`;
}

// Thrown on a worker, they end the request as they would here.
registerErrorClass(ValidationError, "typhoon.web.ValidationError");
registerErrorClass(InvalidResponseError, "typhoon.web.InvalidResponseError");
