import type { ListenOptions, Server } from "node:net";
import { sharedBinding } from "./shared-binding.ts";

/** Resolves when the server is bound, and rejects with the system's error when it cannot be. */
export function listenOn(server: Server, options: ListenOptions): Promise<void> {
  return untilBound(server, (done) => server.listen(options, done));
}

/** A port of one address. */
export interface PortOptions extends ListenOptions {
  readonly port: number;
  readonly reusePort?: boolean;
}

/** As `listenOn`; in a forked process together with the others. */
export async function listenOnPort(server: Server, options: PortOptions): Promise<void> {
  const { port, host, backlog, reusePort } = options;
  const { bind } = sharedBinding();
  if (bind === undefined || reusePort) return listenOn(server, options);
  const socket = await keepingAlive(bind(port, host));
  if (socket === undefined) return listenOn(server, options);
  return untilBound(server, (done) => server.listen(socket, backlog, done));
}

function untilBound(server: Server, listen: (done: () => void) => void): Promise<void> {
  return keepingAlive(
    new Promise((resolve, reject) => {
      server.once("error", reject);
      listen(() => {
        server.off("error", reject);
        resolve();
      });
    }),
  );
}

/** In a forked process, the answer comes over a channel that keeps no process alive. */
async function keepingAlive<Value>(answer: Promise<Value>): Promise<Value> {
  const timer = setInterval(() => {}, 60_000);
  try {
    return await answer;
  } finally {
    clearInterval(timer);
  }
}

/** Whether it is the system's error of that name, such as `EADDRINUSE`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
