import { accessLog } from "../../base/log/index.ts";
import type { FinishedRequest } from "../handler/index.ts";
import { loggedTarget, requestSummary } from "../handler/internal.ts";

/** Writes `200 GET / (127.0.0.1) 0.31ms`; where the level is off, nothing is even put together. */
export function writeAccessLine(handler: FinishedRequest): void {
  const status = handler.getStatus();
  const level = levelOf(status);
  if (!accessLog.isLevelEnabled(level)) return;
  const { request } = handler;
  const { method, remoteIp, id } = request;
  const ms = Number(request.requestTimeMs().toFixed(2));
  const fields = { requestId: id, method, url: loggedTarget(request), status, ms, remoteIp };
  accessLog[level](fields, `${status} ${requestSummary(request)} ${ms.toFixed(2)}ms`);
}

function levelOf(status: number): "info" | "warn" | "error" {
  if (status < 400) return "info";
  return status < 500 ? "warn" : "error";
}
