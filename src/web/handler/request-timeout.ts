import { genLog } from "../../base/log/index.ts";
import { setLongTimeout } from "../../concurrent/internal.ts";
import { RequestTimeoutError } from "./errors.ts";
import { answerError } from "./failing.ts";
import { abandonResponse, breakOff } from "./finishing.ts";
import type { HandlerHooks } from "./handler-hooks.ts";
import { watchRejections } from "./late-errors.ts";
import { requestSummary } from "./request-summary.ts";
import type { ResponseBuffer } from "./response-buffer.ts";

/**
 * Answers a request with a 503 if its response is not complete in time, and aborts its signal.
 *
 * @param timeoutMs - a positive number
 */
export function limitTime(handler: HandlerHooks, response: ResponseBuffer, timeoutMs: number): void {
  response.deadline = setLongTimeout(() => endInTime(handler, response, timeoutMs), timeoutMs);
}

function endInTime(handler: HandlerHooks, response: ResponseBuffer, timeoutMs: number): void {
  if (response.ended) return;
  const error = new RequestTimeoutError(timeoutMs);
  response.timedOut = error;
  genLog.warn(`503 ${requestSummary(handler.request)}: ${error.message}`);
  // The answer first: what the handler does when its signal is aborted must not get into it.
  if (response.isTransforming) breakOff(handler, response, 503);
  else if (response.headersWritten) abandonResponse(handler, response);
  else answerError(handler, response, 503, { error });
  watchRejections();
  handler.request.abort(error);
}
