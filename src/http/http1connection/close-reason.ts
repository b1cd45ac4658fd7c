import { ClientClosedError, ServerShutdownError } from "../httputil/index.ts";

/**
 * What an application is told when it can no longer answer.
 *
 * @param cause - what destroyed the socket, if anything did
 */
export function closeReason(cause: Error | undefined): Error {
  if (cause instanceof ServerShutdownError) return cause;
  return new ClientClosedError(cause === undefined ? undefined : { cause });
}
