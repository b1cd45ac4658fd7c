import type { ErrorCode } from "../../base/errors/index.ts";
import { TyphoonError } from "../../base/errors/index.ts";

/**
 * The stream was closed before the operation could be completed; what was received until then can still be read.
 *
 * @see tornado.iostream.StreamClosedError
 */
export class StreamClosedError extends TyphoonError {
  override readonly name: string = "StreamClosedError";

  /**
   * @param realError - why the stream was closed; `undefined`: one of the two sides simply closed it
   * @param message - the sentence a programmer reads
   * @param code - the code of a subclass
   */
  constructor(
    realError?: unknown,
    message = `Stream is closed${because(realError)}`,
    code: ErrorCode = "ERR_STREAM_CLOSED",
  ) {
    super(code, message, realError === undefined ? undefined : { cause: realError });
  }

  /** Why the stream was closed, the same as `cause`; `undefined` if one of the two sides simply closed it. */
  get realError(): unknown {
    return this.cause;
  }
}

/**
 * A read found no match within its `maxBytes`; the stream is closed, because nobody knows where the next message begins.
 *
 * @see tornado.iostream.UnsatisfiableReadError
 */
export class UnsatisfiableReadError extends StreamClosedError {
  override readonly name = "UnsatisfiableReadError";

  /**
   * @param pattern - what was looked for
   * @param maxBytes - the limit of the read
   */
  constructor(pattern: string, maxBytes: number) {
    super(
      undefined,
      `Cannot read until ${pattern} as it was not found within maxBytes: current value is ${maxBytes}`,
      "ERR_UNSATISFIABLE_READ",
    );
  }

  /** This error itself: the stream was closed because of it. */
  override get realError(): unknown {
    return this;
  }
}

/**
 * A buffer of the stream has reached its limit.
 *
 * When writing, nothing of the data was taken and the stream lives on. When reading, the stream was closed, and this is
 * the `realError` of the read's {@link StreamClosedError}.
 *
 * @see tornado.iostream.StreamBufferFullError
 */
export class StreamBufferFullError extends TyphoonError {
  override readonly name = "StreamBufferFullError";

  /**
   * @param action - what cannot be done
   * @param option - the name of the limit
   * @param limit - its value
   */
  constructor(action: "read" | "write", option: "maxBufferSize" | "maxWriteBufferSize", limit: number) {
    const advice =
      action === "write" ? "await write() before the next" : "read in smaller pieces, or raise it";
    super(
      "ERR_STREAM_BUFFER_FULL",
      `Cannot ${action} more as ${option} is reached: it is ${limit}; ${advice}`,
    );
  }
}

function because(realError: unknown): string {
  if (realError === undefined) return "";
  return `: ${realError instanceof Error ? realError.message : String(realError)}`;
}
