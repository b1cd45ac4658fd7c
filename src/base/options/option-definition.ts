import { anyValue, callable, OptionRules, text, trueOrFalse } from "../errors/internal.ts";
import type { OptionType } from "./value-type.ts";

/** What an option is, beside its type and default. */
export interface OptionDescription<T> {
  /** One sentence for `--help`. */
  readonly help?: string;
  /** What stands for the value in `--help`, as in `--port=PORT`. */
  readonly metavar?: string;
  /** The heading under which `--help` shows it. Default: none, which comes first. */
  readonly group?: string;
  /** The environment variable that `parseEnvironment` reads. Default: none. */
  readonly env?: string;
  /** Called with each value that is set or parsed. */
  callback?(value: T): void;
}

/** What `define` accepts, whatever the type. */
export interface AnyDefinition extends OptionDescription<unknown> {
  readonly default?: unknown;
  readonly type?: OptionType;
  readonly multiple?: boolean;
}

/** Options of the parsing functions. */
export interface ParseOptions {
  /** Whether this is the last source, after which the parse callbacks run. Default: `true`. */
  readonly final?: boolean;
}

/** What `define` takes: Tornado's second argument, the default, is an option here. */
export const definitionRules = new OptionRules<AnyDefinition>("define an option", {
  default: anyValue,
  type: callable,
  multiple: trueOrFalse,
  help: text,
  metavar: text,
  group: text,
  env: text,
  callback: callable,
});

/** What the parsing functions take: Tornado's `final` stands second, too. */
export const parseRules = new OptionRules<ParseOptions>("parse options", { final: trueOrFalse });
