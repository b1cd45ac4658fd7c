import { trimmedSlice } from "../httputil/internal.ts";
import { HTTPBadResponseError } from "./errors.ts";

// RFC 9112 §4; a reason that is missing together with its space is common.
const statusLine = /^HTTP\/1\.([0-9]) ([1-9][0-9]{2})(?: (.*))?$/s;
const fieldLine = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+)[\t ]*:(.*)$/s;
const digits = /^[0-9]+$/;

interface Field {
  readonly name: string;
  value: string;
}

/**
 * The status of a response; 1xx too.
 *
 * @param text - its head, or the first line of it
 * @throws {HTTPBadResponseError} if the first line is no status line
 */
export function statusOf(text: string): number {
  const line = text.slice(0, text.search(/\r?\n/));
  const code = statusLine.exec(line)?.[2];
  if (code !== undefined) return Number(code);
  throw new HTTPBadResponseError(`The status line is malformed: ${shown(line)} (RFC 9112 §4)`);
}

/**
 * Writes a head anew, in the form that every parser reads.
 *
 * @param text - the head, as latin-1, which ends with its empty line
 * @throws {HTTPBadResponseError} if it is malformed in a way that leaves its meaning open
 */
export function plainHead(text: string): string {
  const [first = "", ...lines] = text.split(/\r?\n/);
  const [, minor, code, reason = ""] = statusLine.exec(first) ?? [];
  const fields = withOneLength(withoutIdentity(fieldsOf(lines)));
  const head = fields.map(({ name, value }) => `${name}: ${value}\r\n`).join("");
  return `HTTP/1.${minor === "0" ? 0 : 1} ${code} ${reason}\r\n${head}\r\n`;
}

function fieldsOf(lines: readonly string[]): Field[] {
  const fields: Field[] = [];
  for (const line of lines) {
    if (line === "") continue;
    const last = fields.at(-1);
    if (!/^[\t ]/.test(line)) fields.push(fieldOf(line));
    // RFC 9112 §2.2: before the first field, such a line has no meaning that all would agree on.
    else if (last === undefined) throw malformed(line);
    // RFC 9112 §5.2: a fold is replaced with a space.
    else last.value = `${last.value} ${trimmed(line)}`.trimStart();
  }
  return fields;
}

function fieldOf(line: string): Field {
  const [, name, value = ""] = fieldLine.exec(line) ?? [];
  if (name === undefined) throw malformed(line);
  return { name, value: trimmed(value) };
}

/** RFC 2616 §3.6 had this name for no coding at all; the length counts then. */
function withoutIdentity(fields: readonly Field[]): readonly Field[] {
  const codings = fields.filter(({ name }) => name.toLowerCase() === "transfer-encoding");
  const isIdentity = codings.length === 1 && codings[0]?.value.toLowerCase() === "identity";
  return isIdentity ? fields.filter((field) => field !== codings[0]) : fields;
}

/** RFC 9112 §6.3: equal lengths are one; different ones leave open where the body ends. */
function withOneLength(fields: readonly Field[]): Field[] {
  const isLength = ({ name }: Field) => name.toLowerCase() === "content-length";
  const lengths = fields
    .filter(isLength)
    .flatMap(({ value }) => value.split(","))
    .map(trimmed);
  const [length] = lengths;
  if (length === undefined) return [...fields];
  if (!digits.test(length) || lengths.some((one) => one !== length))
    throw new HTTPBadResponseError(
      `Content-Length is not one decimal number: ${shown(lengths.join(", "))} (RFC 9112 §6.3)`,
    );
  return [...fields.filter((field) => !isLength(field)), { name: "Content-Length", value: length }];
}

function trimmed(text: string): string {
  return trimmedSlice(text, 0, text.length);
}

function malformed(line: string): HTTPBadResponseError {
  return new HTTPBadResponseError(`A header line is malformed: ${shown(line)} (RFC 9112 §5)`);
}

function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
