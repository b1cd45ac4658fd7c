import { mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { setLogDestination, setOwnDestination } from "./current-destination.ts";
import { FileDestination } from "./file-destination.ts";
import { accessLog, appLog, genLog } from "./loggers.ts";
import { enablePrettyLogging } from "./pretty-logging.ts";

/** Options of {@link configureLogging}. */
export interface LoggingOptions {
  /** The least level that is written: `"debug"`, `"info"`, `"warn"` or `"error"`. Default: `"info"`. */
  readonly level?: string;
  /**
   * `"pretty"`: Tornado's readable lines, in colours on a terminal. `"json"`: one object a line, for programs that gather
   * logs. Default: `"json"` in a file and where the environment variable `NODE_ENV` is `production`, otherwise `"pretty"`.
   */
  readonly format?: "pretty" | "json";
  /** The file that lines are appended to; its folder is made. Default: standard error. */
  readonly file?: string;
}

/**
 * Says what the three loggers write, how, and where to. `parseCommandLine` of `typhoon/options` does it by the options
 * `--logging`, `--log-format` and `--log-file`.
 *
 * A line is out before the call that writes it returns, unless a disk is full or the reader of a pipe pauses. Files do not rotate by themselves: leave that to
 * `logrotate` with `copytruncate`, or give `setLogDestination` a stream that does it.
 *
 * @throws {RangeError} if there is no such level or format, or the format of a file is to be `"pretty"`
 * @throws {Error} if the file cannot be opened
 */
export function configureLogging(options: LoggingOptions = {}): void {
  const { level = "info", file } = options;
  requireKnown("level", level, Object.keys(genLog.levels.values));
  const isJson = file !== undefined || process.env["NODE_ENV"] === "production";
  const format = options.format ?? (isJson ? "json" : "pretty");
  requireKnown("format", format, file === undefined ? ["pretty", "json"] : ["json"]);
  if (format === "pretty") return enablePrettyLogging({ level });
  for (const logger of [accessLog, appLog, genLog]) logger.level = level;
  if (file === undefined) setLogDestination(undefined);
  else setOwnDestination(new FileDestination(openToAppend(file), file));
}

function openToAppend(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  return openSync(file, "a");
}

function requireKnown(what: string, value: string, known: readonly string[]): void {
  if (known.includes(value)) return;
  throw new RangeError(
    `Cannot log as ${what} has to be one of ${known.join(", ")}: current value is ${value}`,
  );
}
