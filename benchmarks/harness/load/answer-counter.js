// Counts complete answers on one connection. The first answer is parsed: where its head ends and what Content-Length
// says. Every later one is expected to have the same shape, which three status digits and the four bytes of the
// head's end confirm, so that counting costs the same for a short answer and a long one. One that is shaped
// differently is parsed again.
const headEnd = Buffer.from("\r\n\r\n");
const statusAt = "HTTP/1.1 ".length;
const carriageReturn = 13;
const lineFeed = 10;

export class AnswerCounter {
  badStatus = 0;
  #wantedDigits;
  #headLength = 0; // Of the answer parsed last; 0: none yet.
  #length = 0;
  #rest; // The beginning of an answer whose head is not complete.
  #missing = 0; // How many bytes of a body are still to come.

  constructor(wantedStatus) {
    this.#wantedDigits = Buffer.from(String(wantedStatus), "latin1");
  }

  /** How many answers are complete with the first `length` bytes of `buffer`, which may be reused afterwards. */
  read(buffer, length) {
    if (this.#missing > 0) return this.#readRestOfBody(buffer, length);
    if (this.#rest === undefined && length === this.#length && this.#hasKnownShape(buffer, 0)) return 1;
    let bytes = buffer.subarray(0, length);
    if (this.#rest !== undefined) bytes = Buffer.concat([this.#rest, bytes]);
    this.#rest = undefined;
    return this.#readAll(bytes);
  }

  /** Of a long body nothing is kept: its bytes are only counted. */
  #readRestOfBody(buffer, length) {
    const taken = Math.min(this.#missing, length);
    this.#missing -= taken;
    if (this.#missing > 0) return 0;
    return 1 + this.#readAll(buffer.subarray(taken, length));
  }

  #readAll(bytes) {
    let answers = 0;
    let start = 0;
    while (start < bytes.length) {
      const length = this.#lengthOfAnswer(bytes, start);
      if (length === undefined) {
        this.#rest = Buffer.from(bytes.subarray(start));
        break;
      }
      if (!this.#hasWantedStatus(bytes, start)) this.badStatus += 1;
      start += length;
      if (start > bytes.length) this.#missing = start - bytes.length;
      else answers += 1;
    }
    return answers;
  }

  #lengthOfAnswer(bytes, start) {
    if (this.#hasKnownShape(bytes, start)) return this.#length;
    const end = bytes.indexOf(headEnd, start);
    if (end === -1) return undefined;
    const head = bytes.latin1Slice(start, end);
    const contentLength = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (!head.startsWith("HTTP/1.1 "))
      throw new Error(`an answer begins with ${JSON.stringify(head.slice(0, 20))}`);
    if (contentLength === undefined)
      throw new Error("an answer has no Content-Length: this generator needs one");
    this.#headLength = end + headEnd.length - start;
    this.#length = this.#headLength + Number(contentLength);
    return this.#length;
  }

  #hasKnownShape(bytes, start) {
    const end = start + this.#headLength;
    return (
      this.#headLength > 0 &&
      end <= bytes.length &&
      bytes[end - 1] === lineFeed &&
      bytes[end - 2] === carriageReturn &&
      bytes[end - 3] === lineFeed &&
      bytes[end - 4] === carriageReturn &&
      this.#hasWantedStatus(bytes, start)
    );
  }

  #hasWantedStatus(bytes, start) {
    const digits = this.#wantedDigits;
    const at = start + statusAt;
    return bytes[at] === digits[0] && bytes[at + 1] === digits[1] && bytes[at + 2] === digits[2];
  }
}
