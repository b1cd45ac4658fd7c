import { HTTPInputError } from "./errors.ts";
import type { FormLimits } from "./form-limits.ts";
import { parseParameters } from "./header-parameters.ts";
import { InputBuffer } from "./input-buffer.ts";
import { type PartHead, readPartHead } from "./part-head.ts";

/** What comes next in a multipart form: the head of a part, a piece of its content, the end of its content. */
export type MultipartEvent =
  | { readonly type: "part"; readonly head: PartHead }
  | { readonly type: "data"; readonly data: Buffer }
  | { readonly type: "end" };

type State = "preamble" | "delimiter" | "head" | "content" | "epilogue";

// RFC 2046 §5.1.1: at most 70 characters, the last no space. Which ones clients use is not looked at more closely.
const validBoundary = /^[\x20-\x7e]{0,69}[\x21-\x7e]$/;
const endOfHead = Buffer.from("\r\n\r\n");
const carriageReturn = 0x0d;
const lineFeed = 0x0a;
const dash = 0x2d;
/** White space after a delimiter may be there (RFC 2046 §5.1.1), but nobody needs more of it. */
const mostPadding = 70;
const endOfPart = { type: "end" } as const;

/**
 * The boundary that a `Content-Type` field names.
 *
 * @returns `undefined` if it is of another type than `multipart/form-data`
 * @throws {HTTPInputError} if the boundary is missing, or is none
 */
export function multipartBoundary(contentType: string): string | undefined {
  if (!/^multipart\/form-data[ \t]*(?:;|$)/i.test(contentType)) return undefined;
  const boundary = parseParameters("Content-Type", contentType).parameters.get("boundary");
  if (boundary === undefined)
    throw new HTTPInputError("The Content-Type of the form has no boundary (RFC 7578 §4.1)");
  if (validBoundary.test(boundary)) return boundary;
  throw new HTTPInputError("The boundary of the form is not 1 to 70 characters of ASCII (RFC 2046 §5.1.1)");
}

/**
 * Takes a multipart form apart, however it is cut into pieces: `push` a piece, then call `next` until it has no more.
 *
 * It holds no content back but what could be the beginning of a delimiter. What is malformed is an error at the place
 * where that can first be seen; nothing is skipped silently but preamble and epilogue, which mean nothing.
 */
export class MultipartParser {
  readonly #limits: FormLimits;
  /** CRLF, two dashes and the boundary; before the first part CRLF may be missing. */
  readonly #delimiter: Buffer;
  readonly #input = new InputBuffer();
  #state: State = "preamble";
  /** How many bytes of the unread head were searched before, so that each is searched once. */
  #searched = 0;
  #parts = 0;
  #fields = 0;
  #size = 0;
  #part: PartHead | undefined;

  constructor(boundary: string, limits: FormLimits) {
    this.#limits = limits;
    this.#delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
    // As if a line had ended before: so the first delimiter is found as all others are.
    this.#input.append(Buffer.from("\r\n"));
  }

  /** More bytes have arrived; not to be changed afterwards. */
  push(chunk: Buffer): void {
    if (this.#state !== "epilogue") this.#input.append(chunk);
  }

  /**
   * What comes next; `undefined` if more bytes have to arrive first, or nothing will come any more.
   *
   * @throws {HTTPInputError} 400 if the form is malformed, 413 if it is beyond a limit
   */
  next(): MultipartEvent | undefined {
    for (;;) {
      switch (this.#state) {
        case "preamble":
          if (!this.#skipPreamble()) return undefined;
          break;
        case "delimiter":
          if (!this.#readDelimiter()) return undefined;
          break;
        case "head":
          return this.#readHead();
        case "content":
          return this.#readContent();
        default:
          this.#input.clear();
          return undefined;
      }
    }
  }

  /**
   * No more bytes will arrive.
   *
   * @throws {HTTPInputError} if the form ends before its final boundary
   */
  end(): void {
    if (this.#state === "epilogue") return;
    const where =
      this.#part === undefined ? "" : `, in the part ${JSON.stringify(this.#part.name.slice(0, 40))}`;
    throw new HTTPInputError(`The form ends before its final boundary${where} (RFC 2046 §5.1.1)`);
  }

  #skipPreamble(): boolean {
    const found = this.#input.indexOf(this.#delimiter, this.#input.start);
    this.#input.skip((found === -1 ? this.#beginOfDelimiter() : found) - this.#input.start);
    if (found !== -1) this.#passDelimiter();
    return found !== -1;
  }

  #passDelimiter(): void {
    this.#input.skip(this.#delimiter.length);
    this.#state = "delimiter";
  }

  /** @returns whether the line that the delimiter begins has arrived far enough */
  #readDelimiter(): boolean {
    const { bytes, start, end } = this.#input;
    if (end - start < 2) return false;
    if (bytes[start] === dash && bytes[start + 1] === dash) {
      this.#state = "epilogue";
      return true;
    }
    let at = start;
    while (at < end && (bytes[at] === 0x20 || bytes[at] === 0x09)) at++;
    if (at - start > mostPadding) throw badDelimiter();
    if (at < end && bytes[at] !== carriageReturn) throw badDelimiter();
    if (end - at < 2) return false;
    if (bytes[at + 1] !== lineFeed) throw badDelimiter();
    // The line's end stays: an empty head begins with it.
    this.#input.skip(at - start);
    this.#state = "head";
    return true;
  }

  #readHead(): MultipartEvent | undefined {
    const { start, end } = this.#input;
    const most = this.#limits.maxPartHeaderSize;
    const found = this.#input.indexOf(endOfHead, start + Math.max(0, this.#searched - 3));
    // Without its end, up to three bytes of that may be there already.
    const size = (found === -1 ? end - 3 : found) - start - 2;
    if (size > most)
      throw new HTTPInputError(`The header of a part of the form is larger than ${most} bytes`, 413);
    if (found === -1) {
      this.#searched = end - start;
      return undefined;
    }
    this.#searched = 0;
    this.#countPart();
    const text = this.#input.take(found - start).toString("latin1", 2);
    this.#input.skip(endOfHead.length);
    const head = readPartHead(text, this.#limits);
    this.#begin(head);
    return { type: "part", head };
  }

  #begin(head: PartHead): void {
    if (head.filename === undefined && ++this.#fields > this.#limits.maxFields) {
      throw new HTTPInputError(`The form has more than ${this.#limits.maxFields} fields`, 413);
    }
    this.#part = head;
    this.#size = 0;
    this.#state = "content";
  }

  #countPart(): void {
    const { maxParts } = this.#limits;
    if (++this.#parts > maxParts) throw new HTTPInputError(`The form has more than ${maxParts} parts`, 413);
  }

  #readContent(): MultipartEvent | undefined {
    const found = this.#input.indexOf(this.#delimiter, this.#input.start);
    const end = found === -1 ? this.#beginOfDelimiter() : found;
    if (end > this.#input.start) return { type: "data", data: this.#takeContent(end - this.#input.start) };
    if (found === -1) return undefined;
    this.#part = undefined;
    this.#passDelimiter();
    return endOfPart;
  }

  #takeContent(length: number): Buffer {
    this.#size += length;
    const isFile = this.#part?.filename !== undefined;
    const most = isFile ? this.#limits.maxFileSize : this.#limits.maxFieldSize;
    if (this.#size <= most) return this.#input.take(length);
    const what = `The ${isFile ? "file" : "field"} ${JSON.stringify(this.#part?.name.slice(0, 40))}`;
    throw new HTTPInputError(`${what} of the form is larger than ${most} bytes`, 413);
  }

  /** Where at the end of the input a delimiter may have begun; the end if none has. */
  #beginOfDelimiter(): number {
    const { bytes, start, end } = this.#input;
    const delimiter = this.#delimiter;
    let at = Math.max(start, end - delimiter.length + 1);
    for (; at < end; at++) {
      at = bytes.indexOf(carriageReturn, at);
      if (at === -1 || at >= end) return end;
      if (bytes.compare(delimiter, 0, end - at, at, end) === 0) return at;
    }
    return end;
  }
}

function badDelimiter(): HTTPInputError {
  return new HTTPInputError(
    "A boundary of the form is followed by something else on its line (RFC 2046 §5.1.1)",
  );
}
