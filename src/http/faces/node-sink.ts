import type { ServerResponse } from "node:http";
import type { HTTPHeaders, ResponseStartLine } from "../httputil/index.ts";
import type { ResponseSink } from "./message-exchange.ts";

/** Writes an answer with Node's own response. */
export class NodeSink implements ResponseSink {
  readonly #response: ServerResponse;
  #room: Promise<void> | undefined;

  constructor(response: ServerResponse) {
    this.#response = response;
    // A client that leaves is told of by the event `close`.
    response.on("error", () => {});
  }

  begin({ code, reason }: ResponseStartLine, headers: HTTPHeaders): void {
    // With pieces of one turn the head leaves in one packet. The socket is held, not the response: Node 24 sends the last
    // chunk of a response that ends while it is held before those that were held.
    const { socket } = this.#response;
    socket?.cork();
    process.nextTick(() => socket?.uncork());
    this.#response.writeHead(code, reason, [...headers].flat());
  }

  write(chunk: Uint8Array): Promise<void> | undefined {
    if (this.#response.write(chunk)) return undefined;
    this.#room ??= new Promise((resolve) => {
      const settle = () => {
        this.#room = undefined;
        this.#response.off("drain", settle).off("close", settle);
        resolve();
      };
      this.#response.on("drain", settle).on("close", settle);
    });
    return this.#room;
  }

  /** The others that Node has no method for are dropped; `100 (Continue)` is Node's own business. */
  inform({ code }: ResponseStartLine, headers: HTTPHeaders): void {
    if (code === 102) this.#response.writeProcessing();
    const link = headers.getList("Link");
    if (code === 103 && link.length > 0)
      this.#response.writeEarlyHints({ ...recordOf(headers), link: [...link] });
  }

  /** Node adds them only to a body in chunks. */
  end(trailers?: HTTPHeaders): void {
    if (trailers !== undefined) this.#response.addTrailers([...trailers]);
    this.#response.end();
  }

  /** The connection breaks: an answer that ended properly would look complete. */
  fail(): void {
    this.#response.destroy();
  }
}

function recordOf(headers: HTTPHeaders): Record<string, string | string[]> {
  const record: Record<string, string | string[]> = {};
  for (const [name] of headers) record[name.toLowerCase()] = [...headers.getList(name)];
  return record;
}
