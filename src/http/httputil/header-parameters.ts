import { isUtf8 } from "node:buffer";
import { percentDecode } from "../../base/escape/internal.ts";
import { HTTPInputError } from "./errors.ts";
import { trimmedSlice } from "./http-headers.ts";

/** A header field of the form `value; name=value; ...`, taken apart. */
export interface ParameterizedField {
  /** What stands before the first `;`, in lower case. */
  readonly value: string;
  /** The parameters by their names in lower case, quotes undone; each character stands for a byte. */
  readonly parameters: ReadonlyMap<string, string>;
}

// None of these can match one text in two ways, so they are linear however long the field is.
const parameter = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+)[ \t]*=(.*)$/s;
const quotedString = /^"((?:[^"\\]|\\.)*)"$/s;
// RFC 8187 §3.2: charset, language, percent-encoded bytes.
const extendedValue = /^([\w-]+)'[\w-]*'((?:[!#$&+\-.^_`|~0-9A-Za-z]|%[0-9A-Fa-f]{2})*)$/;

/**
 * Takes a field with parameters apart.
 *
 * In quotes `\"` and `\\` mean one character; before any other character a backslash is itself, because that is how
 * clients send the names of files.
 *
 * @param name - the field's, for the error
 * @param field - its value; each character stands for a byte
 * @throws {HTTPInputError} if it is malformed, or has a parameter twice
 */
export function parseParameters(name: string, field: string): ParameterizedField {
  const [value = "", ...pieces] = splitAtSemicolons(name, field);
  const parameters = new Map<string, string>();
  for (const piece of pieces) if (piece !== "") addParameter(parameters, name, piece);
  return { value: value.toLowerCase(), parameters };
}

/**
 * The bytes as UTF-8 text.
 *
 * @throws {HTTPInputError} if they are not UTF-8
 */
export function utf8Text(what: string, bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new HTTPInputError(`The ${what} is not UTF-8`);
  return bytes.toString("utf8");
}

/**
 * What an extended parameter such as `filename*` says (RFC 8187).
 *
 * @throws {HTTPInputError} if it is malformed, or in another charset than UTF-8 or ISO-8859-1
 */
export function extendedText(what: string, value: string): string {
  const [, charset = "", encoded = ""] = extendedValue.exec(value) ?? [];
  const bytes = percentDecode(encoded);
  if (charset.toLowerCase() === "utf-8") return utf8Text(what, bytes);
  if (charset.toLowerCase() === "iso-8859-1") return bytes.toString("latin1");
  throw new HTTPInputError(`The ${what} has to be UTF-8''..., percent-encoded (RFC 8187)`);
}

/** The pieces without the white space around them; a semicolon in quotes is no border. */
function splitAtSemicolons(name: string, field: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let i = 0; i < field.length; i++) {
    const character = field[i];
    if (isQuoted && character === "\\") i++;
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === ";" && !isQuoted) {
      pieces.push(trimmedSlice(field, start, i));
      start = i + 1;
    }
  }
  if (isQuoted) throw new HTTPInputError(`The ${name} field has a quote that does not end`);
  pieces.push(trimmedSlice(field, start, field.length));
  return pieces;
}

function addParameter(parameters: Map<string, string>, field: string, piece: string): void {
  const [, name = "", rest = ""] = parameter.exec(piece) ?? [];
  if (name === "") throw malformed(field, piece);
  const key = name.toLowerCase();
  if (parameters.has(key)) throw new HTTPInputError(`The ${field} field has the parameter ${key} twice`);
  parameters.set(key, parameterText(field, trimmedSlice(rest, 0, rest.length)));
}

function parameterText(field: string, text: string): string {
  if (!text.includes('"')) return text;
  const [, quoted] = quotedString.exec(text) ?? [];
  if (quoted === undefined) throw malformed(field, text);
  return quoted.replace(/\\(["\\])/g, "$1");
}

function malformed(field: string, piece: string): HTTPInputError {
  return new HTTPInputError(
    `The ${field} field has a malformed parameter: ${JSON.stringify(piece.slice(0, 40))}`,
  );
}
