import { NotInWorkerError } from "../../concurrent/index.ts";
import {
  type Form,
  type HTTPConnection,
  HTTPFile,
  type HTTPFileInit,
  HTTPHeaders,
  HTTPServerRequest,
  type RequestContext,
  type RequestStartLine,
} from "../../http/httputil/index.ts";
import { setForm } from "../../http/httputil/internal.ts";

/** A request in plain values. */
export interface RequestSnapshot {
  readonly id: string;
  readonly startLine: RequestStartLine;
  readonly headers: readonly (readonly [string, string])[];
  /** Absent if it is empty: bytes have to be looked for and copied. */
  readonly body?: Buffer;
  readonly remoteIp: string;
  readonly protocol: "http" | "https";
  /** Of a multipart form, which is not in `body`. */
  readonly form?: FormSnapshot;
}

/** A form in plain values. */
interface FormSnapshot {
  readonly arguments: readonly (readonly [name: string, values: readonly Buffer[]])[];
  readonly files: readonly (readonly [name: string, files: readonly HTTPFileInit[]])[];
}

/** Takes what a worker needs to know of a request. */
export function snapshotRequest(request: HTTPServerRequest): RequestSnapshot {
  const { id, startLine, headers, body, remoteIp, protocol } = request;
  const { method, path, version } = startLine;
  return {
    id,
    startLine: { method, path, version },
    headers: [...headers.getAll()],
    remoteIp,
    protocol,
    ...bodyOf(request, body),
  };
}

function bodyOf(request: HTTPServerRequest, body: Buffer): Pick<RequestSnapshot, "body" | "form"> {
  if (body.length > 0) return { body };
  return request.headers.has("Content-Type") ? { form: snapshotForm(request) } : {};
}

function snapshotForm(request: HTTPServerRequest): FormSnapshot {
  return {
    arguments: [...request.bodyArguments],
    files: [...request.files].map(([name, files]) => [name, files.map((file) => file.toInit())]),
  };
}

function restoreForm(form: FormSnapshot): Form {
  return {
    arguments: new Map(form.arguments.map(([name, values]) => [name, [...values]])),
    files: new Map(form.files.map(([name, files]) => [name, files.map((init) => new HTTPFile(init))])),
  };
}

/** The request again, on the worker; its connection is elsewhere. */
export function rebuildRequest(snapshot: RequestSnapshot): HTTPServerRequest {
  const { id, startLine, headers, remoteIp, protocol } = snapshot;
  const context = { remoteIp, protocol, getSslCertificate: refuseCertificate };
  const request = new HTTPServerRequest(startLine, {
    headers: new HTTPHeaders(headers),
    ...(snapshot.body && { body: snapshot.body }),
    context,
    connection: connectionElsewhere(context),
  });
  request.id = id;
  if (snapshot.form !== undefined) setForm(request, restoreForm(snapshot.form));
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
  return {
    context,
    writeHeaders: refuse,
    write: refuse,
    finish: refuse,
    setMaxBodySize: refuse,
    setBodyTimeout: refuse,
  };
}
