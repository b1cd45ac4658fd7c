import cluster from "node:cluster";
import { createHash } from "node:crypto";
import { lstatSync, type Stats, unlinkSync } from "node:fs";
import { chmod, lstat, rename } from "node:fs/promises";
import type { Server } from "node:net";
import { dirname, join } from "node:path";
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
 * A socket that is there already is replaced in one step, also one of a process that still runs: that keeps the connections
 * that it has and gets no further ones, so a new release can bind the path while the old one drains. When a server closes,
 * the file is removed only if it is still its own. A path that begins with a NUL is a name without a file (Linux only).
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
  const backlog = options.backlog ?? 128;
  if (file.startsWith("\0")) await bind(server, { path: file, backlog });
  else await bindFile(server, { path: file, backlog }, options.mode ?? 0o600);
  return server;
}

interface UnixListenOptions {
  readonly path: string;
  readonly backlog: number;
}

/**
 * It is bound under another name, and then moved to its own: so the path leads to a listener at any moment, and what
 * libuv removes when the socket closes, by name, is never the socket of another server.
 */
async function bindFile(server: Server, { path, backlog }: UnixListenOptions, mode: number): Promise<void> {
  await refuseOtherFile(path);
  const bound = nameToBind(path);
  await bind(server, { path: bound, backlog });
  // Forked processes share one socket: the first of them has moved it.
  const isFirst = await moved(bound, path);
  await chmod(path, mode);
  server.address = () => path;
  if (isFirst && !cluster.isWorker) removeWhenClosed(server, path);
}

/** One name for all processes that share the socket, and as short as can be: such paths are limited. */
function nameToBind(path: string): string {
  const owner = cluster.isWorker ? process.ppid : process.pid;
  return join(dirname(path), `.${owner}-${createHash("sha1").update(path).digest("hex").slice(0, 6)}`);
}

async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return false;
    throw error;
  }
}

async function refuseOtherFile(path: string): Promise<void> {
  try {
    if (!(await lstat(path)).isSocket()) throw new NotASocketError(path);
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
  }
}

/** Immediately, as the system does it: a client that connects after `close()` finds nothing. */
function removeWhenClosed(server: Server, path: string): void {
  const own = lstatSync(path);
  const { close } = server;
  server.close = (done) => {
    removeIfSame(path, own);
    return close.call(server, done);
  };
}

function removeIfSame(path: string, own: Stats): void {
  try {
    const { dev, ino } = lstatSync(path);
    if (dev === own.dev && ino === own.ino) unlinkSync(path);
  } catch {
    // It is gone, or not ours to remove.
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
