import { OptionError } from "./errors.ts";
import { refusePromise } from "./hook-result.ts";
import type { AnyDefinition, OptionDescription } from "./option-definition.ts";
import { listOf, typeOfDefault, type ValueType, valueTypeOf } from "./value-type.ts";

/**
 * One option: made by `define`, its `value` is the default until one is set or parsed.
 */
export class Option<T> {
  /** As it was defined. */
  readonly name: string;
  /** One sentence for `--help`; may be empty. */
  readonly help: string;
  /** What stands for the value in `--help`, or `undefined`. */
  readonly metavar: string | undefined;
  /** The heading under which `--help` shows it; empty: none. */
  readonly group: string;
  /** The environment variable that is read for it, or `undefined`. */
  readonly env: string | undefined;
  /** The value before any was set. */
  readonly default: T;
  readonly #type: ValueType;
  readonly #callback: OptionDescription<T>["callback"];
  #value: T;

  /**
   * Options are made by `define`.
   *
   * @param name - its name
   * @param definition - what it is
   * @param defaultValue - its first value
   */
  constructor(name: string, definition: AnyDefinition, defaultValue: T) {
    this.name = name;
    this.help = definition.help ?? "";
    this.metavar = definition.metavar;
    this.group = definition.group ?? "";
    this.env = definition.env;
    this.default = defaultValue;
    this.#type = typeOf(definition);
    this.#callback = definition.callback;
    this.#value = defaultValue;
    this.#check(defaultValue);
  }

  /** The value now. */
  get value(): T {
    return this.#value;
  }

  /** Whether the command line needs no value for it, as for `--debug`. */
  get isFlag(): boolean {
    return this.#type.isFlag;
  }

  /**
   * Sets the value.
   *
   * @throws {TypeError} if it is not of the option's type
   * @throws {OptionError} `ERR_OPTION` if its callback returns a promise
   */
  set(value: T): void {
    this.#check(value);
    this.#value = value;
    if (this.#callback !== undefined)
      refusePromise(this.#callback(value), `the callback of option ${this.name}`);
  }

  /**
   * Reads the value from text, as on the command line.
   *
   * @param text - the text
   * @param source - where it comes from, for the message of an error
   * @throws {OptionError} `ERR_OPTION` if it stands for no value of the option's type
   */
  parse(text: string, source = "its text"): void {
    this.set(this.#read(text, source));
  }

  /**
   * Gives the option another value until the result is disposed of: for tests.
   *
   * @example
   * ```ts
   * import { OptionParser } from "typhoon/options";
   *
   * const retries = new OptionParser().define("retries", { default: 3 });
   * {
   *   using _ = retries.override(0);
   *   console.assert(retries.value === 0);
   * }
   * console.assert(retries.value === 3);
   * ```
   */
  override(value: T): Disposable {
    const before = this.#value;
    this.set(value);
    return { [Symbol.dispose]: () => this.set(before) };
  }

  #check(value: T): void {
    if (value === undefined || this.#type.accepts(value)) return;
    throw new TypeError(
      `Cannot set option ${this.name} as it takes ${this.#type.name}: current value is ${String(value)}`,
    );
  }

  #read(text: string, source: string): T {
    try {
      return this.#type.parse(text) as T;
    } catch (cause) {
      const given = JSON.stringify(text);
      throw new OptionError(
        `Cannot read option ${this.name} from ${source} as it takes ${this.#type.name}: current value is ${given}`,
        { cause },
      );
    }
  }
}

function typeOf(definition: AnyDefinition): ValueType {
  const type = valueTypeOf(definition.type ?? typeOfDefault(definition.default));
  return definition.multiple === true ? listOf(type) : type;
}
