import type { PendingTask } from "./pending-task.ts";
import type { PriorityQueue } from "./priority-queue.ts";
import type { WorkerSlot } from "./worker-slot.ts";

/** A worker whose task takes longer than this loses what was sent ahead. */
const patienceMs = 2;

/** What is done with tasks that do not stay where they were sent. */
export interface SentAheadEvents {
  /** They wait again, before all others. */
  putBack(tasks: readonly PendingTask[]): void;
  /** It cannot travel. */
  notSent(task: PendingTask, error: unknown): void;
  /** It holds fewer than it was given, perhaps none, because some could not travel. */
  onLess(slot: WorkerSlot): void;
}

/**
 * Sends calls of quick functions ahead to busy workers, many in one message: a message costs more than they do.
 *
 * It must not cost the promise that no task waits behind another while a worker is idle. So a task that was sent
 * ahead stays revocable until the worker claims it in shared memory: an idle worker takes it over, and a timer looks
 * for workers that are held up.
 */
export class SentAhead {
  readonly #slots: ReadonlySet<WorkerSlot>;
  readonly #events: SentAheadEvents;
  readonly #filled = new Set<WorkerSlot>();
  #isFlushPlanned = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(slots: ReadonlySet<WorkerSlot>, events: SentAheadEvents) {
    this.#slots = slots;
    this.#events = events;
  }

  /** How many tasks wait at workers. */
  count(): number {
    let count = 0;
    for (const slot of this.#slots) if (slot.size > 1) count += slot.size - 1;
    return count;
  }

  /** Sends from the front of the queue as long as the oldest task is quick and a worker has room for it. */
  fill(queue: PriorityQueue<PendingTask>): void {
    for (let task = queue.peek(); task?.isShort; task = queue.peek()) {
      const slot = this.#roomiest(task);
      if (slot === undefined) return;
      queue.shift();
      slot.add(task);
      this.#filled.add(slot);
      this.#planFlush();
    }
  }

  /** Posts what was added in this turn. */
  flush(): void {
    for (const slot of this.#filled) {
      // Before: values may submit others while they are read.
      this.#filled.delete(slot);
      if (slot.flush(this.#events.notSent)) this.#events.onLess(slot);
    }
  }

  /** Brings tasks that wait at other workers back to the queue for one that is idle: half of the longest wait. */
  takeFor(idle: WorkerSlot, queue: PriorityQueue<PendingTask>): void {
    let longest: WorkerSlot | undefined;
    for (const slot of this.#slots) {
      if (slot !== idle && slot.size > 1 && slot.size > (longest?.size ?? 0)) longest = slot;
    }
    if (longest !== undefined) queue.putBack(longest.revokeAhead(Math.ceil((longest.size - 1) / 2)));
  }

  #roomiest(task: PendingTask): WorkerSlot | undefined {
    let found: WorkerSlot | undefined;
    for (const slot of this.#slots) {
      if (slot.hasRoomFor(task) && slot.size < (found?.size ?? Number.POSITIVE_INFINITY)) found = slot;
    }
    return found;
  }

  /** At the end of this turn: what its other callbacks submit goes with it. */
  #planFlush(): void {
    if (this.#timer === undefined) this.#watch();
    if (this.#isFlushPlanned) return;
    this.#isFlushPlanned = true;
    queueMicrotask(() => {
      this.#isFlushPlanned = false;
      this.flush();
    });
  }

  #watch(): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#relieve();
      if (this.count() > 0) this.#watch();
    }, patienceMs);
  }

  /** Takes everything from workers that are held up by a task that was thought to be quick. */
  #relieve(): void {
    // A worker tells of quick calls together; now it may be in one that takes long.
    for (const slot of [...this.#slots]) if (slot.size > 1) slot.look();
    const now = performance.now();
    for (const slot of this.#slots) {
      if (slot.size < 2 || now - slot.headSince < patienceMs) continue;
      slot.running?.profile.record(now - slot.headSince);
      this.#events.putBack(slot.revokeAhead(slot.size));
    }
  }
}
