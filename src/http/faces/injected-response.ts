import type { Duplex } from "node:stream";
import type { HTTPHeaders } from "../httputil/index.ts";
import type { Answer } from "./answer-sink.ts";

/** The answer to a request that `inject` sent. */
export class InjectedResponse {
  /** The status code. */
  readonly status: number;
  /** The reason phrase. */
  readonly reason: string;
  /** The header fields, as the application set them. */
  readonly headers: HTTPHeaders;
  /** After `detach()`: the client's end of the connection. What the application writes on its end is read here. */
  readonly stream: Duplex | undefined;
  readonly #content: Response;

  /** @param answer - what the application gave */
  constructor({ startLine, headers, body, stream }: Answer) {
    this.status = startLine.code;
    this.reason = startLine.reason;
    this.headers = headers;
    this.stream = stream;
    this.#content = new Response(body);
  }

  /** The body as it comes; to cancel it is to leave as a client. `null` if the answer cannot have one. */
  get body(): ReadableStream<Uint8Array> | null {
    return this.#content.body;
  }

  /** The whole body, as text. */
  text(): Promise<string> {
    return this.#content.text();
  }

  /** The whole body, read as JSON. */
  json(): Promise<unknown> {
    return this.#content.json();
  }

  /** The whole body. */
  async bytes(): Promise<Buffer> {
    return Buffer.from(await this.#content.arrayBuffer());
  }
}
