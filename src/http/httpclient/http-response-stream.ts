import type { HTTPHeaders } from "../httputil/index.ts";
import type { BodyStream } from "../httputil/internal.ts";
import type { AnswerHead } from "./answer.ts";
import type { HTTPRequest } from "./http-request.ts";

/**
 * What a server answers, while its body still comes: `for await` reads it, once.
 *
 * While nobody reads, nothing is taken from the server. Leaving the loop gives the rest up.
 */
export class HTTPResponseStream implements AsyncIterable<Buffer> {
  /** What was asked for, before any redirect. */
  readonly request: HTTPRequest;
  /** The status code. */
  readonly code: number;
  readonly reason: string;
  readonly headers: HTTPHeaders;
  /** The URL that answered, after redirects. */
  readonly effectiveUrl: string;
  readonly #body: BodyStream;
  readonly #giveUp: () => void;

  constructor(
    request: HTTPRequest,
    head: AnswerHead & { readonly effectiveUrl: string },
    body: BodyStream,
    giveUp: () => void,
  ) {
    this.request = request;
    this.code = head.code;
    this.reason = head.reason;
    this.headers = head.headers;
    this.effectiveUrl = head.effectiveUrl;
    this.#body = body;
    this.#giveUp = giveUp;
  }

  /** @throws what `fetch` would fail with, if the rest of the body does not come */
  async *[Symbol.asyncIterator](): AsyncIterator<Buffer> {
    try {
      yield* this.#body;
    } finally {
      this.close();
    }
  }

  /** Gives up what has not come yet. */
  close(): void {
    this.#giveUp();
    void this.#body.return();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
