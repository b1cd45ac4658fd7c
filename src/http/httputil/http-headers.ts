import { shownValue } from "../../base/errors/internal.ts";
import { WireFields } from "./wire-fields.ts";

/** What {@link HTTPHeaders} can be made from: a record of values or lists, or pairs of name and value. */
export type HTTPHeadersInit =
  | Readonly<Record<string, string | readonly string[]>>
  | Iterable<readonly [string, string]>;

// RFC 9110 §5.6.2 token.
const fieldName = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// RFC 9110 §5.5: visible characters, SP, HTAB and obs-text; never CR, LF or NUL.
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Names that were found valid: programs use the same few again and again. Bounded, as names may come from outside. */
const knownNames = new Set<string>();
const mostKnownNames = 256;

let fromFieldLines: (lines: string, initials: number) => HTTPHeaders;
let append: (headers: HTTPHeaders, name: string, value: string) => void;
let wireFields: (headers: HTTPHeaders) => WireFields;

/**
 * Header fields: a multimap whose names ignore case, in the order in which they were added.
 *
 * Names go out as they were written. A request's fields are parsed when the first one is asked for.
 *
 * @example
 * ```ts
 * import { HTTPHeaders } from "typhoon/httputil";
 *
 * const headers = new HTTPHeaders({ "Content-Type": "text/html" });
 * headers.add("Set-Cookie", "a=1");
 * headers.add("Set-Cookie", "b=2");
 * headers.get("content-type");      // "text/html"
 * headers.getList("set-cookie");    // ["a=1", "b=2"]
 * ```
 * @see tornado.httputil.HTTPHeaders
 */
export class HTTPHeaders {
  /** `[name, value, name, value, ...]`: for the few fields of a message, a scan beats a map. */
  #fields: string[] = [];
  /** Validated field lines that nobody has asked for yet. */
  #unparsed: string | undefined;
  /** A bit for each letter with which one of their names may begin. */
  #initials = 0;
  /** Kept until a field changes: constant fields are written out once. */
  #wire: WireFields | undefined;
  /** The first fields as the original of this copy wrote them out; gone when one of them changes. */
  #prefix: WireFields | undefined;

  static {
    fromFieldLines = (lines, initials) => {
      const headers = new HTTPHeaders();
      headers.#unparsed = lines;
      headers.#initials = initials;
      return headers;
    };
    wireFields = (headers) => {
      headers.#wire ??= new WireFields(headers.#parsed(), headers.#prefix);
      return headers.#wire;
    };
    append = (headers, name, value) => {
      headers.#wire = undefined;
      headers.#parsed().push(name, value);
    };
  }

  /** @param init - the first fields; names and values are checked as `add` checks them */
  constructor(init?: HTTPHeadersInit) {
    if (init === undefined) return;
    if (!couldBeFields(init)) throw notFields(init);
    for (const [name, value] of isIterable(init) ? init : Object.entries(init)) {
      if (typeof value === "string") this.add(name, value);
      else if (Symbol.iterator in Object(value)) for (const one of value) this.add(name, one);
      else throw unsafeValue(name, value);
    }
  }

  /** How many fields there are, repeated names counted each time. */
  get size(): number {
    return this.#parsed().length / 2;
  }

  /**
   * The value of a field, several values joined with `,`.
   *
   * @param name - case does not matter
   * @returns `undefined` if there is no such field
   */
  get(name: string): string | undefined {
    if (this.#lacks(name)) return undefined;
    const fields = this.#parsed();
    let joined: string | undefined;
    for (let i = 0; i < fields.length; i += 2) {
      if (!isNamed(fields[i] as string, name)) continue;
      joined = joined === undefined ? (fields[i + 1] as string) : `${joined},${fields[i + 1]}`;
    }
    return joined;
  }

  /** All values of a field, one by one; an empty list if there are none. */
  getList(name: string): string[] {
    const fields = this.#parsed();
    const values: string[] = [];
    for (let i = 0; i < fields.length; i += 2) {
      if (isNamed(fields[i] as string, name)) values.push(fields[i + 1] as string);
    }
    return values;
  }

  /** Every field as a pair of name and value, in order. */
  *getAll(): IterableIterator<[name: string, value: string]> {
    const fields = this.#parsed();
    for (let i = 0; i < fields.length; i += 2) yield [fields[i] as string, fields[i + 1] as string];
  }

  /** The same as {@link getAll}. */
  [Symbol.iterator](): IterableIterator<[name: string, value: string]> {
    return this.getAll();
  }

  /** Whether there is such a field. */
  has(name: string): boolean {
    if (this.#lacks(name)) return false;
    return indexOf(this.#parsed(), name) !== -1;
  }

  /**
   * Sets a field to one value, at the place of its first occurrence.
   *
   * @throws {TypeError} if the name is not a token or the value holds a control character
   */
  set(name: string, value: string): void {
    checkField(name, value);
    const fields = this.#changing();
    const index = indexOf(fields, name);
    if (index === -1) {
      fields.push(name, value);
      return;
    }
    this.#prefix = undefined;
    fields[index] = name;
    fields[index + 1] = value;
    removeFrom(fields, name, index + 2);
  }

  /**
   * Adds a field beside those of the same name.
   *
   * @throws {TypeError} if the name is not a token or the value holds a control character
   */
  add(name: string, value: string): void {
    checkField(name, value);
    append(this, name, value);
  }

  /**
   * Removes every field of that name.
   *
   * @returns whether there was one
   */
  delete(name: string): boolean {
    const fields = this.#changing();
    const index = indexOf(fields, name);
    if (index === -1) return false;
    this.#prefix = undefined;
    removeFrom(fields, name, index);
    return true;
  }

  /** An independent copy. */
  copy(): HTTPHeaders {
    const copy = new HTTPHeaders();
    copy.#unparsed = this.#unparsed;
    copy.#initials = this.#initials;
    copy.#fields = this.#fields.slice();
    copy.#prefix = this.#wire ?? this.#prefix;
    return copy;
  }

  /** The fields as they go on the wire: `Name: value` lines, each ended by CRLF. */
  toString(): string {
    return wireFields(this).text;
  }

  /** The fields, to be changed. */
  #changing(): string[] {
    this.#wire = undefined;
    return this.#parsed();
  }

  /** Most fields that are asked for are not there, and then their lines need not be taken apart. */
  #lacks(name: string): boolean {
    return this.#unparsed !== undefined && (this.#initials & initialOf(name)) === 0;
  }

  #parsed(): string[] {
    if (this.#unparsed !== undefined) {
      this.#fields = parseFieldLines(this.#unparsed);
      this.#unparsed = undefined;
    }
    return this.#fields;
  }
}

/**
 * Friends only: fields from lines that the message reader has validated; they are not looked at until asked for.
 *
 * @param lines - each ended by CRLF
 * @param initials - for each line the bit `1 << (first character | 0x20)`; default: any letter may occur
 */
export function headersFromFieldLines(lines: string, initials = -1): HTTPHeaders {
  return fromFieldLines(lines, initials);
}

/** Friends only: adds a field whose name and value need no check, as they are made here. */
export function appendField(headers: HTTPHeaders, name: string, value: string): void {
  append(headers, name, value);
}

/** The shift takes its right side modulo 32; other characters share bits with letters, which costs a look at the lines. */
function initialOf(name: string): number {
  return 1 << (name.charCodeAt(0) | 0x20);
}

/** Friends only: the fields for whoever writes them on the wire. */
export function wireFieldsOf(headers: HTTPHeaders): WireFields {
  return wireFields(headers);
}

function parseFieldLines(lines: string): string[] {
  const fields: string[] = [];
  for (let start = 0; start < lines.length; ) {
    const end = lines.indexOf("\r\n", start);
    const colon = lines.indexOf(":", start);
    fields.push(lines.slice(start, colon), trimmedSlice(lines, colon + 1, end));
    start = end + 2;
  }
  return fields;
}

/** The slice without SP and HTAB around it; `trim()` would also take characters that are data here (U+00A0). */
export function trimmedSlice(text: string, start: number, end: number): string {
  let first = start;
  let last = end;
  while (first < last && isBlank(text.charCodeAt(first))) first++;
  while (last > first && isBlank(text.charCodeAt(last - 1))) last--;
  return text.slice(first, last);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** Nearly all names differ in length, or in their first letter: the case of all others is looked at last. */
function isNamed(field: string, name: string): boolean {
  if (field === name) return true;
  return (
    field.length === name.length &&
    initialOf(field) === initialOf(name) &&
    field.toLowerCase() === name.toLowerCase()
  );
}

function indexOf(fields: readonly string[], name: string): number {
  for (let i = 0; i < fields.length; i += 2) if (isNamed(fields[i] as string, name)) return i;
  return -1;
}

/** Removes all fields of that name from `start` on in one pass, so that many of them cost no more than one. */
function removeFrom(fields: string[], name: string, start: number): void {
  let kept = start;
  for (let i = start; i < fields.length; i += 2) {
    if (isNamed(fields[i] as string, name)) continue;
    fields[kept++] = fields[i] as string;
    fields[kept++] = fields[i + 1] as string;
  }
  fields.length = kept;
}

function checkField(name: string, value: string): void {
  if (!knownNames.has(name)) checkName(name);
  if (typeof value !== "string" || !fieldValue.test(value)) {
    throw unsafeValue(name, value);
  }
}

function couldBeFields(init: unknown): boolean {
  if (typeof init !== "object" || init === null) return false;
  return !Array.isArray(init) || init.every((field) => Array.isArray(field));
}

function notFields(init: unknown): TypeError {
  return new TypeError(
    `Cannot make headers of ${shownValue(init)} because fields have names and values: pass { "X-Name": "value" } or [["X-Name", "value"]]`,
  );
}

/** The value may be anything: only a string is shown. */
function unsafeValue(name: string, value: unknown): TypeError {
  const shown = typeof value === "string" ? JSON.stringify(value) : value === null ? "null" : typeof value;
  return new TypeError(`Unsafe header value ${shown} of ${name} (RFC 9110 §5.5)`);
}

function checkName(name: string): void {
  if (!fieldName.test(name)) {
    throw new TypeError(`Unsafe header name: ${JSON.stringify(name)} is not a token (RFC 9110 §5.1)`);
  }
  if (knownNames.size < mostKnownNames) knownNames.add(name);
}

function isIterable(init: HTTPHeadersInit): init is Iterable<readonly [string, string]> {
  return Symbol.iterator in init;
}
