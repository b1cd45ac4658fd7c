import type { MessagePort } from "node:worker_threads";

/** What a thread is given when it starts. All arrays are shared with the pool. */
export interface WorkerStart {
  readonly typhoon: {
    /** Whether the thread began with the application's bundle instead of with our entry file. */
    readonly isBundled: boolean;
    readonly niceness: number;
    /** Node's options of the program, of which the thread itself may have fewer. */
    readonly programOptions: readonly string[];
    /** URLs of the parts of this library that are loaded before a loader is installed. */
    readonly preloads: readonly string[];
    /** Where loader hooks ask those of the application's thread; absent: the thread installs a loader of its own. */
    readonly loader?: MessagePort;
    /** Messages come and go here. */
    readonly port: MessagePort;
    /** Counts what was posted to the thread, which may sleep on it. */
    readonly posted: Int32Array;
    /** Counts what the thread has posted, where another one sleeps on it; absent: it takes events. */
    readonly answered?: Int32Array;
    /** Holds the id of the task that was aborted. */
    readonly aborted: Int32Array;
    /** The places of `Claims`. */
    readonly claims: Int32Array;
    /** The memory of `SharedResults`. */
    readonly results: SharedArrayBuffer;
    /** The memory of `SentIds`: of the messages that arrive here, and of those that go. */
    readonly received: Int32Array;
    readonly sent: Int32Array;
  };
}

/** Whether this thread was started by a pool of this library. */
export function isWorkerStart(data: unknown): data is WorkerStart {
  return typeof data === "object" && data !== null && "typhoon" in data;
}
