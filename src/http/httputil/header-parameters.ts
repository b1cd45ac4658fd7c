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
const bareQuotedString = /^"([^"]*)"$/s;
// RFC 8187 §3.2: charset, language, percent-encoded bytes. Senders leave more characters as they are than it says.
const extendedValue = /^(?:([\w-]*)'[\w-]*')?((?:[^%]|%[0-9A-Fa-f]{2})*)$/s;
const mostSections = 100;

/**
 * Takes a field with parameters apart.
 *
 * In quotes `\"` and `\\` mean one character; before any other character a backslash is itself, because that is how
 * clients send the names of files. Browsers escape no backslash at all: a field that is malformed by the first rule, as
 * `filename="a\"` is, is read by theirs.
 *
 * @param name - the field's, for the error
 * @param field - its value; each character stands for a byte
 * @throws {HTTPInputError} if it is malformed, or has a parameter twice
 */
export function parseParameters(name: string, field: string): ParameterizedField {
  try {
    return takeApart(name, field, quotedString);
  } catch (error) {
    if (!field.includes("\\")) throw error;
    return takeApart(name, field, bareQuotedString);
  }
}

function takeApart(name: string, field: string, quoted: RegExp): ParameterizedField {
  const [value = "", ...pieces] = splitAtSemicolons(name, field, quoted === quotedString);
  const parameters = new Map<string, string>();
  for (const piece of pieces) if (piece !== "") addParameter(parameters, name, piece, quoted);
  return { value: value.toLowerCase(), parameters };
}

/**
 * A parameter as text: of `name*` (RFC 8187), of `name*0`, `name*1`, ... (RFC 2231 §3), or of `name`, the first that is
 * there.
 *
 * @returns `undefined` if there is none of them
 * @throws {HTTPInputError} if it is malformed, or in no known charset
 */
export function parameterText(
  what: string,
  parameters: ReadonlyMap<string, string>,
  name: string,
): string | undefined {
  const extended = parameters.get(`${name}*`);
  if (extended !== undefined) return extendedText(what, extended);
  const sections = joinedSections(parameters, name);
  if (sections !== undefined) return extendedText(what, sections);
  const plain = parameters.get(name);
  return plain === undefined ? undefined : utf8Text(what, Buffer.from(plain, "latin1"));
}

/** The sections of a long parameter, percent-encoded as a whole; a section whose name has no `*` at its end is plain. */
function joinedSections(parameters: ReadonlyMap<string, string>, name: string): string | undefined {
  let joined: string | undefined;
  for (let index = 0; index < mostSections; index++) {
    const encoded = parameters.get(`${name}*${index}*`);
    const plain = parameters.get(`${name}*${index}`);
    if (encoded === undefined && plain === undefined) break;
    if (joined === undefined && encoded === undefined) joined = "''";
    joined = (joined ?? "") + (encoded ?? plain?.replaceAll("%", "%25") ?? "");
  }
  return joined;
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

function extendedText(what: string, value: string): string {
  const [match, charset, encoded = ""] = extendedValue.exec(value) ?? [];
  const bytes = percentDecode(encoded);
  const label = (charset || "utf-8").toLowerCase();
  if (match !== undefined && label === "utf-8") return utf8Text(what, bytes);
  // The label means another set of characters to TextDecoder.
  if (match !== undefined && label === "iso-8859-1") return bytes.toString("latin1");
  const text = match === undefined ? undefined : decoded(bytes, label);
  if (text !== undefined) return text;
  throw new HTTPInputError(
    `The ${what} has to be percent-encoded in UTF-8 or in the charset it names: UTF-8''... (RFC 8187)`,
  );
}

function decoded(bytes: Buffer, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The pieces without the white space around them; a semicolon in quotes is no border. */
function splitAtSemicolons(name: string, field: string, hasEscapes: boolean): string[] {
  const pieces: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let i = 0; i < field.length; i++) {
    const character = field[i];
    if (isQuoted && hasEscapes && character === "\\") i++;
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

function addParameter(parameters: Map<string, string>, field: string, piece: string, quoted: RegExp): void {
  const [, name = "", rest = ""] = parameter.exec(piece) ?? [];
  if (name === "") throw malformed(field, piece);
  const key = name.toLowerCase();
  if (parameters.has(key)) throw new HTTPInputError(`The ${field} field has the parameter ${key} twice`);
  parameters.set(key, unquoted(field, trimmedSlice(rest, 0, rest.length), quoted));
}

function unquoted(field: string, text: string, quoted: RegExp): string {
  if (!text.includes('"')) return text;
  const [, content] = quoted.exec(text) ?? [];
  if (content === undefined) throw malformed(field, text);
  return quoted === quotedString ? content.replace(/\\(["\\])/g, "$1") : content;
}

function malformed(field: string, piece: string): HTTPInputError {
  return new HTTPInputError(
    `The ${field} field has a malformed parameter: ${JSON.stringify(piece.slice(0, 40))}`,
  );
}
