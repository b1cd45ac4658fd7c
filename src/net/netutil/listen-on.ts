import type { ListenOptions, Server } from "node:net";

/** Resolves when the server is bound, and rejects with the system's error when it cannot be. */
export function listenOn(server: Server, options: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    // In a forked process, the answer comes over a channel that keeps no process alive.
    const waiting = setInterval(() => {}, 60_000);
    const fail = (error: Error) => {
      clearInterval(waiting);
      reject(error);
    };
    server.once("error", fail);
    server.listen(options, () => {
      clearInterval(waiting);
      server.off("error", fail);
      resolve();
    });
  });
}

/** Whether it is the system's error of that name, such as `EADDRINUSE`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
