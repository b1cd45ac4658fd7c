import { perThread } from "../../concurrent/internal.ts";
import { envelope, type Retire, readRetire, type ToSupervisor } from "./messages.ts";

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
  process.on("message", (message) => receive(state, message));
  // It alone keeps no process alive that has nothing more to do.
  process.channel?.unref();
}

/** For a forked process: tells its supervisor. */
export function tellSupervisor(message: ToSupervisor): void {
  if (process.connected) process.send?.(envelope(message));
}

function receive({ callbacks }: Retirement, message: unknown): void {
  const retire = readRetire(message);
  if (retire === undefined) return;
  // As if there was no supervisor: the program's own handler, or the end.
  if (callbacks.size === 0) process.kill(process.pid, "SIGTERM");
  for (const callback of callbacks) callback(retire);
}
