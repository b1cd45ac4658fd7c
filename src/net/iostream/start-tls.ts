import { isIP, type Socket } from "node:net";
import { type ConnectionOptions, checkServerIdentity, connect, createServer, type TLSSocket } from "node:tls";
import type { ClientSSLOptions, SSLOptions } from "../netutil/index.ts";
import { checkSslOptions, readSslOptions } from "../netutil/internal.ts";
import { StreamClosedError } from "./errors.ts";

/** @returns the options with which `node:tls` asks for, and checks, the certificate of `host` */
export function expectHost(host: string): ConnectionOptions {
  return {
    // RFC 6066 §3: an IP address is no name to ask for.
    servername: isIP(host) === 0 ? withoutRootDot(host) : "",
    checkServerIdentity: (_asked, certificate) => checkServerIdentity(withoutRootDot(host), certificate),
  };
}

/**
 * The name as TLS and certificates have it (RFC 6066 §3): without the dot that stands for the root in DNS. Servers end the
 * handshake because of it.
 *
 * @internal
 */
export function withoutRootDot(host: string): string {
  return host.endsWith(".") ? host.slice(0, -1) : host;
}

/** Begins a handshake on a connected socket, and resolves when it is done. */
export async function connectTls(
  socket: Socket,
  options: { readonly sslOptions?: ClientSSLOptions; readonly serverHostname?: string },
): Promise<TLSSocket> {
  const host = options.serverHostname ?? socket.remoteAddress ?? "localhost";
  const read = await readOrDestroy(socket, options.sslOptions ?? {});
  return new Promise((resolve, reject) => {
    const secured = connect({ ...expectHost(host), ...read, socket }, () => {
      secured.off("error", fail);
      resolve(secured);
    });
    const fail = (error: unknown) => reject(new StreamClosedError(error));
    secured.on("error", fail);
    secured.once("close", () => fail(undefined));
  });
}

/** Answers a handshake on a connected socket, and resolves when it is done. */
export async function acceptTls(socket: Socket, options: SSLOptions): Promise<TLSSocket> {
  checkSslOptions(options);
  const read = await readOrDestroy(socket, options);
  return new Promise((resolve, reject) => {
    // It does not listen: it knows how to ask for a client's certificate, and to choose a protocol and a host.
    const server = createServer(read, resolve);
    server.once("tlsClientError", (error, secured) => {
      secured.destroy();
      reject(new StreamClosedError(error));
    });
    socket.once("close", () => reject(new StreamClosedError()));
    // Otherwise a client that leaves in the middle of the handshake would not be noticed.
    socket.allowHalfOpen = false;
    server.emit("connection", socket);
  });
}

async function readOrDestroy<O extends ClientSSLOptions | SSLOptions>(socket: Socket, options: O) {
  try {
    return await readSslOptions(options);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}
