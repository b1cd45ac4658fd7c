import type { Socket } from "node:net";
import { createServer, type Server, type TLSSocket, type TlsOptions } from "node:tls";
import { genLog } from "../../base/log/index.ts";

/** What becomes of the connections of a {@link TLSAcceptor}. */
export interface TLSAcceptorEvents {
  /** The handshake is done. */
  secured(socket: TLSSocket): void;
  /** The client does not speak TLS; what it has sent is still to be read. */
  plaintext(socket: Socket): void;
}

/** The first byte of TLS: a record of the handshake (RFC 8446 §5.1). */
const handshakeRecord = 0x16;

/** Puts TLS on accepted connections. */
export class TLSAcceptor {
  readonly #server: Server;
  readonly #events: TLSAcceptorEvents;
  readonly #timeoutMs: number;
  /** Those of which nothing has come yet. */
  readonly #silent = new Set<Socket>();
  #isClosed = false;

  /**
   * @param options - certificates, with the files read
   * @param timeoutMs - for the first byte, and again for the handshake
   * @param events - who gets the connections
   */
  constructor(options: TlsOptions, timeoutMs: number, events: TLSAcceptorEvents) {
    this.#timeoutMs = timeoutMs;
    this.#events = events;
    // It does not listen: connections are given to it, once they are known to speak TLS.
    this.#server = createServer({ ...options, handshakeTimeout: timeoutMs });
    this.#server.on("secureConnection", (socket) => this.#secured(socket));
    this.#server.on("tlsClientError", handshakeFailed);
  }

  /** A connection, of which nothing was read. */
  accept(socket: Socket): void {
    this.#silent.add(socket);
    socket.setTimeout(this.#timeoutMs, destroy);
    socket.once("close", () => this.#silent.delete(socket));
    // Whatever breaks before TLS begins concerns nobody.
    socket.on("error", () => {});
    socket.once("readable", () => this.#firstBytes(socket));
  }

  /** New certificates, for connections from now on. */
  renew(options: TlsOptions): void {
    this.#server.setSecureContext(options);
  }

  /** Nothing more is accepted; connections whose handshake is done live on. */
  close(): void {
    this.#isClosed = true;
    for (const socket of this.#silent) socket.destroy();
  }

  #firstBytes(socket: Socket): void {
    this.#silent.delete(socket);
    socket.setTimeout(0, destroy);
    const chunk: unknown = socket.read();
    if (!Buffer.isBuffer(chunk)) {
      socket.destroy();
      return;
    }
    socket.unshift(chunk);
    if (chunk[0] === handshakeRecord) this.#server.emit("connection", socket);
    else this.#events.plaintext(socket);
  }

  #secured(socket: TLSSocket): void {
    if (this.#isClosed) socket.destroy();
    else this.#events.secured(socket);
  }
}

function destroy(this: Socket): void {
  this.destroy();
}

/** It is the client's matter, or a scanner's: nobody is to be woken by it. */
function handshakeFailed(error: Error, socket: TLSSocket): void {
  const reason = socket.authorizationError ?? error.message;
  genLog.info(`TLS handshake with ${socket.remoteAddress ?? "a client that left"} failed: ${reason}`);
  socket.destroy();
}
