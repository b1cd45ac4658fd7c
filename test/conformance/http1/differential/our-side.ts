import {
  type HTTPConnection,
  HTTPHeaders,
  type HTTPMessageDelegate,
  type HTTPServerConnectionDelegate,
} from "typhoon/httputil";
import { genLog, setLogDestination } from "typhoon/log";
import type { MemorySocket } from "../../../support/memory-socket.ts";
import { serveInMemory } from "../../../support/serve-in-memory.ts";
import type { Observation, SeenRequest } from "./observation.ts";

/** Our server in memory, which writes down each request, and answers it with an empty body. */
export class OurSide implements HTTPServerConnectionDelegate {
  readonly #connect = serveInMemory(this);
  #requests: SeenRequest[] = [];
  #refusal: string | undefined;

  readonly #logLevel = genLog.level;

  /** The log has the reasons for which messages are refused; it is read until `close`. */
  constructor() {
    genLog.level = "info";
    setLogDestination({
      write: (line) => {
        this.#refusal = JSON.parse(line).msg;
      },
    });
  }

  close(): void {
    setLogDestination(undefined);
    genLog.level = this.#logLevel;
  }

  /** What our server makes of these bytes, cut at these positions. */
  observe(bytes: string, cuts: readonly number[] = []): Observation {
    const socket = this.#open();
    let start = 0;
    for (const end of [...cuts, bytes.length]) {
      socket.deliver(Buffer.from(bytes.slice(start, end), "latin1"));
      start = end;
    }
    const outcome = this.#outcomeOf(socket);
    socket.destroy();
    return { requests: this.#requests, outcome };
  }

  /** How many of the bytes it takes until our server has seen that many whole requests. */
  lengthOf(count: number, bytes: string): number {
    const socket = this.#open();
    let length = 0;
    while (length < bytes.length && this.#requests.filter(({ isComplete }) => isComplete).length < count) {
      socket.deliver(Buffer.from(bytes.charAt(length++), "latin1"));
    }
    socket.destroy();
    return length;
  }

  startRequest(_serverConnection: object, connection: HTTPConnection): HTTPMessageDelegate {
    const seen: SeenRequest = { method: "", target: "", fields: [], body: "", isComplete: false };
    return {
      headersReceived: (startLine, headers) => {
        if ("code" in startLine) throw new TypeError("Cannot serve a response");
        seen.method = startLine.method;
        seen.target = startLine.path;
        seen.fields = [...headers].flat();
        this.#requests.push(seen);
      },
      dataReceived: (chunk) => {
        seen.body += chunk.toString("latin1");
      },
      finish: () => {
        seen.isComplete = true;
        const headers = new HTTPHeaders({ "Content-Length": "0" });
        connection.writeHeaders({ version: "HTTP/1.1", code: 200, reason: "OK" }, headers);
        connection.finish();
      },
      onConnectionClose: () => {},
    };
  }

  #open(): MemorySocket {
    this.#requests = [];
    this.#refusal = undefined;
    return this.#connect();
  }

  #outcomeOf(socket: MemorySocket): Observation["outcome"] {
    if (this.#refusal !== undefined) return { kind: "refused", reason: this.#refusal };
    return { kind: socket.isEnded ? "closed" : "open" };
  }
}
