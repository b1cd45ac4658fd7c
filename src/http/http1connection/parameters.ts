import { checkedDuration } from "../../base/errors/internal.ts";
import { checkedNumber } from "./checked-number.ts";

const action = "make a connection";

/** Limits and times of an HTTP/1 connection; each has a default that suits a server on the open internet. */
export interface HTTP1ConnectionOptions {
  /** Milliseconds for the body of one request to arrive; then 408. 0: no limit. Default: 300,000. */
  readonly bodyTimeoutMs?: number;
  /** The most bytes that one `dataReceived` is given. Default: 65,536. */
  readonly chunkSize?: number;
  /**
   * Undo the `Content-Encoding` of a body that is `gzip`, `deflate` or `br`; `maxBodySize` then counts twice, before and
   * after. The field is renamed to `X-Consumed-Content-Encoding`. Default: `false`.
   */
  readonly decompressRequest?: boolean;
  /** Milliseconds for the head of one request to arrive, from its first byte; then 408. 0: no limit. Default: 20,000. */
  readonly headerTimeoutMs?: number;
  /** Milliseconds that a connection may be open without a request; then it is closed. 0: no limit. Default: 75,000. */
  readonly idleTimeoutMs?: number;
  /** The most bytes of a body, freed of its transfer coding; beyond it 413. Default: 104,857,600. */
  readonly maxBodySize?: number;
  /**
   * The most bytes of a body that is kept whole in memory for whoever handles it, such as JSON; beyond it 413. It does not
   * hold for classes with `streamRequestBody`, containers, and multipart forms, which are taken apart while they arrive.
   * Default: `maxBodySize` if that is given, otherwise 1,048,576.
   */
  readonly maxWholeBodySize?: number;
  /** The most header fields of a request; beyond it 431. Default: 100. */
  readonly maxHeaderCount?: number;
  /** The most bytes of a request line with its header fields; beyond it 431 (414 for the line alone). Default: 65,536. */
  readonly maxHeaderSize?: number;
  /**
   * Bytes a second that a request body has to come with on average, after its first 20 seconds; then 408. Framing does not
   * count, nor the time in which the application is not ready for more. 0: no limit. Default: 240.
   */
  readonly minBodyRate?: number;
  /**
   * The most bytes of an answer that may wait for the client to read, when `write` is called again without waiting for
   * the promise that it returns; beyond it the connection is cut. One call may be of any size. Default: 16,777,216.
   */
  readonly maxWriteBufferSize?: number;
  /** Close each connection after one request. Default: `false`. */
  readonly noKeepAlive?: boolean;
  /**
   * With `decompressRequest`: answer 415 to a body in a `Content-Encoding` that is not undone here, instead of leaving it
   * to the application. Default: `false`.
   */
  readonly refuseUnknownEncodings?: boolean;
  /**
   * Milliseconds that a client may take to read the next piece (up to 256 KiB) of what waits for it; then the connection
   * is cut. 0: no limit. Default: 60,000.
   */
  readonly writeTimeoutMs?: number;
}

/** How large a body that is kept whole may be: what suits uploads is too much for a text that is parsed on the loop. */
export function wholeBodySize({ maxBodySize, maxWholeBodySize }: BodySizes): number {
  return maxWholeBodySize ?? maxBodySize ?? 1_048_576;
}

interface BodySizes {
  readonly maxBodySize?: number | undefined;
  readonly maxWholeBodySize?: number | undefined;
}

/**
 * The options of a connection with every default filled in.
 *
 * @see tornado.http1connection.HTTP1ConnectionParameters
 */
export class HTTP1ConnectionParameters implements Required<HTTP1ConnectionOptions> {
  readonly bodyTimeoutMs: number;
  readonly chunkSize: number;
  readonly decompressRequest: boolean;
  readonly headerTimeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly maxBodySize: number;
  readonly maxHeaderCount: number;
  readonly maxHeaderSize: number;
  readonly maxWholeBodySize: number;
  readonly maxWriteBufferSize: number;
  readonly minBodyRate: number;
  readonly noKeepAlive: boolean;
  readonly refuseUnknownEncodings: boolean;
  readonly writeTimeoutMs: number;

  /**
   * @param options - what differs from the defaults
   * @throws {TypeError} if a limit is not a number
   * @throws {RangeError} if one is out of its range
   */
  constructor(options: HTTP1ConnectionOptions = {}) {
    this.bodyTimeoutMs = checkedDuration(action, "bodyTimeoutMs", given(options.bodyTimeoutMs, 300_000));
    this.chunkSize = checkedNumber("chunkSize", given(options.chunkSize, 65_536), 1);
    this.decompressRequest = options.decompressRequest ?? false;
    this.headerTimeoutMs = checkedDuration(action, "headerTimeoutMs", given(options.headerTimeoutMs, 20_000));
    this.idleTimeoutMs = checkedDuration(action, "idleTimeoutMs", given(options.idleTimeoutMs, 75_000));
    this.maxBodySize = checkedNumber("maxBodySize", given(options.maxBodySize, 104_857_600), 0);
    this.maxHeaderCount = checkedNumber("maxHeaderCount", given(options.maxHeaderCount, 100), 1);
    this.maxHeaderSize = checkedNumber("maxHeaderSize", given(options.maxHeaderSize, 65_536), 1);
    this.maxWholeBodySize = checkedNumber("maxWholeBodySize", wholeBodySize(options), 0);
    this.maxWriteBufferSize = checkedNumber(
      "maxWriteBufferSize",
      given(options.maxWriteBufferSize, 16_777_216),
      0,
    );
    this.minBodyRate = checkedNumber("minBodyRate", given(options.minBodyRate, 240), 0);
    this.noKeepAlive = options.noKeepAlive ?? false;
    this.refuseUnknownEncodings = options.refuseUnknownEncodings ?? false;
    this.writeTimeoutMs = checkedDuration(action, "writeTimeoutMs", given(options.writeTimeoutMs, 60_000));
  }

  /** Friends only: the timeouts, for the clock that watches over them. */
  get timeoutsMs(): readonly number[] {
    return [this.bodyTimeoutMs, this.headerTimeoutMs, this.idleTimeoutMs, this.writeTimeoutMs];
  }
}

/** Only what is missing has a default: `null` is refused. */
function given(value: number | undefined, fallback: number): number {
  return value === undefined ? fallback : value;
}
