import { isUtf8 } from "node:buffer";
import { percentDecode } from "../../base/escape/internal.ts";
import { type ArgumentType, readArgument } from "./argument-type.ts";
import { HTTPError, MissingArgumentError } from "./errors.ts";
import { synchronous } from "./synchronous.ts";

/** How an argument's text is treated. */
export interface ArgumentOptions {
  /** Take the white space around it off. Default: `true`. */
  readonly strip?: boolean;
}

/** How an argument's text is treated, and what it has to be. */
export interface TypedArgumentOptions<Type extends ArgumentType = ArgumentType> extends ArgumentOptions {
  /** What the text has to be: `Number`, `BigInt`, `Boolean`, `Date`, or a function of the text that throws. */
  readonly type: Type;
}

/** A default, of any type, and its options; or options alone, or nothing at all: then the argument is required. */
export type DefaultArgument = readonly [
  defaultValue?: unknown,
  options?: ArgumentOptions | TypedArgumentOptions,
];

/** The hook through which bytes of a request become text. */
export interface ArgumentDecoder {
  decodeArgument(value: Buffer, name?: string): string;
}

type Source = ReadonlyMap<string, readonly Buffer[]>;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
const controlCharacters = /[\x00-\x08\x0e-\x1f]/g;
/** What percent-decoding and UTF-8 leave as it is. */
const plainText = /^[\x21-\x24\x26-\x7e]*$/;

/**
 * The last value of an argument.
 *
 * @throws {MissingArgumentError} `ERR_MISSING_ARGUMENT` if there is none and no default either
 */
export function lastArgument(
  decoder: ArgumentDecoder,
  source: Source,
  name: string,
  fallback: DefaultArgument,
): unknown {
  const [first, second] = fallback;
  const isRequired = fallback.length === 0 || (fallback.length === 1 && areOptions(first));
  if (second !== undefined) checkOptions(name, second);
  const value = source.get(name)?.at(-1);
  if (value !== undefined)
    return argumentValue(decoder, value, name, isRequired && areOptions(first) ? first : second);
  if (isRequired) throw new MissingArgumentError(name);
  return first;
}

/** Options may stand in the place of a default; a default that looks like them does not occur. */
function areOptions(value: unknown): value is ArgumentOptions | TypedArgumentOptions {
  if (typeof value !== "object" || value === null) return false;
  if ("type" in value) return typeof value.type === "function";
  return "strip" in value && typeof value.strip === "boolean" && Object.keys(value).length === 1;
}

/** In Tornado `strip` is a position of its own. */
function checkOptions(name: string, options: unknown): void {
  if (typeof options === "object" && options !== null) return;
  throw new TypeError(
    `Cannot read the argument ${JSON.stringify(name)} because its options are an object: pass { strip: ${Boolean(options)} } instead of ${String(options)}`,
  );
}

/** All values of an argument, in order; an empty list if there are none. */
export function allArguments(
  decoder: ArgumentDecoder,
  source: Source,
  name: string,
  options?: ArgumentOptions | TypedArgumentOptions,
): unknown[] {
  if (options !== undefined) checkOptions(name, options);
  return (source.get(name) ?? []).map((value) => argumentValue(decoder, value, name, options));
}

/**
 * Bytes as UTF-8 text.
 *
 * @throws {HTTPError} 400 if they are not UTF-8
 */
export function decodeUtf8(value: Buffer, name = "url"): string {
  if (isUtf8(value)) return value.toString("utf8");
  const start = JSON.stringify(value.subarray(0, 40).toString("latin1"));
  throw new HTTPError(400, `Invalid unicode in ${name}: ${start}`);
}

/** What a group of a path's pattern caught, as text. */
export function pathArgument(
  decoder: ArgumentDecoder,
  isDefaultDecoder: boolean,
  text: string | undefined,
  name?: string,
): string | undefined {
  if (text === undefined || (isDefaultDecoder && plainText.test(text))) return text;
  return synchronous(decoder, "decodeArgument", decoder.decodeArgument(percentDecode(text), name));
}

function argumentValue(
  decoder: ArgumentDecoder,
  value: Buffer,
  name: string,
  options?: ArgumentOptions | TypedArgumentOptions,
): unknown {
  const text = textOf(decoder, value, name, options);
  return options !== undefined && "type" in options ? readArgument(text, options.type, name) : text;
}

function textOf(decoder: ArgumentDecoder, value: Buffer, name: string, options?: ArgumentOptions): string {
  const decoded = synchronous(decoder, "decodeArgument", decoder.decodeArgument(value, name));
  const text = decoded.replace(controlCharacters, " ");
  return options?.strip === false ? text : text.trim();
}
