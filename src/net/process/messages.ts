/** What a forked process tells its supervisor. */
export type ToSupervisor =
  /** It goes on behind `forkProcesses`. */
  | "forked"
  /** A server of it has begun to listen. */
  | "listening";

/** Tells a forked process to end in good order. */
export interface Retire {
  /** How long connections without a request stay open for one more. */
  readonly idleMs: number;
}

// The application may use the same channel: what is ours has a key of its own.
const key = "typhoon:process";

/** A message as it travels. */
export function envelope(message: ToSupervisor | Retire): object {
  return { [key]: message };
}

/** What a forked process has sent, if it is for the supervisor. */
export function readToSupervisor(message: unknown): ToSupervisor | undefined {
  const content = contentOf(message);
  return content === "forked" || content === "listening" ? content : undefined;
}

/** What the supervisor has sent, if it is that. */
export function readRetire(message: unknown): Retire | undefined {
  const content = contentOf(message);
  if (typeof content !== "object" || content === null || !("idleMs" in content)) return undefined;
  return { idleMs: Number(content.idleMs) };
}

function contentOf(message: unknown): unknown {
  return typeof message === "object" && message !== null ? Reflect.get(message, key) : undefined;
}
