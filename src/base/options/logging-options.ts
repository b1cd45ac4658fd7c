import { configureLogging } from "../log/index.ts";
import type { OptionParser } from "./option-parser.ts";

/**
 * Defines `--logging`, `--log-format` and `--log-file`, which take effect when the last source has been parsed. The global
 * `options` have them.
 *
 * With `--logging=none` nothing is changed: the program sets its loggers up by itself.
 *
 * @param parser - the set of options
 * @see tornado.log.define_logging_options
 */
export function defineLoggingOptions(parser: OptionParser): void {
  const level = parser.define("logging", {
    default: "info",
    help: "the least level that is logged; none: leave logging as it is",
    metavar: "debug|info|warn|error|none",
    group: "logging",
  });
  const format = parser.define("log-format", {
    type: formatOf,
    help: "readable lines or JSON; by default JSON in files and in production",
    metavar: "pretty|json",
    group: "logging",
  });
  const file = parser.define("log-file", {
    help: "append to this file instead of standard error",
    metavar: "PATH",
    group: "logging",
  });
  parser.addParseCallback(() => apply(level.value, format.value, file.value));
}

function formatOf(text: string): "pretty" | "json" {
  if (text === "pretty" || text === "json") return text;
  throw new RangeError("it is neither pretty nor json");
}

function apply(
  level: string | undefined,
  format: "pretty" | "json" | undefined,
  file: string | undefined,
): void {
  if (level === undefined || level.toLowerCase() === "none") return;
  configureLogging({
    level: level.toLowerCase(),
    ...(format === undefined ? {} : { format }),
    ...(file === undefined || file === "" ? {} : { file }),
  });
}
