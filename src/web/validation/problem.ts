import { HTTPInputError, reasonPhrase } from "../../http/httputil/index.ts";
import { HTTPError, type RequestHandler, type SendErrorOptions } from "../handler/index.ts";
import { type InputError, ValidationError } from "./validation-error.ts";

/**
 * What is wrong, for programs.
 * @see RFC 9457
 */
export interface Problem {
  /** Always `about:blank`: the status says what kind of problem it is (RFC 9457 §4.2.1). */
  readonly type: "about:blank";
  /** The reason phrase. */
  readonly title: string;
  /** The status code. */
  readonly status: number;
  /** What to put right. */
  readonly detail?: string;
  /** The fields of the request that are not as declared. */
  readonly errors?: readonly InputError[];
}

/** The media type of {@link Problem}. */
export const problemType = "application/problem+json";

/** Whether this error is told as a problem; to a browser, and to a programmer who wants the stack, it is a page. */
export function isForPrograms(handler: RequestHandler, { error }: SendErrorOptions): boolean {
  if (/\btext\/html\b/i.test(handler.request.headers.get("Accept") ?? "")) return false;
  const { debug = false, serveTraceback = debug } = handler.settings;
  const isExpected = error === undefined || error instanceof HTTPError || error instanceof HTTPInputError;
  return isExpected || !serveTraceback;
}

/** Writes an error as a problem. */
export function writeProblem(
  handler: RequestHandler,
  status: number,
  { reason, error }: SendErrorOptions,
): void {
  const own = error instanceof HTTPError ? error.reason : undefined;
  handler.write({
    type: "about:blank",
    title: reason ?? own ?? reasonPhrase(status),
    status,
    ...partsOf(error),
  });
  handler.setHeader("Content-Type", problemType);
}

function partsOf(error: unknown): Partial<Problem> {
  if (error instanceof ValidationError) return { detail: "The request is not valid", errors: error.errors };
  if (error instanceof HTTPInputError) return { detail: error.message };
  const accepted = error instanceof HTTPError ? error.headers?.["Accept"] : undefined;
  return accepted === undefined ? {} : { detail: `The body has to be of type ${accepted}` };
}
