import type { Stall } from "./stall.ts";

/** What the watching thread is given when it starts. */
export interface WatchStart {
  readonly typhoonWatchdog: WatchSettings;
}

/** How to watch. */
export interface WatchSettings {
  /** Of the `Pulse` to watch. */
  readonly memory: SharedArrayBuffer;
  readonly thresholdMs: number;
  /** From one beat of the pulse to the next. */
  readonly intervalMs: number;
  readonly captureStack: boolean;
  readonly maxReportsPerMinute: number;
  /** Frames of files below this URL are this library's own; `undefined` in a bundle. */
  readonly libraryUrl: string | undefined;
  /** Files below this folder are named relative to it. */
  readonly workingDirectory: string;
  /** Whether the thread began with the application's bundle instead of with our entry file. */
  readonly isBundled: boolean;
}

/** To the watching thread: the loop runs again. */
export interface StallEnded {
  /** The beat after which the loop was blocked. */
  readonly beatMs: number;
  readonly durationMs: number;
}

/** From the watching thread: all that is known of a stall that is over. */
export interface StallSeen {
  readonly stall: Stall;
  /** Whether it was reported while it lasted. */
  readonly isReported: boolean;
}

/** Whether this thread was started to watch. */
export function isWatchStart(data: unknown): data is WatchStart {
  return typeof data === "object" && data !== null && "typhoonWatchdog" in data;
}
