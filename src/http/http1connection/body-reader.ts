import { HTTPInputError } from "../httputil/index.ts";
import type { InputBuffer } from "../httputil/internal.ts";

/** Takes one body out of the input, piece by piece. */
export interface BodyReader {
  /** Whether the whole body was taken; then nothing more of the input is touched. */
  readonly isComplete: boolean;
  /** How many bytes of the body were taken, framing not counted. */
  readonly received: number;

  /**
   * @param input - whatever has arrived
   * @returns the next piece, never empty; `undefined` if more has to arrive first or the body is complete
   * @throws {HTTPInputError} if the framing is broken or the body is larger than allowed
   */
  read(input: InputBuffer): Buffer | undefined;
}

/** How large a body, and each of its pieces, may be. */
export interface BodyLimits {
  readonly chunkSize: number;
  readonly maxBodySize: number;
}

/** What a body beyond the limit gets. */
export function bodyTooLarge({ maxBodySize }: BodyLimits): HTTPInputError {
  return new HTTPInputError(`The body is larger than ${maxBodySize} bytes`, 413);
}
