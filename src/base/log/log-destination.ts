import type { DestinationStream } from "pino";

/**
 * Where the three loggers write: anything with a `write` that takes one JSON line.
 *
 * The default writes to standard error, immediately where that is possible, so that a line is out before the process may
 * die. A destination that fails is no failure of the code that logs: the lines that it loses are counted in a line of
 * their own once it works again.
 */
export type LogDestination = DestinationStream;
