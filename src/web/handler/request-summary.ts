import { redactedUrl } from "../../base/log/internal.ts";
import type { HTTPServerRequest } from "../../http/httputil/index.ts";

/** A request in a log line: `GET /path (127.0.0.1)`. */
export function requestSummary(request: HTTPServerRequest): string {
  return `${request.method} ${redactedUrl(request.uri)} (${request.remoteIp})`;
}
