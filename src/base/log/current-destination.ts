import { readOr } from "../errors/internal.ts";
import { GuardedDestination } from "./guarded-destination.ts";
import { setLineFormat } from "./line-format.ts";
import type { LogDestination } from "./log-destination.ts";
import { passesFilters } from "./log-filter.ts";
import { safeLine } from "./safe-line.ts";
import { openStandardError } from "./standard-error.ts";

let chosen: LogDestination | undefined;
let current: LogDestination | undefined;

/** Handed to pino once; it passes each line to whatever destination is set at that moment. */
export const switchableDestination: LogDestination = {
  write(line: string) {
    const safe = safeLine(line);
    // A filter that fails keeps no line from the log.
    if (readOr(() => passesFilters(safe)) === false) return;
    current ??= openStandardError();
    current.write(safe);
  },
};

/**
 * Sends all later log lines to `destination`, and returns the one set before (`undefined`: standard error).
 *
 * @param destination - `undefined` restores standard error
 * @example
 * ```ts
 * import { genLog, setLogDestination } from "typhoon/log";
 *
 * const lines: string[] = [];
 * const previous = setLogDestination({ write: (line) => void lines.push(line) });
 * genLog.warn("disk is nearly full");
 * setLogDestination(previous);
 * lines.length;   // 1
 * ```
 */
export function setLogDestination(destination: LogDestination | undefined): LogDestination | undefined {
  return replaceDestination(destination, destination && new GuardedDestination(destination));
}

/** @internal A destination of the library's own, which does not fail. */
export function setOwnDestination(destination: LogDestination): void {
  replaceDestination(destination, destination);
}

function replaceDestination(
  destination: LogDestination | undefined,
  writer: LogDestination | undefined,
): LogDestination | undefined {
  if (current instanceof GuardedDestination) current.release();
  const previous = chosen;
  chosen = destination;
  current = writer;
  setLineFormat("json");
  return previous;
}
