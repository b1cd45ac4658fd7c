import { perThread } from "../../concurrent/internal.ts";
import { sharedBinding } from "../netutil/internal.ts";
import { envelope, type Retire, readToForked, type ToSupervisor } from "./messages.ts";
import { SocketRequests } from "./socket-requests.ts";

/** What happens in this process, a forked one, when its supervisor asks it to end. */
interface Retirement {
  readonly callbacks: Set<(message: Retire) => void>;
  isListening: boolean;
}

function retirement(): Retirement {
  const create = () => ({ callbacks: new Set<(message: Retire) => void>(), isListening: false });
  return perThread(Symbol.for("typhoon.retirement"), create);
}

/**
 * Has this called when the supervisor asks this process to end.
 *
 * @returns takes it back
 */
export function onRetirement(callback: (message: Retire) => void): () => void {
  const { callbacks } = retirement();
  callbacks.add(callback);
  return () => void callbacks.delete(callback);
}

/** For a forked process: from now on it hears its supervisor. */
export function followSupervisor(): void {
  const state = retirement();
  if (state.isListening) return;
  state.isListening = true;
  const sockets = new SocketRequests(tellSupervisor);
  sharedBinding().bind = (port, address) => sockets.bind(port, address);
  process.on("message", (message, socket: unknown) => {
    const told = readToForked(message);
    if (told === undefined) return;
    if ("bound" in told) sockets.settle(told.bound, socket);
    else retire(state, told.retire);
  });
  // It alone keeps no process alive that has nothing more to do.
  process.channel?.unref();
}

/** For a forked process: tells its supervisor. */
export function tellSupervisor(message: ToSupervisor): void {
  if (process.connected) process.send?.(envelope(message));
}

function retire({ callbacks }: Retirement, message: Retire): void {
  // As if there was no supervisor: the program's own handler, or the end.
  if (callbacks.size === 0) process.kill(process.pid, "SIGTERM");
  for (const callback of callbacks) callback(message);
}
