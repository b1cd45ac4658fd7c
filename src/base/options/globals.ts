import { defineLoggingOptions } from "./logging-options.ts";
import { OptionParser } from "./option-parser.ts";

/**
 * The options of the program, for which every module may `define` some; those of logging are there from the start.
 * @see tornado.options.options
 */
export const options = new OptionParser();
defineLoggingOptions(options);

/**
 * Defines an option of the program, see `OptionParser.define`.
 *
 * @example
 * ```ts
 * import { define, parseCommandLine } from "typhoon/options";
 *
 * const workers = define("workers", { default: 4, help: "how many threads to use" });
 *
 * parseCommandLine(["--workers=8", "--logging=none"]);   // a program calls it without arguments
 * workers.value;   // 8, of type number
 * ```
 * @see tornado.options.define
 */
export const define: OptionParser["define"] = options.define.bind(options);

/**
 * Reads the program's command line, see `OptionParser.parseCommandLine`.
 * @see tornado.options.parse_command_line
 */
export const parseCommandLine: OptionParser["parseCommandLine"] = options.parseCommandLine.bind(options);

/** Reads the program's environment variables, see `OptionParser.parseEnvironment`. */
export const parseEnvironment: OptionParser["parseEnvironment"] = options.parseEnvironment.bind(options);

/**
 * Reads the program's options from a file, see `OptionParser.parseConfigFile`.
 * @see tornado.options.parse_config_file
 */
export const parseConfigFile: OptionParser["parseConfigFile"] = options.parseConfigFile.bind(options);

/** Reads the program's options from a file at once, see `OptionParser.parseConfigFileSync`. */
export const parseConfigFileSync: OptionParser["parseConfigFileSync"] =
  options.parseConfigFileSync.bind(options);

/**
 * Writes what `--help` shows, see `OptionParser.printHelp`.
 * @see tornado.options.print_help
 */
export const printHelp: OptionParser["printHelp"] = options.printHelp.bind(options);

/**
 * Has a function called when the last source has been parsed, see `OptionParser.addParseCallback`.
 * @see tornado.options.add_parse_callback
 */
export const addParseCallback: OptionParser["addParseCallback"] = options.addParseCallback.bind(options);
