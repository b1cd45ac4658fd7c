import { HTTPHeaders, reasonPhrase } from "../../http/httputil/index.ts";
import { textSize } from "../../http/httputil/internal.ts";
import { defaultHeaders } from "./default-headers.ts";
import type { RequestTimeoutError } from "./errors.ts";
import type { TransformedOutput } from "./output-transform.ts";

/** A {@link ResponseBuffer} as a plain value that can be cloned to another thread. */
export interface ResponseSnapshot {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly cookies: readonly (readonly [name: string, setCookie: string])[];
  readonly body: string | readonly Uint8Array[];
  readonly headersWritten: boolean;
  readonly finished: boolean;
  readonly autoFinish: boolean;
}

// RFC 9112 §4: reason-phrase. `<` would be markup on an error page of the application's own.
const safeReason = /^[\t \x21-\x3b\x3d-\x7e\x80-\xff]+$/;

/** What a request's body has left on disk. */
export interface Uploads {
  /** Deletes it. */
  discard(): Promise<void>;
}

/**
 * All that a handler has decided on its response and that is not yet sent.
 *
 * It knows neither handler nor connection, so that a handler may fill it on another thread.
 */
export class ResponseBuffer {
  /** The status code. */
  status = 200;
  /** The reason phrase. */
  reason = "OK";
  /** The header fields, cookies apart. */
  headers: HTTPHeaders = defaultHeaders();
  /** The new cookies, by name, as `Set-Cookie` has them; they stay when the rest is cleared. */
  cookies: Map<string, string> | undefined = undefined;
  /** Whether the status line and the header fields can no longer change. */
  headersWritten = false;
  /** Whether they are with the connection; a transform may still hold them back. Not part of a snapshot. */
  isHeadSent = false;
  /** What changes the response on its way out. Not part of a snapshot. */
  output: TransformedOutput | undefined = undefined;
  /** Whether the response is complete. */
  finished = false;
  /** Whether it is completed for the handler when the handler's method has ended. */
  autoFinish = true;
  /** Whether the client is gone: nothing more is sent. Not part of a snapshot. */
  clientClosed = false;
  /** Whether a handler on a worker fills it, and another thread sends it. Not part of a snapshot. */
  isElsewhere = false;
  /** Why it was answered in the handler's place. Not part of a snapshot. */
  timedOut: RequestTimeoutError | undefined = undefined;
  /** What does that, if its time is limited. Not part of a snapshot. */
  deadline: NodeJS.Timeout | undefined = undefined;
  /** Whether it is finished, and a transform still works at its last piece. Not part of a snapshot. */
  isTransforming = false;
  /** Whether `onFinish` was called. Not part of a snapshot. */
  ended = false;
  /** What is to be deleted when the request is over. Not part of a snapshot. */
  uploads: Uploads | undefined = undefined;
  /** Text as long as there is nothing else, so that it is encoded once, where it is sent. */
  #body: string | Uint8Array[] = "";
  /** Of a long text it takes microseconds to find out; -1: not known. */
  #bodyLength = 0;

  /** Whether a body waits to be sent. */
  get hasBody(): boolean {
    return this.#body.length > 0;
  }

  /** What waits to be sent: one text, or pieces of bytes. */
  get body(): string | readonly Uint8Array[] {
    return this.#body;
  }

  /** The length of what waits to be sent, in bytes. */
  get bodyLength(): number {
    if (this.#bodyLength === -1) this.#bodyLength = byteLengthOf(this.#body);
    return this.#bodyLength;
  }

  /** Adds a piece of the body; bytes are kept, not copied. */
  append(chunk: string | Uint8Array): void {
    this.#bodyLength = -1;
    if (typeof this.#body !== "string") {
      this.#body.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
    } else if (typeof chunk === "string") {
      this.#body += chunk;
    } else if (chunk.byteLength > 0) {
      this.#body = this.#body === "" ? [chunk] : [Buffer.from(this.#body), chunk];
    }
  }

  /** Takes out what waits to be sent, in one piece; `undefined` if there is nothing. */
  takeBody(): string | Uint8Array | undefined {
    const body = this.#body;
    this.discardBody();
    if (typeof body === "string") return body === "" ? undefined : body;
    return body.length === 1 ? body[0] : Buffer.concat(body);
  }

  /** Forgets what waits to be sent. */
  discardBody(): void {
    this.#body = "";
    this.#bodyLength = 0;
  }

  /**
   * Sets status and reason; a reason that could do harm on the wire or on a page becomes `Unknown`.
   *
   * @param status - a whole number from 100 to 999
   * @param reason - default: the usual one
   * @throws {RangeError} if the status is another number
   */
  setStatus(status: number, reason: string = reasonPhrase(status)): void {
    if (!Number.isInteger(status) || status < 100 || status > 999) {
      throw new RangeError(
        `Cannot set status as it has to be a whole number from 100 to 999: current value is ${status}`,
      );
    }
    this.status = status;
    this.reason = safeReason.test(reason) ? reason : "Unknown";
  }

  /** Back to an empty 200 with nothing but the default fields. Cookies stay. */
  clear(): void {
    this.status = 200;
    this.reason = "OK";
    this.headers = defaultHeaders();
    this.discardBody();
  }

  /** The state as a plain value, for another thread. */
  snapshot(): ResponseSnapshot {
    return {
      status: this.status,
      reason: this.reason,
      headers: [...this.headers],
      cookies: [...(this.cookies ?? [])],
      body: typeof this.#body === "string" ? this.#body : [...this.#body],
      headersWritten: this.headersWritten,
      finished: this.finished,
      autoFinish: this.autoFinish,
    };
  }

  /** Takes over the state that {@link snapshot} gave. */
  restore(snapshot: ResponseSnapshot): void {
    this.status = snapshot.status;
    this.reason = snapshot.reason;
    this.headers = new HTTPHeaders(snapshot.headers);
    this.cookies = snapshot.cookies.length === 0 ? undefined : new Map(snapshot.cookies);
    this.#body = typeof snapshot.body === "string" ? snapshot.body : [...snapshot.body];
    this.#bodyLength = -1;
    this.headersWritten = snapshot.headersWritten;
    this.finished = snapshot.finished;
    this.autoFinish = snapshot.autoFinish;
  }
}

function byteLengthOf(body: string | readonly Uint8Array[]): number {
  if (typeof body === "string") return textSize(body);
  return body.reduce((length, chunk) => length + chunk.byteLength, 0);
}
