import { setOwnDestination } from "./current-destination.ts";
import { setLineFormat } from "./line-format.ts";
import { LogFormatter } from "./log-formatter.ts";
import { accessLog, appLog, genLog } from "./loggers.ts";
import { openStandardError } from "./standard-error.ts";

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
  const formatter = new LogFormatter({ color });
  setOwnDestination(openStandardError((line) => formatter.format(line)));
  setLineFormat(color ? "colored" : "pretty");
}
