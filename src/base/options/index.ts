export { duration } from "./duration.ts";
export { OptionError } from "./errors.ts";
export {
  addParseCallback,
  define,
  options,
  parseCommandLine,
  parseConfigFile,
  parseConfigFileSync,
  parseEnvironment,
  printHelp,
} from "./globals.ts";
export { defineLoggingOptions } from "./logging-options.ts";
export { Option } from "./option.ts";
export type { OptionDescription, ParseOptions } from "./option-definition.ts";
export { OptionParser } from "./option-parser.ts";
export type { OptionType, ValueOf } from "./value-type.ts";
