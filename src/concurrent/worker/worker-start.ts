/** What a thread is given when it starts. */
export interface WorkerStart {
  readonly typhoon: {
    /** Whether the thread began with the application's bundle instead of with our entry file. */
    readonly isBundled: boolean;
    readonly niceness: number;
    /** Shared: holds the id of the task that was aborted. */
    readonly aborted: Int32Array;
  };
}

/** Whether this thread was started by a pool of this library. */
export function isWorkerStart(data: unknown): data is WorkerStart {
  return typeof data === "object" && data !== null && "typhoon" in data;
}
