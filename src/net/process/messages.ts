/** A forked process asks for a socket to listen on. */
export interface BindRequest {
  /** Its number among the requests of the process. */
  readonly id: number;
  readonly port: number;
  /** An IP address; absent: every address of this machine. */
  readonly address?: string;
  /** How many requests for port 0 of that address the process has made before. */
  readonly ordinal: number;
}

/** The socket comes with it; or the system's error; or neither, if the process has to bind by itself. */
export interface BindReply {
  readonly id: number;
  readonly errno?: number;
}

/** What a forked process tells its supervisor. */
export type ToSupervisor =
  /** It goes on behind `forkProcesses`. */
  | "forked"
  /** A server of it has begun to listen. */
  | "listening"
  | { readonly bind: BindRequest }
  /** It listens no more on the socket of the request with that number. */
  | { readonly unbind: number };

/** What the supervisor tells a forked process. */
export type ToForked = { readonly retire: Retire } | { readonly bound: BindReply };

/** Tells a forked process to end in good order. */
export interface Retire {
  /** How long connections without a request stay open for one more. */
  readonly idleMs: number;
}

// The application may use the same channel: what is ours has a key of its own.
const key = "typhoon:process";

/** A message as it travels. */
export function envelope(message: ToSupervisor | ToForked): object {
  return { [key]: message };
}

/** What a forked process has sent, if it is for the supervisor. */
export function readToSupervisor(message: unknown): ToSupervisor | undefined {
  return isOurs<ToSupervisor>(message) ? message[key] : undefined;
}

/** What the supervisor has sent, if it is that. */
export function readToForked(message: unknown): ToForked | undefined {
  return isOurs<ToForked>(message) ? message[key] : undefined;
}

/** Only this library sends under that key. */
function isOurs<Content>(message: unknown): message is { readonly [key]: Content } {
  return typeof message === "object" && message !== null && key in message;
}
