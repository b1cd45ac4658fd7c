import { type DestinationStream, destination as openDestination } from "pino";
import { setLineFormat } from "./line-format.ts";
import { passesFilters } from "./log-filter.ts";

/**
 * Where the three loggers write: anything with a `write` that takes one JSON line.
 *
 * The default writes to standard error, synchronously, so that a line is out before the process may die.
 */
export type LogDestination = DestinationStream;

let current: LogDestination | undefined;

/** Handed to pino once; it passes each line to whatever destination is set at that moment. */
export const switchableDestination: LogDestination = {
  write(line: string) {
    if (!passesFilters(line)) return;
    current ??= openDestination({ dest: 2, sync: true });
    current.write(line);
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
  const previous = current;
  current = destination;
  setLineFormat("json");
  return previous;
}
