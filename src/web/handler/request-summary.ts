import { redactedUrl, shortText } from "../../base/log/internal.ts";
import type { HTTPServerRequest } from "../../http/httputil/index.ts";

/** A request in a log line: `GET /path (127.0.0.1)`. */
export function requestSummary(request: HTTPServerRequest): string {
  return `${request.method} ${loggedTarget(request)} (${request.remoteIp})`;
}

/** A request's target as a log line has it: without secrets, and no longer than lines are read. */
export function loggedTarget({ uri }: HTTPServerRequest): string {
  return shortText(redactedUrl(uri), longestTarget);
}

const longestTarget = 1_000;
