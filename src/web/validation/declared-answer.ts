import { jsonEncode } from "../../base/escape/index.ts";
import { isThenable } from "../../concurrent/internal.ts";
import type { RequestHandler } from "../handler/index.ts";
import type { MethodDescription, ResponseDescription } from "./handler-description.ts";
import { errorsOf } from "./issue-errors.ts";
import { isSchema, type StandardSchema } from "./standard-schema.ts";
import { InvalidResponseError } from "./validation-error.ts";

/** One declared answer, in one form. */
export interface DeclaredAnswer {
  readonly status: number;
  /** Default: the reason phrase of the status says it. */
  readonly description: string | undefined;
  /** `undefined`: no body. */
  readonly schema: StandardSchema | undefined;
}

/** The answers that a method declares; a schema alone is that of 200. */
export function declaredAnswers({ response }: MethodDescription): DeclaredAnswer[] {
  if (response === undefined) return [];
  if (isSchema(response)) return [{ status: 200, description: undefined, schema: response }];
  return Object.entries(response).map(([status, answer]) => ({ status: Number(status), ...partsOf(answer) }));
}

function partsOf(answer: StandardSchema | ResponseDescription): Omit<DeclaredAnswer, "status"> {
  if (isSchema(answer)) return { description: undefined, schema: answer };
  return { description: answer.description, schema: answer.schema };
}

/**
 * Answers with a value as JSON, and finishes the response.
 *
 * @param description - of the method that answers
 * @param value - `undefined`: no body
 * @throws {InvalidResponseError} `ERR_INVALID_RESPONSE` if answers are checked, and it is not as declared
 */
export function replyWith(
  handler: RequestHandler,
  description: MethodDescription,
  status: number,
  value: unknown,
): Promise<void> {
  const responseCheck = responseCheckOf(handler);
  const checked = responseCheck === "off" ? value : checkedAnswer(handler, description, status, value);
  handler.setStatus(status);
  if (value === undefined) {
    handler.clearHeader("Content-Type");
    return handler.finish();
  }
  handler.setHeader("Content-Type", "application/json; charset=UTF-8");
  return handler.finish(jsonEncode(responseCheck === "filter" ? checked : value));
}

/**
 * What is to be sent of the value that a method returned.
 *
 * @throws {InvalidResponseError} `ERR_INVALID_RESPONSE` if answers are checked, and it is not as declared for its status
 */
export function checkedResult(
  handler: RequestHandler,
  description: MethodDescription,
  value: unknown,
): unknown {
  const check = responseCheckOf(handler);
  if (check === "off" || description.response === undefined) return value;
  const checked = checkedAnswer(handler, description, handler.getStatus(), value);
  return check === "filter" ? checked : value;
}

function responseCheckOf({ settings }: RequestHandler): "off" | "check" | "filter" {
  const { debug = false, responseCheck = debug ? "check" : "off" } = settings;
  return responseCheck;
}

/** What the schema makes of the value. */
function checkedAnswer(
  handler: RequestHandler,
  description: MethodDescription,
  status: number,
  value: unknown,
): unknown {
  const method = `${handler.constructor.name}.${handler.request.method.toLowerCase()}`;
  const declared = declaredAnswers(description).find((answer) => answer.status === status);
  if (declared === undefined) throw undeclared(method, status);
  if (declared.schema === undefined) return value;
  const result = declared.schema["~standard"].validate(value);
  if (isThenable(result)) throw asynchronous(method, status);
  if (result.issues === undefined) return result.value;
  throw new InvalidResponseError(method, status, errorsOf(result.issues, value));
}

function undeclared(method: string, status: number): TypeError {
  return new TypeError(`Cannot reply ${status} in ${method} as it is not declared: add it to its response`);
}

function asynchronous(method: string, status: number): TypeError {
  return new TypeError(
    `Cannot check the answer ${status} of ${method} as its schema is asynchronous: leave out what it waits for, or set responseCheck: "off"`,
  );
}
