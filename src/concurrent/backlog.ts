import { ConcurrencyLimits } from "./concurrency-limit.ts";
import { DrainRate } from "./drain-rate.ts";
import { ExecutorFullError } from "./executor-errors.ts";
import type { PendingTask } from "./pending-task.ts";
import { PriorityQueue } from "./priority-queue.ts";
import { SentAhead, type SentAheadEvents } from "./sent-ahead.ts";
import type { WorkerSlot } from "./worker-slot.ts";

/**
 * The calls of a pool that no worker has begun, and how many they may be: in the queue, kept back by the limit of
 * their function, or sent ahead to a busy worker.
 */
export class Backlog {
  readonly queue = new PriorityQueue<PendingTask>();
  readonly ahead: SentAhead;
  readonly #slots: ReadonlySet<WorkerSlot>;
  readonly #maxQueue: number;
  readonly #limits = new ConcurrencyLimits();
  readonly #drainRate = new DrainRate();

  /**
   * @param slots - the workers to which calls may be sent ahead
   * @param maxQueue - calls that may wait for a worker
   * @param events - what is done with calls that do not stay where they were sent
   */
  constructor(slots: ReadonlySet<WorkerSlot>, maxQueue: number, events: SentAheadEvents) {
    this.#slots = slots;
    this.#maxQueue = maxQueue;
    this.ahead = new SentAhead(slots, events);
  }

  /** How many calls wait. */
  get size(): number {
    return this.queue.size + this.ahead.count() + this.#limits.size;
  }

  /**
   * @param takers - workers that will take a call at once: such calls do not count as waiting
   * @throws {ExecutorFullError} `ERR_EXECUTOR_FULL` if no other call may wait
   */
  checkRoom(takers: number): void {
    const queued = this.size;
    if (queued < this.#maxQueue + takers) return;
    throw new ExecutorFullError({ maxQueue: this.#maxQueue, queued, retryAfterMs: this.retryAfterMs() });
  }

  /** When the calls that wait now will have begun, by the rate of late. */
  retryAfterMs(): number {
    return this.#drainRate.retryAfterMs(this.size, performance.now());
  }

  /** A call waits from now on. @returns whether it is in the queue; otherwise it waits for calls of its function */
  add(task: PendingTask): boolean {
    if (this.#limits.of(task)?.admit(task) === false) return false;
    this.queue.push(task);
    return true;
  }

  /** Gives up a call that was not sent. @returns whether it was there */
  drop(task: PendingTask): boolean {
    if (!task.isWanted) return false;
    if (task.isAdmitted) this.queue.drop(task);
    else this.#limits.of(task)?.drop(task);
    return true;
  }

  /** A call is over: one that waited for its function is runnable now, as if it had been in the queue all the time. */
  admitNext(over: PendingTask): void {
    if (!over.isAdmitted) return;
    const next = this.#limits.of(over)?.release();
    if (next !== undefined) this.queue.insert(next);
  }

  /** A worker has ended a call. */
  noteDrain(slot: WorkerSlot): void {
    this.#drainRate.record(slot.headSince, this.queue.size > 0 || slot.size > 0);
  }

  /** Takes back what was sent ahead. @returns all calls that wait: those kept back first, then the oldest first */
  recall(): readonly PendingTask[] {
    this.queue.putBack([...this.#slots].flatMap((slot) => slot.revokeAhead(slot.size)).sort(bySubmission));
    return [...this.#limits.toArray(), ...this.queue.toArray()];
  }

  /** @returns all calls that wait */
  toArray(): PendingTask[] {
    const ahead = [...this.#slots].flatMap((slot) => slot.ahead);
    return [...this.queue.toArray(), ...this.#limits.toArray(), ...ahead];
  }
}

function bySubmission(a: PendingTask, b: PendingTask): number {
  return a.order - b.order;
}
