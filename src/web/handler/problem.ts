import { HTTPInputError, type HTTPServerRequest, reasonPhrase } from "../../http/httputil/index.ts";
import type { BodyChunk } from "./body-chunk.ts";
import { HTTPError } from "./errors.ts";
import type { SendErrorOptions } from "./handler-hooks.ts";
import type { HeaderValue } from "./header-value.ts";
import type { ApplicationSettings } from "./settings.ts";

/** What is needed of a handler to write a problem. */
interface ProblemWriter {
  readonly request: HTTPServerRequest;
  readonly settings: ApplicationSettings;
  write(chunk: BodyChunk): void;
  setHeader(name: string, value: HeaderValue): void;
}

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
  readonly errors?: readonly object[];
}

/** Under which name an error has what its problem lists as `errors`. */
export const problemErrors: unique symbol = Symbol.for("typhoon.web.problemErrors");

/** The media type of {@link Problem}. */
export const problemType = "application/problem+json";

/** Whether this error is written as a problem, by the setting `errorFormat`. */
export function isProblem(handler: ProblemWriter, options: SendErrorOptions): boolean {
  const { errorFormat = "html" } = handler.settings;
  if (errorFormat === "html") return false;
  return errorFormat === "problem" ? !isTraceback(handler, options.error) : isForPrograms(handler, options);
}

/** Whether this error is told as a problem; to a browser, and to a programmer who wants the stack, it is a page. */
export function isForPrograms(handler: ProblemWriter, { error }: SendErrorOptions): boolean {
  if (/\btext\/html\b/i.test(handler.request.headers.get("Accept") ?? "")) return false;
  return !isTraceback(handler, error);
}

/** A programmer wants the stack of what was not expected. */
function isTraceback({ settings }: ProblemWriter, error: unknown): boolean {
  const { debug = false, serveTraceback = debug } = settings;
  const isExpected = error === undefined || error instanceof HTTPError || error instanceof HTTPInputError;
  return !isExpected && serveTraceback;
}

/** Writes an error as a problem. */
export function writeProblem(
  handler: ProblemWriter,
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
  if (error instanceof HTTPInputError) return { detail: error.message };
  if (!(error instanceof HTTPError)) return {};
  if (problemErrors in error && Array.isArray(error[problemErrors]))
    return { detail: error.detail ?? "The request is not valid", errors: error[problemErrors] };
  if (error.detail !== undefined) return { detail: error.detail };
  const accepted = error.headers?.["Accept"];
  return accepted === undefined ? {} : { detail: `The body has to be of type ${accepted}` };
}
