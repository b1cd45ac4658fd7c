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
  /** How often the loop is asked for a beat while it rests; `undefined`: it says itself when a rest ends. */
  readonly askEveryMs: number | undefined;
  readonly captureStack: boolean;
  readonly maxReportsPerMinute: number;
  /** Frames of files below this URL are this library's own; `undefined` in a bundle. */
  readonly libraryUrl: string | undefined;
  /** Files below this folder are named relative to it. */
  readonly workingDirectory: string;
  /** Whether the thread began with the application's bundle instead of with our entry file. */
  readonly isBundled: boolean;
}

/** To the watching thread: the loop runs again after it was blocked. */
export interface StallEnded {
  /** The beat after which the loop was blocked. */
  readonly beatMs: number;
  readonly durationMs: number;
  /** Whether it was blocked during a rest: then the thread may have seen nothing. */
  readonly isFromRest: boolean;
}

/** To the watching thread: a rest is over, the loop beats again. */
export interface RestEnded {
  readonly isRestOver: true;
}

/** To the watching thread. */
export type ToWatcher = StallEnded | RestEnded;

/** From the watching thread: all that is known of a stall that is over. */
export interface StallSeen {
  readonly stall: Stall;
  /** Whether it was reported while it lasted. */
  readonly isReported: boolean;
}

/** From the watching thread, while the loop rests: it is to beat once. */
export interface BeatWanted {
  readonly isBeatWanted: true;
}

/** From the watching thread. */
export type FromWatcher = StallSeen | BeatWanted;

/** Whether this thread was started to watch. */
export function isWatchStart(data: unknown): data is WatchStart {
  return typeof data === "object" && data !== null && "typhoonWatchdog" in data;
}
