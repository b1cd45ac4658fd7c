import type { FunctionProfile } from "./function-profile.ts";
import type { PendingTask } from "./pending-task.ts";
import { PriorityQueue } from "./priority-queue.ts";

/**
 * Lets no more calls of one function into a pool's queue than may run at a time; the others wait here, the oldest
 * first. So those that wait for their own function never stand in the way of others.
 */
export class ConcurrencyLimit {
  readonly #most: number;
  readonly #parked = new PriorityQueue<PendingTask>();
  #admitted = 0;

  /** @param most - so many at a time */
  constructor(most: number) {
    this.#most = most;
  }

  /** How many wait here. */
  get size(): number {
    return this.#parked.size;
  }

  /** @returns whether the call may go into the queue; otherwise it waits here now */
  admit(task: PendingTask): boolean {
    task.isAdmitted = this.#admitted < this.#most;
    if (task.isAdmitted) this.#admitted++;
    else this.#parked.push(task);
    return task.isAdmitted;
  }

  /** Gives up a call that waits here. */
  drop(task: PendingTask): void {
    this.#parked.drop(task);
  }

  /** A call that was admitted is over. @returns the one that may go into the queue in its place */
  release(): PendingTask | undefined {
    const next = this.#parked.shift();
    if (next === undefined) this.#admitted--;
    else next.isAdmitted = true;
    return next;
  }

  /** @returns the calls that wait here, the oldest first */
  toArray(): PendingTask[] {
    return this.#parked.toArray();
  }
}

/** The limits of a pool's functions. */
export class ConcurrencyLimits {
  readonly #limits = new Map<FunctionProfile, ConcurrencyLimit>();

  /** How many calls wait for calls of their function. */
  get size(): number {
    let size = 0;
    for (const limit of this.#limits.values()) size += limit.size;
    return size;
  }

  /** @returns the limit of the call's function, if it has one */
  of({ profile }: PendingTask): ConcurrencyLimit | undefined {
    if (profile.maxConcurrency === undefined) return undefined;
    const limit = this.#limits.get(profile) ?? new ConcurrencyLimit(profile.maxConcurrency);
    this.#limits.set(profile, limit);
    return limit;
  }

  /** @returns the calls that wait for calls of their function */
  toArray(): PendingTask[] {
    return [...this.#limits.values()].flatMap((limit) => limit.toArray());
  }
}
