import { Worker, workerData } from "node:worker_threads";
import { threadEntry } from "../../concurrent/internal.ts";
import { watchStalls } from "./thread/watch-stalls.ts";
import {
  type FromWatcher,
  isWatchStart,
  type StallEnded,
  type StallSeen,
  type WatchSettings,
} from "./watch-messages.ts";

/** What is known before it is decided where the thread begins. */
export type WatchThreadOptions = Omit<WatchSettings, "libraryUrl" | "isBundled">;

/** What a {@link WatchThread} reports. */
export interface WatchThreadEvents {
  onStall(seen: StallSeen): void;
  /** It has heard nothing of the resting loop for long. */
  onBeatWanted(): void;
  /** It ended by itself. */
  onFailure(error: unknown): void;
}

// The thread keeps next to nothing; a small nursery saves memory.
const resourceLimits = { maxYoungGenerationSizeMb: 1 };

/** The thread that watches this one. It never keeps the process alive. */
export class WatchThread {
  readonly #worker: Worker;

  /** @throws {Error} Node's own, when threads are not permitted */
  constructor(options: WatchThreadOptions, events: WatchThreadEvents) {
    this.#worker = startWorker(options);
    this.#worker.on("message", (message: FromWatcher) => {
      if ("isBeatWanted" in message) events.onBeatWanted();
      else events.onStall(message);
    });
    this.#worker.on("error", (error) => events.onFailure(error));
    this.#worker.unref();
  }

  /** The loop runs again: the thread answers with the whole stall, if it has seen it. */
  tellEnd(ended: StallEnded): void {
    this.#worker.postMessage(ended);
  }

  /** A rest is over: the thread looks again. */
  tellRestOver(): void {
    this.#worker.postMessage({ isRestOver: true });
  }

  stop(): void {
    this.#worker.removeAllListeners("message");
    void this.#worker.terminate();
    this.#worker.unref();
  }
}

function startWorker(options: WatchThreadOptions): Worker {
  const { url, isBundled, libraryFolder } = threadEntry("loop/watchdog/thread/watchdog-main.js");
  const settings: WatchSettings = { ...options, isBundled, libraryUrl: libraryFolder?.href };
  return new Worker(url, {
    workerData: { typhoonWatchdog: settings },
    name: "typhoon-watchdog",
    // Loaders, agents and the like that were preloaded for the application are not for this thread.
    execArgv: [],
    env: {},
    resourceLimits,
  });
}

// In a thread that began with the bundle: the application's part of the bundle comes after this line, and is none of
// this thread's business. Throwing is the one way to leave a script, an ES module or not, from the middle of it.
if (isWatchStart(workerData) && workerData.typhoonWatchdog.isBundled) {
  watchStalls(workerData.typhoonWatchdog);
  process.once("uncaughtException", () => {});
  throw new Error("The rest of the bundle is not for the watchdog's thread");
}
