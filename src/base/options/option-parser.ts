import { writeSync } from "node:fs";
import { basename } from "node:path";
import { isMainThread } from "node:worker_threads";
import { parseArguments } from "./command-line.ts";
import { type ConfigFile, importConfigFile, readConfigFile } from "./config-file.ts";
import { OptionError } from "./errors.ts";
import { helpText, showHelp } from "./help-text.ts";
import { noteDone, refusePromise } from "./hook-result.ts";
import { Option } from "./option.ts";
import type { ParseOptions } from "./option-definition.ts";
import {
  type AnyDefinition,
  definitionRules,
  type OptionDescription,
  parseRules,
} from "./option-definition.ts";
import type { OptionType, ValueOf } from "./value-type.ts";

/** The types that an option can have by its default alone. */
type Plain<T> = T extends number ? number : T extends boolean ? boolean : T extends string ? string : Date;

/**
 * A set of options that is read from the command line, the environment and a configuration file.
 *
 * Most programs use the global one, through `define` and `options`. In names `-`, `_` and a capital letter are the same:
 * `log-level`, `log_level` and `logLevel` are one option.
 *
 * @example
 * ```ts
 * import { OptionParser } from "typhoon/options";
 *
 * const options = new OptionParser();
 * const port = options.define("port", { default: 8888, help: "port to listen on", env: "PORT" });
 * const hosts = options.define("hosts", { type: String, multiple: true });
 *
 * options.parseEnvironment({}, { final: false });
 * const rest = options.parseCommandLine(["--port=9000", "--hosts=a,b", "start"]);
 * port.value;    // 9000, of type number
 * hosts.value;   // ["a", "b"]
 * rest;          // ["start"]
 * ```
 * @see tornado.options.OptionParser
 */
export class OptionParser {
  readonly #options = new Map<string, Option<unknown>>();
  readonly #parseCallbacks: (() => unknown)[] = [];

  /** A new set holds only `--help`, which shows all options and exits. */
  constructor() {
    const callback = (isAsked: boolean) => {
      if (isAsked) showHelp(this.helpText());
    };
    this.define("help", { type: Boolean, default: false, help: "show this help information", callback });
  }

  /**
   * Defines an option; the type of its value follows from `type`, or from `default`.
   *
   * @param name - with dashes, underscores or capitals
   * @param definition - `type`: `String`, `Number`, `Boolean`, `Date`, `duration` or a function that reads text;
   *   `multiple`: a list, separated by commas on the command line
   * @throws {RangeError} if there is an option of that name
   * @throws {TypeError} if the default is not of the type
   * @see tornado.options.define
   */
  define<K extends OptionType>(
    name: string,
    definition: OptionDescription<readonly ValueOf<K>[]> & {
      readonly type: K;
      readonly multiple: true;
      readonly default?: readonly ValueOf<K>[];
    },
  ): Option<readonly ValueOf<K>[]>;
  define<K extends OptionType>(
    name: string,
    definition: OptionDescription<ValueOf<K>> & { readonly type: K; readonly default: ValueOf<K> },
  ): Option<ValueOf<K>>;
  define<K extends OptionType>(
    name: string,
    definition: OptionDescription<ValueOf<K>> & { readonly type: K; readonly multiple?: false },
  ): Option<ValueOf<K> | undefined>;
  define<T extends string | number | boolean | Date>(
    name: string,
    definition: OptionDescription<readonly Plain<T>[]> & {
      readonly default: readonly T[];
      readonly multiple: true;
    },
  ): Option<readonly Plain<T>[]>;
  define<T extends string | number | boolean | Date>(
    name: string,
    definition: OptionDescription<Plain<T>> & { readonly default: T },
  ): Option<Plain<T>>;
  define(name: string, definition?: OptionDescription<string>): Option<string | undefined>;
  define(name: string, definition: AnyDefinition = {}): Option<unknown> {
    definitionRules.check(definition);
    const key = normalized(name);
    if (this.#options.has(key)) {
      throw new RangeError(`Cannot define option ${name} as there is one of that name already`);
    }
    const option = newOption(name, definition);
    this.#options.set(key, option);
    return option;
  }

  /**
   * The value of an option, whose type only the result of `define` knows.
   *
   * @throws {RangeError} if there is no such option
   */
  get(name: string): unknown {
    return this.option(name).value;
  }

  /**
   * Sets an option.
   *
   * @throws {RangeError} if there is no such option
   * @throws {TypeError} if the value is not of its type
   */
  set(name: string, value: unknown): void {
    this.option(name).set(value);
  }

  /** Whether there is an option of that name. */
  has(name: string): boolean {
    return this.#options.has(normalized(name));
  }

  /**
   * The option of that name.
   *
   * @throws {RangeError} if there is none
   */
  option(name: string): Option<unknown> {
    const found = this.#options.get(normalized(name));
    if (found === undefined) throw new RangeError(`Unrecognized option ${name}: define it first`);
    return found;
  }

  /** All options, in the order in which they were defined. */
  [Symbol.iterator](): Iterator<Option<unknown>> {
    return this.#options.values();
  }

  /** All names with their values. */
  items(): [name: string, value: unknown][] {
    return [...this].map((option) => [option.name, option.value]);
  }

  /** All values by their names. */
  asDict(): Record<string, unknown> {
    return Object.fromEntries(this.items());
  }

  /** The names of the groups. */
  groups(): Set<string> {
    return new Set([...this].map(({ group }) => group));
  }

  /** The values of one group by their names, such as the settings of an `Application`; an empty name: all. */
  groupDict(group: string): Record<string, unknown> {
    const members = [...this].filter((option) => group === "" || option.group === group);
    return Object.fromEntries(members.map(({ name, value }) => [name, value]));
  }

  /**
   * Reads `--name=value`, `--name value` and, of a boolean, `--name`, up to the first that is no option, or `--`.
   *
   * A wrong option in the program's own arguments ends the program as a wrong option ends others: with one line on standard
   * error, and exit code 2.
   *
   * @param args - default: those of the program
   * @returns the rest
   * @throws {OptionError} `ERR_OPTION` if an option of `args` is unknown, or its value is missing or wrong
   */
  parseCommandLine(args?: readonly string[], options: ParseOptions = {}): string[] {
    parseRules.check(options);
    const rest = args === undefined ? this.#parseOwnArguments() : this.#parseArguments(args);
    this.#endOf(options);
    return rest;
  }

  #parseOwnArguments(): string[] {
    try {
      return this.#parseArguments(process.argv.slice(2));
    } catch (error) {
      if (error instanceof OptionError && isMainThread) exitWith(error.message);
      throw error;
    }
  }

  #parseArguments(args: readonly string[]): string[] {
    return parseArguments(args, (name) => this.#options.get(normalized(name)));
  }

  /**
   * Reads the variables that options name as their `env`; those that are not set, or empty, change nothing.
   *
   * @param env - default: those of the program
   * @throws {OptionError} `ERR_OPTION` if a value is wrong
   */
  parseEnvironment(
    env: Readonly<Record<string, string | undefined>> = process.env,
    options: ParseOptions = {},
  ): void {
    parseRules.check(options);
    for (const option of this) {
      const text = option.env === undefined ? undefined : env[option.env];
      if (text !== undefined && text !== "") option.parse(text, `the environment variable ${option.env}`);
    }
    this.#endOf(options);
  }

  /**
   * Reads a JSON file, or imports a JavaScript module: its exports, or the object that it exports as default, are values
   * by names. Text is read as on the command line. A module is code: it can do whatever the program can.
   *
   * The options have their values when the call returns, unless the module awaits something at its top level: so it can be
   * the `callback` of an option such as `--config`.
   *
   * @param path - absolute, or relative to the working directory; or a file URL
   * @throws {OptionError} `ERR_OPTION` if the file cannot be read, a JSON file has an unknown name, or a value is wrong
   * @see tornado.options.parse_config_file
   */
  parseConfigFile(path: string | URL, options: ParseOptions = {}): Promise<void> {
    try {
      const file = readConfigFile(path);
      if (file === undefined) return this.#importConfigFile(path, options);
      this.#takeFile(file, path, options);
    } catch (error) {
      return noteDone(Promise.reject(error), { error });
    }
    return noteDone(Promise.resolve());
  }

  /**
   * Does as {@link parseConfigFile} does, and throws at once.
   *
   * @throws {OptionError} `ERR_OPTION` likewise, and if the file is a module that awaits something at its top level
   */
  parseConfigFileSync(path: string | URL, options: ParseOptions = {}): void {
    const file = readConfigFile(path);
    if (file !== undefined) return this.#takeFile(file, path, options);
    throw new OptionError(
      `Cannot read the configuration file ${path} at once because it awaits something: await parseConfigFile()`,
    );
  }

  async #importConfigFile(path: string | URL, options: ParseOptions): Promise<void> {
    this.#takeFile(await importConfigFile(path), path, options);
  }

  #takeFile({ values, isStrict }: ConfigFile, path: string | URL, options: ParseOptions): void {
    parseRules.check(options);
    for (const [name, value] of Object.entries(values)) {
      const option = this.#options.get(normalized(name));
      if (option !== undefined) take(option, value, String(path));
      else if (isStrict) throw new OptionError(`Cannot use ${path} as there is no option ${name}`);
    }
    this.#endOf(options);
  }

  /**
   * Has `callback` called when the last source has been parsed. It cannot be asynchronous: the program goes on without it.
   */
  addParseCallback(callback: () => void): void {
    this.#parseCallbacks.push(callback);
  }

  /**
   * Calls the parse callbacks, as a final parse does.
   *
   * @throws {OptionError} `ERR_OPTION` if one returns a promise
   */
  runParseCallbacks(): void {
    for (const callback of this.#parseCallbacks) refusePromise(callback(), "a parse callback");
  }

  /** The text of `--help`. */
  helpText(): string {
    return helpText([...this]);
  }

  /** Writes the text of `--help`. @param write - default: to standard output */
  printHelp(write: (text: string) => unknown = (text) => process.stdout.write(text)): void {
    write(this.helpText());
  }

  #endOf({ final = true }: ParseOptions): void {
    if (final) this.runParseCallbacks();
  }
}

/** To a file descriptor, as the program ends before a stream has written. */
function exitWith(message: string): never {
  writeSync(2, `${basename(process.argv[1] ?? "node")}: ${message}\n`);
  process.exit(2);
}

function newOption(name: string, definition: AnyDefinition): Option<unknown> {
  const fallback = definition.multiple === true ? [] : undefined;
  return new Option<unknown>(name, definition, definition.default ?? fallback);
}

function take(option: Option<unknown>, value: unknown, source: string): void {
  if (typeof value === "string") return option.parse(value, source);
  try {
    option.set(value);
  } catch (cause) {
    throw new OptionError(`Cannot use ${source}: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}

function normalized(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replaceAll("_", "-");
}
