import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import type { PeerCertificate } from "node:tls";
import { appLog } from "../../base/log/index.ts";
import { redactedUrl } from "../../base/log/internal.ts";
import type { AbortSource } from "../../concurrent/internal.ts";
import { parseUrlencoded, readForm } from "./body-arguments.ts";
import { parseCookie } from "./cookies.ts";
import type { HTTPConnection, RequestContext } from "./delegates.ts";
import { ClientClosedError } from "./errors.ts";
import type { Form } from "./form.ts";
import { defaultFormLimits } from "./form-limits.ts";
import { guardListeners } from "./guard-listeners.ts";
import type { HTTPFile } from "./http-file.ts";
import { HTTPHeaders } from "./http-headers.ts";
import { RequestAbort } from "./request-abort.ts";
import { parseTarget } from "./request-target.ts";
import type { RequestStartLine } from "./start-line.ts";

/** What a request consists of beside its start line. */
export interface HTTPServerRequestInit {
  /** Default: no fields. */
  readonly headers?: HTTPHeaders;
  /** The whole body. Default: empty. */
  readonly body?: Buffer;
  /** Where the answer is written. */
  readonly connection?: HTTPConnection;
  /** Who sent it and how. Default: the connection's. */
  readonly context?: RequestContext;
}

const emptyBody = Buffer.alloc(0);
let formFrom: (request: HTTPServerRequest, form: Form) => void;
let abortOf: (request: HTTPServerRequest) => RequestAbort;

const unknownContext: RequestContext = { remoteIp: "", protocol: "http" };

/**
 * One request, as an application sees it.
 *
 * Everything that has to be computed (arguments, cookies, host, path) is computed when it is first asked for.
 * @see tornado.httputil.HTTPServerRequest
 */
export class HTTPServerRequest {
  /** Method, target and version as they were sent. */
  readonly startLine: RequestStartLine;
  /** The header fields. */
  readonly headers: HTTPHeaders;
  /** The whole body; empty while, and if, there is none, and for a multipart form that was taken apart on its way. */
  body: Buffer;
  readonly #connection: HTTPConnection | undefined;
  readonly #context: RequestContext;
  readonly #startTime = performance.now();
  #id: string | undefined;
  #uri: string | undefined;
  #queryStart = 0;
  #targetAuthority: string | undefined;
  #queryArguments: Map<string, Buffer[]> | undefined;
  #form: Form | undefined;
  #arguments: Map<string, Buffer[]> | undefined;
  #cookies: Map<string, string> | undefined;
  #abort: RequestAbort | undefined;

  static {
    formFrom = (request, form) => {
      request.#form = form;
    };
    abortOf = (request) => {
      request.#abort ??= new RequestAbort();
      return request.#abort;
    };
  }

  /**
   * @param startLine - method, target and version
   * @param init - the rest
   */
  constructor(startLine: RequestStartLine, init: HTTPServerRequestInit = {}) {
    this.startLine = startLine;
    this.headers = init.headers ?? new HTTPHeaders();
    this.body = init.body ?? emptyBody;
    this.#connection = init.connection;
    this.#context = init.context ?? init.connection?.context ?? unknownContext;
  }

  /** Names the request in logs and on workers: a random UUID, unless it was given another name. */
  get id(): string {
    this.#id ??= randomUUID();
    return this.#id;
  }

  set id(id: string) {
    this.#id = id;
  }

  /** The method as it was sent, for example `"GET"`. */
  get method(): string {
    return this.startLine.method;
  }

  /** `"HTTP/1.1"` or `"HTTP/1.0"`. */
  get version(): string {
    return this.startLine.version;
  }

  /** Path and query. A target in absolute form (`http://host/path`) is reduced to these (RFC 9112 §3.2.2). */
  get uri(): string {
    if (this.#uri === undefined) this.#readTarget();
    return this.#uri as string;
  }

  /** The target up to `?`, not decoded. */
  get path(): string {
    const uri = this.uri;
    return this.#queryStart === -1 ? uri : uri.slice(0, this.#queryStart);
  }

  /** The target after `?`, not decoded; empty if there is none. */
  get query(): string {
    const uri = this.uri;
    return this.#queryStart === -1 ? "" : uri.slice(this.#queryStart + 1);
  }

  /**
   * The requested host with its port: from the target if that names one, otherwise the `Host` field. `127.0.0.1` for a
   * request without a host, or with an empty one, so that a URL of it has one.
   */
  get host(): string {
    if (this.#uri === undefined) this.#readTarget();
    return this.#targetAuthority ?? (this.headers.get("Host") || "127.0.0.1");
  }

  /** The host without its port, in lower case. */
  get hostName(): string {
    return this.host.replace(/:\d*$/, "").toLowerCase();
  }

  /** `"http"` or `"https"`. */
  get protocol(): "http" | "https" {
    return this.#context.protocol;
  }

  /** The client's address. */
  get remoteIp(): string {
    return this.#context.remoteIp;
  }

  /**
   * The certificate with which the client proved who it is: over TLS with `requestCert` among the `sslOptions`.
   *
   * Its `subject` has the name, its `raw` the bytes. Without `rejectUnauthorized: false` it is a valid one.
   *
   * @returns `undefined` if the client sent none
   * @see tornado.httputil.HTTPServerRequest.get_ssl_certificate
   */
  getSslCertificate(): PeerCertificate | undefined {
    return this.#context.getSslCertificate?.();
  }

  /**
   * Where the answer is written.
   *
   * @throws {TypeError} if the request was made without a connection
   */
  get connection(): HTTPConnection {
    if (this.#connection === undefined) throw new TypeError("Cannot answer a request that has no connection");
    return this.#connection;
  }

  /** The arguments of the query: percent-decoded bytes, in order. */
  get queryArguments(): Map<string, Buffer[]> {
    this.#queryArguments ??= parseUrlencoded(this.query);
    return this.#queryArguments;
  }

  /**
   * The fields of a form in the body, urlencoded or multipart, as bytes; empty for every other type of body.
   *
   * @throws {HTTPInputError} if the form is malformed or beyond a limit; a handler's request was answered before that
   */
  get bodyArguments(): Map<string, Buffer[]> {
    return this.#readForm().arguments;
  }

  /** The files of a multipart form in the body, by the name of their field; otherwise as {@link bodyArguments}. */
  get files(): Map<string, HTTPFile[]> {
    return this.#readForm().files;
  }

  /** Arguments of query and body; where both have one, the body's values come after the query's. */
  get arguments(): Map<string, Buffer[]> {
    this.#arguments ??= mergeArguments(this.queryArguments, this.bodyArguments);
    return this.#arguments;
  }

  /** The cookies that the client sent. */
  get cookies(): Map<string, string> {
    this.#cookies ??= parseCookie(this.headers.getList("Cookie").join("; "));
    return this.#cookies;
  }

  /**
   * Aborted when the answer can no longer be completed: with a {@link ClientClosedError} when the client goes away, with
   * a `ServerShutdownError` when the server is shut down first.
   */
  get signal(): AbortSignal {
    const abort = abortOf(this);
    if (!abort.hasSignal) guardListeners(abort.signal, (error) => logListener(this, error));
    return abort.signal;
  }

  /**
   * The URL as the client wrote it, rebuilt from protocol, host and target. Without a path for the target `*` and for a
   * CONNECT, which have none (RFC 9112 §3.3).
   */
  fullUrl(): string {
    const { uri } = this;
    if (uri.startsWith("/")) return `${this.protocol}://${this.host}${uri}`;
    return `${this.protocol}://${uri === "*" ? this.host : uri}`;
  }

  /** Milliseconds since the request's head had arrived. */
  requestTimeMs(): number {
    return performance.now() - this.#startTime;
  }

  /**
   * Aborts {@link signal}; for whoever receives `onConnectionClose` of this request's delegate.
   *
   * @param reason - default: a {@link ClientClosedError}
   */
  abort(reason: unknown = new ClientClosedError()): void {
    abortOf(this).abort(reason);
  }

  #readForm(): Form {
    const { headers } = this;
    this.#form ??= readForm(
      headers.get("Content-Type") ?? "",
      this.body,
      headers.get("Content-Encoding"),
      defaultFormLimits,
    );
    return this.#form;
  }

  #readTarget(): void {
    const { authority, uri } = parseTarget(this.startLine.path);
    this.#uri = uri;
    this.#targetAuthority = authority;
    this.#queryStart = uri.indexOf("?");
  }
}

function logListener({ id, method, uri }: HTTPServerRequest, error: unknown): void {
  appLog.error(
    { err: error, requestId: id },
    `Uncaught exception in a listener of request.signal: ${method} ${redactedUrl(uri)}`,
  );
}

/** Friends only: what the form in the request's body holds, for whoever has read it. */
export function setForm(request: HTTPServerRequest, form: Form): void {
  formFrom(request, form);
}

/** Friends only: what `signal` tells, for who needs no `AbortSignal`. */
export function abortSourceOf(request: HTTPServerRequest): AbortSource {
  return abortOf(request);
}

function mergeArguments(query: Map<string, Buffer[]>, body: Map<string, Buffer[]>): Map<string, Buffer[]> {
  const merged = new Map(query);
  for (const [name, values] of body) merged.set(name, [...(merged.get(name) ?? []), ...values]);
  return merged;
}
