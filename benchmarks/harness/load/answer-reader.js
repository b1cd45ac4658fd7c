const headEnd = "\r\n\r\n";

/** Reads answers of any status off a connection; each must say its `Content-Length`. */
export class AnswerReader {
  #onAnswer;
  #rest = Buffer.alloc(0);

  /** `onAnswer` gets the status when an answer is complete. */
  constructor(onAnswer) {
    this.#onAnswer = onAnswer;
  }

  read(chunk) {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (let length = this.#take(); length !== undefined; length = this.#take()) {
      this.#rest = this.#rest.subarray(length);
    }
  }

  /** The length of the answer at the beginning, if it is complete. */
  #take() {
    const end = this.#rest.indexOf(headEnd);
    if (end === -1) return undefined;
    const head = this.#rest.toString("latin1", 0, end);
    const content = /^content-length: *(\d+)/im.exec(head)?.[1];
    if (content === undefined) throw new Error(`an answer has no Content-Length: ${head.split("\r\n", 1)}`);
    const length = end + headEnd.length + Number(content);
    if (this.#rest.length < length) return undefined;
    this.#onAnswer(Number(head.slice(9, 12)));
    return length;
  }
}
