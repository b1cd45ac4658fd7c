import {
  type HTTPHeaders,
  HTTPInputError,
  HTTPServerRequest,
  type RequestStartLine,
} from "../httputil/index.ts";
import type { ContainerSocket } from "./container-socket.ts";

/** A request on its way to an application that reads HTTP/1 itself: what its client has sent, and nothing else. */
export class ContainedRequest {
  readonly #socket: ContainerSocket;
  readonly #isChunked: boolean;

  /** @throws {HTTPInputError} 501 for a CONNECT, whose target is no path */
  constructor(socket: ContainerSocket, startLine: RequestStartLine, headers: HTTPHeaders) {
    if (startLine.method === "CONNECT") {
      throw new HTTPInputError("CONNECT is not understood here (RFC 9110 §9.3.6)", 501);
    }
    this.#socket = socket;
    this.#isChunked = headers.has("Transfer-Encoding");
    void socket.deliver(headBytes(startLine, headers));
  }

  /** @returns `undefined` while there is room, otherwise a promise for it */
  write(chunk: Buffer): Promise<void> | undefined {
    if (!this.#isChunked) return this.#socket.deliver(chunk);
    void this.#socket.deliver(Buffer.from(`${chunk.length.toString(16)}\r\n`));
    void this.#socket.deliver(chunk);
    return this.#socket.deliver(Buffer.from("\r\n"));
  }

  /** The body is complete. */
  end(): void {
    if (this.#isChunked) void this.#socket.deliver(Buffer.from("0\r\n\r\n"));
  }
}

/**
 * The target is the one that the rules have matched. Whatever host a target in absolute form names replaces the `Host`
 * field, as in every request that is passed on (RFC 9112 §3.2.2).
 */
function headBytes(startLine: RequestStartLine, headers: HTTPHeaders): Buffer {
  const { method, uri, version, host } = new HTTPServerRequest(startLine, { headers });
  const isAbsolute = uri !== startLine.path;
  const lines = [`${method} ${uri} ${version}`, ...(isAbsolute ? [`Host: ${host}`] : [])];
  for (const [name, value] of headers) {
    if (!isAbsolute || !/^host$/i.test(name)) lines.push(`${name}: ${value}`);
  }
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
}
