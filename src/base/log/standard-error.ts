import { constants, fstatSync, openSync } from "node:fs";
import { readOr } from "../errors/internal.ts";
import { FileDestination } from "./file-destination.ts";

const standardError = 2;

/**
 * Standard error, as a destination that never blocks this thread.
 *
 * @param format - makes what is written of a line of JSON. Default: the line as it is
 */
export function openStandardError(format?: (line: string) => string): FileDestination {
  return new FileDestination(unblockedFd() ?? standardError, "standard error", format);
}

/**
 * A pipe or a terminal is opened once more: to make the descriptor that was inherited one that does not block would
 * change it for other programs that share it, and a program that does not expect that loses its own output.
 *
 * @returns `undefined` for a file, which never blocks, and where the system has no such way
 */
function unblockedFd(): number | undefined {
  const status = readOr(() => fstatSync(standardError));
  if (status === undefined || status.isFile()) return undefined;
  const flags = constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY;
  return readOr(() => openSync(`/proc/self/fd/${standardError}`, flags)) ?? unblockedByNode();
}

/** A socket cannot be opened twice. Node makes it one that does not block when its own stream is made. */
function unblockedByNode(): undefined {
  readOr(() => process.stderr.fd);
  return undefined;
}
