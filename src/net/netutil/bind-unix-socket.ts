import { chmod, lstat, unlink } from "node:fs/promises";
import type { Server } from "node:net";
import { workerContext } from "../../concurrent/internal.ts";
import type { BindUnixSocketOptions } from "./bind-options.ts";
import { bindUnixSocketRules } from "./bind-options.ts";
import { createListener } from "./bind-sockets.ts";
import { AddressInUseError, NotASocketError } from "./errors.ts";
import { checkSocketPath } from "./listen-address.ts";
import { hasCode, listenOn } from "./listen-on.ts";

/**
 * Listens on a Unix socket, and resolves when it is bound and its mode is set.
 *
 * A socket that an earlier process left there is removed, also one of a process that still runs: its listener gets no
 * further connections. A path that begins with a NUL is a name without a file (Linux only).
 *
 * @param file - the path of the socket
 * @param options - mode and backlog
 * @returns for `server.addSocket()`, to be given in the same turn: who connects before that is not heard
 * @throws {NotASocketError} `ERR_NOT_A_SOCKET` if there is another kind of file
 * @example
 * ```ts
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { HTTPServer } from "typhoon/httpserver";
 * import { bindUnixSocket } from "typhoon/netutil";
 * import { Application } from "typhoon/web";
 *
 * const server = new HTTPServer(new Application());
 * await server.addSocket(await bindUnixSocket(join(tmpdir(), "typhoon-example.sock"), { mode: 0o660 }));
 * await server.drain();
 * ```
 * @see tornado.netutil.bind_unix_socket
 */
export async function bindUnixSocket(file: string, options: BindUnixSocketOptions = {}): Promise<Server> {
  checkSocketPath(file);
  bindUnixSocketRules.check(options);
  const server = (options.createServer ?? createListener)();
  const worker = workerContext();
  // It would take the file away from the application's own thread.
  if (worker !== undefined) return worker.pause().then(() => server);
  const listenOptions = { path: file, backlog: options.backlog ?? 128 };
  const isFile = !file.startsWith("\0");
  if (isFile) await bindFile(server, listenOptions);
  else await bind(server, listenOptions);
  if (isFile) await chmod(file, options.mode ?? 0o600);
  return server;
}

/** What is there is removed only if it is in the way: forked processes share one socket, and its file. */
async function bindFile(server: Server, options: UnixListenOptions): Promise<void> {
  try {
    await bind(server, options);
  } catch (error) {
    if (!(error instanceof AddressInUseError)) throw error;
    await removeSocket(options.path);
    await bind(server, options);
  }
}

interface UnixListenOptions {
  readonly path: string;
  readonly backlog: number;
}

async function removeSocket(file: string): Promise<void> {
  try {
    const found = await lstat(file);
    if (!found.isSocket()) throw new NotASocketError(file);
    await unlink(file);
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
  }
}

async function bind(server: Server, options: UnixListenOptions): Promise<void> {
  try {
    await listenOn(server, { ...options });
  } catch (error) {
    throw hasCode(error, "EADDRINUSE")
      ? new AddressInUseError(options.path, undefined, { cause: error })
      : error;
  }
}
