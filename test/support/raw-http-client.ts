import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** One answer, taken apart by means of its own: never by the parser that is under test. */
export interface RawResponse {
  readonly statusLine: string;
  readonly code: number;
  /** Names in lower case; repeated fields joined with `, `. */
  readonly headers: ReadonlyMap<string, string>;
  /** One character a byte, freed of its chunks. */
  readonly body: string;
}

/** How an answer is read. */
export interface ReadOptions {
  /** The answer is to a HEAD: it has no body. Default: `false`. */
  readonly toHead?: boolean;
}

/** A client that sends exactly the bytes it is told to, as latin-1, and shows exactly the bytes it gets. */
export class RawHTTPClient {
  readonly socket: Socket;
  #received = "";
  #isEnded = false;
  #wake: () => void = () => {};

  constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => {
      this.#received += chunk.toString("latin1");
      this.#wake();
    });
    // A connection that the server cut reads like one that it closed.
    socket.on("error", () => {});
    for (const event of ["end", "close"]) {
      socket.on(event, () => {
        this.#isEnded = true;
        this.#wake();
      });
    }
  }

  /** Connects to a port of 127.0.0.1; half-open, so that sending can end before reading does. */
  static async connect(port: number): Promise<RawHTTPClient> {
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    await once(socket, "connect");
    return new RawHTTPClient(socket);
  }

  /** Whether the server has closed. */
  get hasEnded(): boolean {
    return this.#isEnded;
  }

  /** Sends, and resolves when the system has taken all of it. */
  send(bytes: string | Buffer): Promise<void> {
    const buffer = typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes;
    return new Promise((resolve) => this.socket.write(buffer, () => resolve()));
  }

  /** Sends nothing more, and goes on reading. */
  endSending(): void {
    this.socket.end();
  }

  /** Goes away. */
  close(): void {
    this.socket.destroy();
  }

  /** Everything that came and was not read yet, once the server has closed. */
  async readToEnd(): Promise<string> {
    while (!this.#isEnded) await this.#more();
    return this.#take(this.#received.length);
  }

  /** Reads until `text` has come, and returns everything up to and including it. */
  async readUntil(text: string): Promise<string> {
    for (;;) {
      const index = this.#received.indexOf(text);
      if (index !== -1) return this.#take(index + text.length);
      await this.#moreOrFail(text);
    }
  }

  /** Reads the next answer; interim ones count. */
  async readResponse({ toHead = false }: ReadOptions = {}): Promise<RawResponse> {
    const [statusLine = "", ...lines] = (await this.readUntil("\r\n\r\n")).slice(0, -4).split("\r\n");
    const headers = new Map<string, string>();
    for (const line of lines) {
      const colon = line.indexOf(":");
      const name = line.slice(0, colon).toLowerCase();
      const value = line.slice(colon + 1).trim();
      headers.set(name, headers.has(name) ? `${headers.get(name)}, ${value}` : value);
    }
    const code = Number(statusLine.split(" ")[1]);
    const hasBody = !toHead && code >= 200 && code !== 204 && code !== 304;
    return { statusLine, code, headers, body: hasBody ? await this.#readBody(headers) : "" };
  }

  /** Reads that many answers. */
  async readResponses(count: number): Promise<RawResponse[]> {
    const responses: RawResponse[] = [];
    while (responses.length < count) responses.push(await this.readResponse());
    return responses;
  }

  async #readBody(headers: ReadonlyMap<string, string>): Promise<string> {
    if (headers.get("transfer-encoding") === "chunked") return this.#readChunks();
    const length = headers.get("content-length");
    return length === undefined ? this.readToEnd() : this.#readBytes(Number(length));
  }

  async #readChunks(): Promise<string> {
    let body = "";
    for (;;) {
      const size = Number.parseInt(await this.readUntil("\r\n"), 16);
      body += await this.#readBytes(size);
      await this.readUntil("\r\n");
      if (size === 0) return body;
    }
  }

  async #readBytes(count: number): Promise<string> {
    while (this.#received.length < count) await this.#moreOrFail(`${count} bytes`);
    return this.#take(count);
  }

  #take(count: number): string {
    const taken = this.#received.slice(0, count);
    this.#received = this.#received.slice(count);
    return taken;
  }

  async #moreOrFail(what: string): Promise<void> {
    if (this.#isEnded)
      throw new Error(`Closed before ${JSON.stringify(what)}: ${JSON.stringify(this.#received)}`);
    await this.#more();
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

/** Sends `bytes` on a new connection and returns everything that comes until the server closes it. */
export async function sendAndReadToEnd(port: number, bytes: string | Buffer): Promise<string> {
  const client = await RawHTTPClient.connect(port);
  await client.send(bytes);
  const received = await client.readToEnd();
  client.close();
  return received;
}
