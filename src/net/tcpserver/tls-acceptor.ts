import type { Socket } from "node:net";
import { createServer, type Server, type TLSSocket, type TlsOptions } from "node:tls";
import { genLog } from "../../base/log/index.ts";
import { longestTimerMs } from "../../concurrent/internal.ts";

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
  /** How many handshakes go on. */
  #handshakes = 0;
  readonly #whenDone: (() => void)[] = [];
  #isClosed = false;

  /**
   * @param options - certificates, with the files read
   * @param timeoutMs - for the first byte, and again for the handshake
   * @param events - who gets the connections
   */
  constructor(options: TlsOptions, timeoutMs: number, events: TLSAcceptorEvents) {
    // The timers are those of Node; 0 would not be without a limit there, but its default.
    this.#timeoutMs = Math.min(timeoutMs, longestTimerMs);
    this.#events = events;
    // It does not listen: connections are given to it, once they are known to speak TLS.
    this.#server = createServer({ ...options, handshakeTimeout: this.#timeoutMs });
    this.#server.on("secureConnection", (socket) => this.#secured(socket));
    this.#server.on("tlsClientError", (error, socket) => {
      handshakeFailed(error, socket);
      this.#handshakeEnded();
    });
  }

  /** A connection, of which nothing was read. */
  accept(socket: Socket): void {
    this.#silent.add(socket);
    socket.setTimeout(this.#timeoutMs, destroy);
    socket.once("close", () => this.#spoke(socket));
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

  /** Resolves when no handshake goes on, and none is to come of a connection that was accepted. */
  whenDone(): Promise<void> {
    if (this.#isDone) return Promise.resolve();
    return new Promise((resolve) => this.#whenDone.push(resolve));
  }

  get #isDone(): boolean {
    return this.#silent.size === 0 && this.#handshakes === 0;
  }

  #firstBytes(socket: Socket): void {
    socket.setTimeout(0, destroy);
    const chunk: unknown = socket.read();
    if (!Buffer.isBuffer(chunk)) {
      socket.destroy();
      return;
    }
    socket.unshift(chunk);
    if (chunk[0] === handshakeRecord) this.#beginHandshake(socket);
    else this.#events.plaintext(socket);
    this.#spoke(socket);
  }

  #beginHandshake(socket: Socket): void {
    this.#handshakes++;
    this.#server.emit("connection", socket);
  }

  #secured(socket: TLSSocket): void {
    if (this.#isClosed) socket.destroy();
    else this.#events.secured(socket);
    this.#handshakeEnded();
  }

  #handshakeEnded(): void {
    this.#handshakes--;
    this.#tellDone();
  }

  /** It is silent no more, or gone. */
  #spoke(socket: Socket): void {
    if (this.#silent.delete(socket)) this.#tellDone();
  }

  #tellDone(): void {
    if (!this.#isDone) return;
    for (const resolve of this.#whenDone.splice(0)) resolve();
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
