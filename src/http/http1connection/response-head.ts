import { type HTTPHeaders, HTTPOutputError, type ResponseStartLine, responses } from "../httputil/index.ts";
import { wireFieldsOf } from "../httputil/internal.ts";

const reasonText = /^[\t\x20-\x7e\x80-\xff]*$/;
const digits = /^[0-9]{1,15}$/;

const statusLines: (string | undefined)[] = [];
for (const [code, reason] of Object.entries(responses))
  statusLines[Number(code)] = `HTTP/1.1 ${code} ${reason}\r\n`;

/** The head of a response as the application wants it, still open at its end for what the connection adds. */
export class ResponseHead {
  /** Status line and field lines; the empty line is missing. */
  readonly text: string;
  /** What `Content-Length` says; -1 if there is none. */
  readonly contentLength: number;
  /** Whether the application wrote `Connection: close`. */
  readonly hasClose: boolean;

  /**
   * @throws {HTTPOutputError} if a field interferes with the framing, which belongs to the connection
   * @throws {RangeError} if the status code or the reason cannot be written
   */
  constructor(startLine: ResponseStartLine, headers: HTTPHeaders) {
    const fields = wireFieldsOf(headers);
    if (fields.hasTransferEncoding) {
      throw new HTTPOutputError(
        "Cannot write a Transfer-Encoding field as the connection chooses the framing: remove it",
      );
    }
    this.text = statusLine(startLine.code, startLine.reason) + fields.text;
    this.contentLength = fields.contentLength === undefined ? -1 : parseLength(fields.contentLength);
    this.hasClose = fields.hasClose;
  }

  /** RFC 9110 §8.6: an answer that cannot have a body must not tell its length. */
  withoutContentLength(): string {
    return this.contentLength === -1
      ? this.text
      : this.text.replace(/(?<=\n)content-length:[^\r]*\r\n/gi, "");
  }
}

function parseLength(value: string): number {
  if (digits.test(value)) return Number(value);
  throw new HTTPOutputError(`Content-Length has to be one decimal number: current value is ${value}`);
}

function statusLine(code: number, reason: string): string {
  if (responses[code] === reason) return statusLines[code] as string;
  if (!Number.isInteger(code) || code < 100 || code > 999) {
    throw new RangeError(`Cannot write a status code outside 100 to 999: current value is ${code}`);
  }
  if (!reasonText.test(reason)) throw new RangeError(`Unsafe reason phrase ${JSON.stringify(reason)}`);
  return `HTTP/1.1 ${code} ${reason}\r\n`;
}
