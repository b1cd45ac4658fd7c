const contentLengthLength = 14;
const connectionLength = 10;
const transferEncodingLength = 17;
const closeOption = /(?:^|[\t ,])close(?:$|[\t ,])/i;

/** Header fields as they go on the wire, with what the framing of an answer has to know of them. */
export class WireFields {
  /** `Name: value` lines, each ended by CRLF. */
  readonly text: string;
  /** The value of `Content-Length`; `undefined` if there is none, joined with `,` if there are several. */
  readonly contentLength: string | undefined;
  /** Whether `Connection` names `close`. */
  readonly hasClose: boolean;
  /** Whether there is a `Transfer-Encoding`. */
  readonly hasTransferEncoding: boolean;

  /** How many names and values there were. */
  readonly count: number;

  /**
   * @param fields - `[name, value, ...]`
   * @param prefix - the first of them, written out before
   */
  constructor(fields: readonly string[], prefix?: WireFields) {
    let text = prefix === undefined ? "" : prefix.text;
    let contentLength = prefix?.contentLength;
    let hasClose = prefix?.hasClose ?? false;
    let hasTransferEncoding = prefix?.hasTransferEncoding ?? false;
    for (let i = prefix?.count ?? 0; i < fields.length; i += 2) {
      const name = fields[i] as string;
      const value = fields[i + 1] as string;
      text += `${name}: ${value}\r\n`;
      // Few names have these lengths: the others cost one comparison.
      switch (name.length) {
        case contentLengthLength:
          if (!isNamed(name, "Content-Length")) break;
          contentLength = contentLength === undefined ? value : `${contentLength},${value}`;
          break;
        case connectionLength:
          if (isNamed(name, "Connection") && closeOption.test(value)) hasClose = true;
          break;
        case transferEncodingLength:
          if (isNamed(name, "Transfer-Encoding")) hasTransferEncoding = true;
          break;
      }
    }
    this.text = text;
    this.count = fields.length;
    this.contentLength = contentLength;
    this.hasClose = hasClose;
    this.hasTransferEncoding = hasTransferEncoding;
  }
}

function isNamed(name: string, expected: string): boolean {
  return name === expected || name.toLowerCase() === expected.toLowerCase();
}
