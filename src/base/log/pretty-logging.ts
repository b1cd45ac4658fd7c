import { writeSync } from "node:fs";
import { setLineFormat } from "./line-format.ts";
import { type LogDestination, setLogDestination } from "./log-destination.ts";
import { LogFormatter } from "./log-formatter.ts";
import { accessLog, appLog, genLog } from "./loggers.ts";

/** Options of {@link enablePrettyLogging}. */
export interface PrettyLoggingOptions {
  /** The least level that is written: `"debug"`, `"info"`, `"warn"` or `"error"`. Default: `"info"`. */
  readonly level?: string;
  /** Use ANSI colours. Default: whether standard error is a terminal. */
  readonly color?: boolean;
}

/**
 * Shows requests and everything above on standard error in Tornado's readable format; meant for development.
 *
 * Without it the loggers write JSON lines, warnings and above only.
 *
 * @param options - the level and the use of colours
 * @see tornado.log.enable_pretty_logging
 */
export function enablePrettyLogging(options: PrettyLoggingOptions = {}): void {
  const color = options.color ?? process.stderr.isTTY === true;
  for (const logger of [accessLog, appLog, genLog]) logger.level = options.level ?? "info";
  setLogDestination(prettyDestination(new LogFormatter({ color })));
  setLineFormat(color ? "colored" : "pretty");
}

function prettyDestination(formatter: LogFormatter): LogDestination {
  return { write: (line) => void writeSync(2, formatter.format(line)) };
}
