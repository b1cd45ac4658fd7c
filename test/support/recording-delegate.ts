import {
  type HTTPConnection,
  HTTPHeaders,
  type HTTPMessageDelegate,
  type HTTPServerConnectionDelegate,
} from "typhoon/httputil";

/** What a {@link RecordingDelegate} does beyond recording; each may return a promise where the interface allows it. */
export interface Reactions {
  readonly headersReceived?: (connection: HTTPConnection) => void | Promise<void>;
  readonly dataReceived?: (chunk: Buffer) => void | Promise<void>;
  readonly finish?: (connection: HTTPConnection) => void;
}

/** Writes down every call that it gets, in order, so that a test can compare the whole list. */
export class RecordingDelegate implements HTTPServerConnectionDelegate {
  readonly calls: string[] = [];
  readonly #reactions: Reactions;
  #waiting: { readonly call: string; readonly resolve: () => void }[] = [];

  constructor(reactions: Reactions = {}) {
    this.#reactions = reactions;
  }

  startRequest(_serverConnection: object, connection: HTTPConnection): HTTPMessageDelegate {
    return {
      headersReceived: () => {
        this.#record("headers");
        return this.#reactions.headersReceived?.(connection);
      },
      dataReceived: (chunk) => {
        this.#record(chunk.toString("latin1"));
        return this.#reactions.dataReceived?.(chunk);
      },
      finish: () => {
        this.#record("finish");
        if (this.#reactions.finish === undefined) answerEmpty(connection);
        else this.#reactions.finish(connection);
      },
      onConnectionClose: () => this.#record("close"),
    };
  }

  onClose(): void {
    this.#record("connection closed");
  }

  /** Resolves when that call has been made. */
  until(call: string): Promise<void> {
    if (this.calls.includes(call)) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ call, resolve }));
  }

  #record(call: string): void {
    this.calls.push(call);
    for (const waiting of this.#waiting) if (waiting.call === call) waiting.resolve();
  }
}

/** Answers 200 without a body. */
export function answerEmpty(connection: HTTPConnection): void {
  const headers = new HTTPHeaders({ "Content-Length": "0" });
  connection.writeHeaders({ version: "HTTP/1.1", code: 200, reason: "OK" }, headers);
  connection.finish();
}
