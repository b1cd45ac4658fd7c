import type { HTTPHeaders } from "../httputil/index.ts";
import { HTTPClientError } from "./errors.ts";
import type { HTTPRequest } from "./http-request.ts";

/** What {@link HTTPResponse} is made of. */
export interface HTTPResponseParts {
  readonly code: number;
  readonly reason: string;
  readonly headers: HTTPHeaders;
  readonly body: Buffer;
  readonly effectiveUrl: string;
  readonly requestTimeMs: number;
}

/**
 * What a server answered.
 *
 * @see tornado.httpclient.HTTPResponse
 */
export class HTTPResponse {
  /** What was asked for, before any redirect. */
  readonly request: HTTPRequest;
  /** The status code. */
  readonly code: number;
  readonly reason: string;
  readonly headers: HTTPHeaders;
  /** The whole body, decompressed; empty when there was none. */
  readonly body: Buffer;
  /** The URL that answered, after redirects. */
  readonly effectiveUrl: string;
  /** From the start of the request to the end of the body. */
  readonly requestTimeMs: number;

  constructor(request: HTTPRequest, parts: HTTPResponseParts) {
    this.request = request;
    this.code = parts.code;
    this.reason = parts.reason;
    this.headers = parts.headers;
    this.body = parts.body;
    this.effectiveUrl = parts.effectiveUrl;
    this.requestTimeMs = parts.requestTimeMs;
  }

  /** The error that the status stands for, or `undefined` for 2xx. */
  get error(): HTTPClientError | undefined {
    if (this.code >= 200 && this.code < 300) return undefined;
    return new HTTPClientError(this.code, this.reason, this);
  }

  /** @throws {HTTPClientError} `ERR_HTTP_RESPONSE` if the status is no 2xx */
  rethrow(): void {
    const { error } = this;
    if (error !== undefined) throw error;
  }
}
