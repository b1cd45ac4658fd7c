/** The first line of a request (RFC 9112 §3). */
export interface RequestStartLine {
  readonly method: string;
  /** The request target as it was sent. */
  readonly path: string;
  /** `"HTTP/1.1"` or `"HTTP/1.0"`. */
  readonly version: string;
}

/** The first line of a response (RFC 9112 §4). */
export interface ResponseStartLine {
  readonly version: string;
  readonly code: number;
  readonly reason: string;
}
