import { BodyPieces } from "./body-pieces.ts";
import { HTTPInputError } from "./errors.ts";
import { FormLimits, type FormOptions } from "./form-limits.ts";
import { utf8Text } from "./header-parameters.ts";
import type { HTTPHeaders } from "./http-headers.ts";
import { type MultipartEvent, MultipartParser, multipartBoundary } from "./multipart-parser.ts";
import type { PartHead } from "./part-head.ts";

/**
 * One part of a multipart form that is read while it arrives: iterate over it for its content.
 *
 * It can be read until the next part is asked for; what was not read by then is skipped.
 */
export class MultipartPart implements AsyncIterable<Buffer> {
  /** The name of the form's field. */
  readonly name: string;
  /** The file's name as the client gives it, never to be used as a path; `undefined` if the part is no file. */
  readonly filename: string | undefined;
  /** The type that the client gives it, unchecked; `undefined` if it gives none. */
  readonly contentType: string | undefined;
  /** All header fields of the part; each character stands for a byte. */
  readonly headers: HTTPHeaders;
  readonly #content: AsyncIterable<Buffer>;

  /** Friends only: {@link multipartParts} makes them. */
  constructor(head: PartHead, content: AsyncIterable<Buffer>) {
    this.name = head.name;
    this.filename = head.filename;
    this.contentType = head.contentType;
    this.headers = head.headers;
    this.#content = content;
  }

  /** The content, piece by piece; once. */
  [Symbol.asyncIterator](): AsyncIterator<Buffer> {
    return this.#content[Symbol.asyncIterator]();
  }

  /**
   * The content as a whole.
   *
   * @param maxSize - the most bytes that it may have. Default: 1,048,576
   * @throws {HTTPInputError} `ERR_HTTP_INPUT` 413 if it has more
   */
  async bytes(maxSize = 1_048_576): Promise<Buffer> {
    const pieces = new BodyPieces();
    let size = 0;
    for await (const piece of this.#content) {
      size += piece.length;
      if (size > maxSize) {
        const what = `The part ${JSON.stringify(this.name.slice(0, 40))} of the form`;
        throw new HTTPInputError(`${what} is larger than ${maxSize} bytes`, 413);
      }
      pieces.add(piece);
    }
    return pieces.join();
  }

  /**
   * The content as text.
   *
   * @param maxSize - as for {@link bytes}
   * @throws {HTTPInputError} `ERR_HTTP_INPUT` 400 if it is not UTF-8, 413 if it is too large
   */
  async text(maxSize?: number): Promise<string> {
    const what = `content of the part ${JSON.stringify(this.name.slice(0, 40))} of the form`;
    return utf8Text(what, await this.bytes(maxSize));
  }
}

/**
 * The parts of a multipart form, one after the other, while it arrives: no more than a piece of it is in memory.
 *
 * @param contentType - the `Content-Type` field
 * @param body - the form; read to its end, or until the caller leaves the loop
 * @param options - limits, as for forms that are gathered; nothing goes to disk here
 * @throws {HTTPInputError} `ERR_HTTP_INPUT` 415 if it is no multipart form, 400 if it is malformed, 413 if it is beyond a
 *   limit
 * @example
 * ```ts
 * import { multipartParts } from "typhoon/httputil";
 *
 * async function* body() {
 *   yield Buffer.from('--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n');
 *   yield Buffer.from("1\r\n--b--\r\n");
 * }
 * for await (const part of multipartParts("multipart/form-data; boundary=b", body())) {
 *   console.log(part.name, await part.text());   // a 1
 * }
 * ```
 */
export async function* multipartParts(
  contentType: string,
  body: AsyncIterable<Buffer>,
  options: FormOptions = {},
): AsyncGenerator<MultipartPart, void, undefined> {
  const boundary = multipartBoundary(contentType);
  if (boundary === undefined) throw new HTTPInputError("The body is no multipart/form-data", 415);
  const pieces = body[Symbol.asyncIterator]();
  const source = new PartSource(new MultipartParser(boundary, new FormLimits(options)), pieces);
  try {
    for (let part = await source.next(); part !== undefined; part = await source.next()) yield part;
  } finally {
    await pieces.return?.();
  }
}

/** What the parts of one form share: whoever reads one moves the parser on. */
class PartSource {
  readonly #parser: MultipartParser;
  readonly #body: AsyncIterator<Buffer>;
  /** The part whose content comes next. */
  #open: object | undefined;

  constructor(parser: MultipartParser, body: AsyncIterator<Buffer>) {
    this.#parser = parser;
    this.#body = body;
  }

  /** The next part; what is left of the one before is skipped. */
  async next(): Promise<MultipartPart | undefined> {
    for (let event = await this.#event(); event !== undefined; event = await this.#event()) {
      if (event.type !== "part") continue;
      const token = {};
      this.#open = token;
      return new MultipartPart(event.head, this.#content(token));
    }
    return undefined;
  }

  async *#content(token: object): AsyncGenerator<Buffer, void, undefined> {
    while (this.#open === token) {
      const event = await this.#event();
      if (event?.type === "data") yield event.data;
      else this.#open = undefined;
    }
  }

  async #event(): Promise<MultipartEvent | undefined> {
    for (;;) {
      const event = this.#parser.next();
      if (event !== undefined) return event;
      const piece = await this.#body.next();
      if (piece.done) {
        this.#parser.end();
        return undefined;
      }
      this.#parser.push(piece.value);
    }
  }
}
