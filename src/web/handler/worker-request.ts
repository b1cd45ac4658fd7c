import { NotInWorkerError } from "../../concurrent/index.ts";
import {
  type HTTPConnection,
  HTTPHeaders,
  HTTPServerRequest,
  type RequestContext,
  type RequestStartLine,
} from "../../http/httputil/index.ts";

/** A request in plain values. */
export interface RequestSnapshot {
  readonly id: string;
  readonly startLine: RequestStartLine;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  readonly remoteIp: string;
  readonly protocol: "http" | "https";
}

/** Takes what a worker needs to know of a request. */
export function snapshotRequest(request: HTTPServerRequest): RequestSnapshot {
  const { id, startLine, headers, body, remoteIp, protocol } = request;
  const { method, path, version } = startLine;
  const fields = [...headers.getAll()];
  return { id, startLine: { method, path, version }, headers: fields, body, remoteIp, protocol };
}

/** The request again, on the worker; its connection is elsewhere. */
export function rebuildRequest(snapshot: RequestSnapshot): HTTPServerRequest {
  const { id, startLine, headers, body, remoteIp, protocol } = snapshot;
  const context = { remoteIp, protocol, getSslCertificate: refuseCertificate };
  const request = new HTTPServerRequest(startLine, {
    headers: new HTTPHeaders(headers),
    body,
    context,
    connection: connectionElsewhere(context),
  });
  request.id = id;
  return request;
}

function refuseCertificate(): never {
  throw new NotInWorkerError(
    "request.getSslCertificate()",
    "the connection is on the application's thread: keep what you need of it in a field of the handler, in prepare()",
  );
}

function connectionElsewhere(context: RequestContext): HTTPConnection {
  const refuse = (): never => {
    throw new NotInWorkerError(
      "the connection of the request",
      "it is on the application's thread: return or yield what is to be written",
    );
  };
  return { context, writeHeaders: refuse, write: refuse, finish: refuse };
}
