import type { MessagePort } from "node:worker_threads";

/** How a thread answers to one that waits for it and cannot take events meanwhile. */
export interface SyncReply {
  readonly port: MessagePort;
  /** Shared: counts the messages that were sent to the port. */
  readonly sent: Int32Array;
}

/** What a thread is given when it starts. */
export interface WorkerStart {
  readonly typhoon: {
    /** Whether the thread began with the application's bundle instead of with our entry file. */
    readonly isBundled: boolean;
    readonly niceness: number;
    /** Shared: holds the id of the task that was aborted. */
    readonly aborted: Int32Array;
    /** Absent: it answers with message events. */
    readonly reply?: SyncReply;
  };
}

/** Whether this thread was started by a pool of this library. */
export function isWorkerStart(data: unknown): data is WorkerStart {
  return typeof data === "object" && data !== null && "typhoon" in data;
}
