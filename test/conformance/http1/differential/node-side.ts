import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Socket } from "node:net";
import { MemorySocket } from "../../../support/memory-socket.ts";
import type { Observation, SeenRequest } from "./observation.ts";

/** One connection to `node:http`, in memory. */
class ObservedSocket extends MemorySocket {
  readonly requests: SeenRequest[] = [];
  refusal: string | undefined;
}

/** `node:http` with all its timeouts off, which writes down each request and answers it with an empty body. */
export class NodeSide {
  readonly #server: Server = createServer({
    requestTimeout: 0,
    headersTimeout: 0,
    keepAliveTimeout: 0,
    requireHostHeader: false,
  });

  constructor() {
    this.#server.on("request", (request, response) => {
      follow(request);
      request.on("end", () => response.writeHead(200, { "Content-Length": "0" }).end());
    });
    this.#server.on("connect", (request, socket) => {
      const seen = follow(request);
      if (seen !== undefined) seen.isComplete = true;
      socket.end();
    });
    this.#server.on("checkExpectation", (request, response) => {
      refuse(request.socket, "EXPECTATION");
      response.writeHead(417, { Connection: "close" }).end();
    });
    this.#server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
      // It reads on after `Connection: close` only to call it an error; the connection is closed all the same.
      if (error.code === "HPE_CLOSED_CONNECTION") socket.end();
      else refuse(socket, `${error.code}`);
    });
  }

  /** What `node:http` makes of each of these connections. */
  async observe(connections: readonly string[]): Promise<Observation[]> {
    const sockets = connections.map((bytes) => this.#send(bytes));
    // Bodies and answers take a few turns of the loop; all connections take them together.
    for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setImmediate(resolve));
    return sockets.map((socket) => {
      const observation = { requests: socket.requests, outcome: outcomeOf(socket) };
      socket.destroy();
      return observation;
    });
  }

  #send(bytes: string): ObservedSocket {
    const socket = new ObservedSocket();
    this.#server.emit("connection", socket);
    socket.deliver(Buffer.from(bytes, "latin1"));
    return socket;
  }
}

function refuse(socket: unknown, reason: string): void {
  if (socket instanceof ObservedSocket) socket.refusal ??= reason;
}

function follow(request: IncomingMessage): SeenRequest | undefined {
  const socket: Socket = request.socket;
  if (!(socket instanceof ObservedSocket)) return undefined;
  const { method = "", url = "", rawHeaders, headers, httpVersion } = request;
  // Its own check answers 400 and then hands on what follows; here a refusal is the end.
  if (httpVersion === "1.1" && headers.host === undefined) refuse(socket, "HOST");
  if (socket.refusal !== undefined) return undefined;
  const seen: SeenRequest = { method, target: url, fields: rawHeaders, body: "", isComplete: false };
  socket.requests.push(seen);
  request.on("data", (chunk: Buffer) => {
    seen.body += chunk.toString("latin1");
  });
  request.on("end", () => {
    seen.isComplete = true;
  });
  request.on("error", () => {});
  return seen;
}

function outcomeOf(socket: ObservedSocket): Observation["outcome"] {
  if (socket.refusal !== undefined) return { kind: "refused", reason: socket.refusal };
  return { kind: socket.isEnded ? "closed" : "open" };
}
