import {
  type HTTPHeaders,
  HTTPInputError,
  type HTTPMessageDelegate,
  type RequestStartLine,
  type ResponseStartLine,
} from "../httputil/index.ts";
import {
  type BodySink,
  type CompressedMessage,
  canDecompress,
  Decompression,
  type DecompressionLimits,
} from "./decompression.ts";

/** More than these, one over the other, serve no purpose but to cost time. */
const mostCodings = 5;

/** What holds for all messages of a connection. */
export interface DecompressionParameters extends DecompressionLimits {
  readonly refuseUnknownEncodings: boolean;
}

/** Undoes the `Content-Encoding` of a message's body on its way to the application: all of its codings, or none. */
export class DecompressingDelegate implements HTTPMessageDelegate {
  readonly #application: HTTPMessageDelegate;
  readonly #exchange: CompressedMessage;
  readonly #parameters: DecompressionParameters;
  #body: BodySink;

  /**
   * @param application - who receives the message
   * @param exchange - whose `maxBodySize` counts
   * @param parameters - of the connection
   */
  constructor(
    application: HTTPMessageDelegate,
    exchange: CompressedMessage,
    parameters: DecompressionParameters,
  ) {
    this.#application = application;
    this.#exchange = exchange;
    this.#parameters = parameters;
    this.#body = application;
  }

  headersReceived(
    startLine: RequestStartLine | ResponseStartLine,
    headers: HTTPHeaders,
  ): void | Promise<void> {
    const encoding = headers.get("Content-Encoding");
    if (encoding !== undefined) this.#choose(encoding, headers);
    return this.#application.headersReceived(startLine, headers);
  }

  gathersBody(): boolean {
    return this.#application.gathersBody?.() === true;
  }

  dataReceived(chunk: Buffer): void | Promise<void> {
    return this.#body.dataReceived(chunk);
  }

  finish(): void | Promise<void> {
    return this.#body.finish();
  }

  onConnectionClose(reason?: Error): void {
    this.#body.onConnectionClose(reason);
  }

  #choose(encoding: string, headers: HTTPHeaders): void {
    const codings = codingsOf(encoding);
    if (codings.length === 0) return;
    if (codings.length <= mostCodings && codings.every(canDecompress)) {
      headers.delete("Content-Encoding");
      headers.set("X-Consumed-Content-Encoding", encoding);
      // RFC 9110 §8.4: listed in the order in which they were applied, so the last one is undone first.
      for (const coding of codings)
        this.#body = new Decompression(this.#body, coding, this.#exchange, this.#parameters);
    } else if (this.#parameters.refuseUnknownEncodings) {
      throw new HTTPInputError(`The Content-Encoding ${encoding} is not understood here`, 415);
    }
  }
}

function codingsOf(encoding: string): string[] {
  return encoding
    .toLowerCase()
    .split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "" && coding !== "identity");
}
