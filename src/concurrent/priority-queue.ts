import { type QueuedTask, TaskQueue } from "./task-queue.ts";

/** What the queue needs of its items. */
export interface PrioritizedTask extends QueuedTask {
  /** Greater ones go first. */
  readonly priority: number;
}

interface Level<T extends QueuedTask> {
  readonly priority: number;
  readonly tasks: TaskQueue<T>;
}

/**
 * The highest priority first, and first-in first-out within a priority. A queue for each priority that is in use: where
 * all are equal, which is the usual case, everything is as quick as in one queue.
 */
export class PriorityQueue<T extends PrioritizedTask> {
  /** The highest first; empty ones go when they have become the first. */
  #levels: Level<T>[] = [];
  #size = 0;

  /** How many tasks wait. */
  get size(): number {
    return this.#size;
  }

  push(task: T): void {
    this.#levelOf(task).push(task);
    this.#size++;
  }

  /** Puts a task where its priority and its order say. */
  insert(task: T): void {
    this.#levelOf(task).insert(task);
    this.#size++;
  }

  /** Puts tasks back that were taken out, each before all others of its priority; they are the oldest. */
  putBack(tasks: readonly T[]): void {
    this.#size += tasks.length;
    const priorities = new Set(tasks.map(({ priority }) => priority));
    for (const priority of priorities) {
      const ofPriority = tasks.filter((task) => task.priority === priority);
      if (ofPriority[0] !== undefined) this.#levelOf(ofPriority[0]).putBack(ofPriority);
    }
  }

  /** @returns the task that goes next, or `undefined` when none waits */
  peek(): T | undefined {
    return this.#first()?.peek();
  }

  /** @returns the task that goes next, now taken out, or `undefined` when none waits */
  shift(): T | undefined {
    const task = this.#first()?.shift();
    if (task !== undefined) this.#size--;
    return task;
  }

  /** Gives up a task that waits here. */
  drop(task: T): void {
    if (!task.isWanted) return;
    this.#levelOf(task).drop(task);
    this.#size--;
  }

  /** @returns the tasks that wait, in the order in which they go */
  toArray(): T[] {
    return this.#levels.flatMap(({ tasks }) => tasks.toArray());
  }

  #first(): TaskQueue<T> | undefined {
    while (this.#levels.length > 1 && this.#levels[0]?.tasks.size === 0) this.#levels.shift();
    return this.#levels[0]?.tasks;
  }

  #levelOf({ priority }: T): TaskQueue<T> {
    const place = this.#placeOf(priority);
    const there = this.#levels[place];
    if (there?.priority === priority) return there.tasks;
    const tasks = new TaskQueue<T>();
    this.#levels.splice(place, 0, { priority, tasks });
    return tasks;
  }

  /** Where the level is, or would be. */
  #placeOf(priority: number): number {
    let [low, high] = [0, this.#levels.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#levels[middle]?.priority ?? 0) > priority) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
