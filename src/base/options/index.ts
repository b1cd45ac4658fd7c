export { duration } from "./duration.ts";
export { OptionError } from "./errors.ts";
export {
  addParseCallback,
  define,
  options,
  parseCommandLine,
  parseConfigFile,
  parseEnvironment,
  printHelp,
} from "./globals.ts";
export { defineLoggingOptions } from "./logging-options.ts";
export { Option, type OptionDescription } from "./option.ts";
export { OptionParser, type ParseOptions } from "./option-parser.ts";
export type { OptionType, ValueOf } from "./value-type.ts";
