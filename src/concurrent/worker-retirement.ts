import { checkedCount, checkedDuration, checkedLimit, shownValue } from "../base/errors/internal.ts";
import { setLongTimeout } from "./long-timeout.ts";

/** How long workers of an executor live. */
export interface WorkerLifeOptions {
  /** Workers that are kept although they have nothing to do. They start with the first call, or with `start()`. Default: 0. */
  readonly minWorkers?: number;
  /** A worker beyond `minWorkers` that had nothing to do for so long ends. Default: 60,000 ms. */
  readonly idleTimeoutMs?: number;
  /** A worker that has done so many calls is replaced. Default: never. */
  readonly maxTasksPerWorker?: number;
  /** A worker that has lived for so long is replaced when it has no call. Default: never. */
  readonly maxWorkerAgeMs?: number;
  /**
   * A worker is replaced when its heap, with the buffers beside it and with what is no longer used but not yet
   * collected, was found greater than so many MiB after a call. Default: never.
   */
  readonly maxWorkerHeapMb?: number;
}

/** The time, and what to do later. */
export interface RetirementClock {
  now(): number;
  setTimer(callback: () => void, delayMs: number): { cancel(): void };
}

/** What a worker's retirement depends on. */
export interface WorkerLife {
  readonly startedAt: number;
  tasks: number;
  heapBytes: number;
  idleSince: number;
}

interface LivingWorker {
  readonly life: WorkerLife;
}

/** The workers whose retirement is decided. */
export interface RetiringWorkers<W extends LivingWorker> {
  /** Those with nothing to do, the one that has rested longest first. */
  idle(): readonly W[];
  /** How many there are that do not end yet. */
  count(): number;
  /** Ends one that has nothing to do. */
  retire(worker: W): void;
}

const action = "make an executor";
const bytesPerMb = 1024 * 1024;

/** Decides when workers end for good reasons: nothing to do, many tasks done, old age, a large heap. */
export class WorkerRetirement<W extends LivingWorker> {
  readonly minWorkers: number;
  readonly #idleTimeoutMs: number;
  readonly #maxTasks: number;
  readonly #maxAgeMs: number;
  readonly #maxHeapBytes: number;
  readonly #workers: RetiringWorkers<W>;
  readonly #clock: RetirementClock;
  #timer: { cancel(): void } | undefined;

  /**
   * @param options - the limits
   * @param workers - what they are about
   * @param clock - for tests
   */
  constructor(options: WorkerLifeOptions, workers: RetiringWorkers<W>, clock: RetirementClock = systemClock) {
    this.minWorkers = options.minWorkers ?? 0;
    this.#idleTimeoutMs = options.idleTimeoutMs ?? 60_000;
    this.#maxTasks = options.maxTasksPerWorker ?? Number.POSITIVE_INFINITY;
    this.#maxAgeMs = options.maxWorkerAgeMs ?? Number.POSITIVE_INFINITY;
    this.#maxHeapBytes = (options.maxWorkerHeapMb ?? Number.POSITIVE_INFINITY) * bytesPerMb;
    this.#workers = workers;
    this.#clock = clock;
  }

  /** A worker starts. */
  beginLife(): WorkerLife {
    return { startedAt: this.#clock.now(), tasks: 0, heapBytes: 0, idleSince: 0 };
  }

  /** Whether a worker is to end after what it does now. */
  isDue(life: WorkerLife): boolean {
    if (life.tasks >= this.#maxTasks || life.heapBytes > this.#maxHeapBytes) return true;
    return (
      this.#maxAgeMs !== Number.POSITIVE_INFINITY && this.#clock.now() - life.startedAt >= this.#maxAgeMs
    );
  }

  /** A worker has nothing to do from now on. */
  rest(life: WorkerLife): void {
    life.idleSince = this.#clock.now();
    if (this.#timer === undefined) this.#watch();
  }

  /** Nobody is to retire any more. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /** One timer for all: a timer set and cleared with every call would cost more than the rest of it. */
  #watch(): void {
    const delayMs = this.#nextDueAt() - this.#clock.now();
    if (delayMs === Number.POSITIVE_INFINITY) return;
    this.#timer = this.#clock.setTimer(() => this.#sweep(), Math.max(1, delayMs));
  }

  #nextDueAt(): number {
    const lives = this.#workers.idle().map(({ life }) => life);
    const oldest = Math.min(...lives.map((life) => life.startedAt)) + this.#maxAgeMs;
    if (this.#workers.count() <= this.minWorkers) return oldest;
    return Math.min(oldest, (lives[0]?.idleSince ?? Number.POSITIVE_INFINITY) + this.#idleTimeoutMs);
  }

  #sweep(): void {
    this.#timer = undefined;
    const now = this.#clock.now();
    for (const worker of [...this.#workers.idle()]) {
      if (this.isDue(worker.life) || this.#isSpare(worker.life, now)) this.#workers.retire(worker);
    }
    this.#watch();
  }

  #isSpare(life: WorkerLife, now: number): boolean {
    return now - life.idleSince >= this.#idleTimeoutMs && this.#workers.count() > this.minWorkers;
  }
}

const systemClock: RetirementClock = {
  now: () => performance.now(),
  setTimer(callback, delayMs) {
    const timer = setLongTimeout(callback, delayMs);
    // Workers that rest do not keep the process alive, so their end must not either.
    timer?.unref();
    return { cancel: () => clearTimeout(timer) };
  },
};

/**
 * @throws {TypeError} if an option is not a number
 * @throws {RangeError} if one is out of range, or there are more workers at least than at the most
 */
export function checkWorkerLife(options: WorkerLifeOptions, maxWorkers: number): void {
  const { minWorkers = 0, maxTasksPerWorker = 1, idleTimeoutMs = 0, maxWorkerAgeMs = 0 } = options;
  const { maxWorkerHeapMb = 0 } = options;
  checkedCount(action, "minWorkers", minWorkers, 0);
  if (minWorkers > maxWorkers) {
    throw new RangeError(
      `Cannot ${action} because minWorkers is ${minWorkers}: pass a whole number from 0 to maxWorkers (${maxWorkers})`,
    );
  }
  checkedLimit(action, "maxTasksPerWorker", maxTasksPerWorker);
  checkedDuration(action, "idleTimeoutMs", idleTimeoutMs);
  checkedDuration(action, "maxWorkerAgeMs", maxWorkerAgeMs);
  checkHeap(maxWorkerHeapMb);
}

function checkHeap(maxWorkerHeapMb: number): void {
  if (typeof maxWorkerHeapMb === "number" && maxWorkerHeapMb >= 0) return;
  throw new RangeError(
    `Cannot ${action} because maxWorkerHeapMb is ${shownValue(maxWorkerHeapMb)}: pass a number of MiB from 0`,
  );
}
