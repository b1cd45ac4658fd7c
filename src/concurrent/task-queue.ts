/** What the queue needs of its items. */
export interface QueuedTask {
  /** Later tasks have greater ones. */
  readonly order: number;
  /** Cleared by whoever gives the task up; the queue passes over it then. */
  isWanted: boolean;
}

const firstCompaction = 64;

/** First-in first-out. Taking from the front and giving up a task anywhere are O(1). */
export class TaskQueue<T extends QueuedTask> {
  #tasks: (T | undefined)[] = [];
  #head = 0;
  #size = 0;

  /** How many tasks wait. */
  get size(): number {
    return this.#size;
  }

  push(task: T): void {
    this.#tasks.push(task);
    this.#size++;
  }

  /** Puts a task where its order says: behind the older ones. */
  insert(task: T): void {
    const place = this.#tasks.findIndex((other, index) => index >= this.#head && after(other, task));
    if (place === -1) this.#tasks.push(task);
    else this.#tasks.splice(place, 0, task);
    this.#size++;
  }

  /** Puts tasks back that were taken out, before all others; they are the oldest. */
  putBack(tasks: readonly T[]): void {
    for (const task of tasks) task.isWanted = true;
    this.#tasks = [...tasks, ...this.#tasks.slice(this.#head)];
    this.#head = 0;
    this.#size += tasks.length;
  }

  /** @returns the task that has waited longest, or `undefined` when none waits */
  peek(): T | undefined {
    while (this.#head < this.#tasks.length && !this.#tasks[this.#head]?.isWanted) {
      this.#tasks[this.#head++] = undefined;
    }
    return this.#tasks[this.#head];
  }

  /** @returns the task that has waited longest, now taken out, or `undefined` when none waits */
  shift(): T | undefined {
    while (this.#head < this.#tasks.length) {
      const task = this.#tasks[this.#head];
      this.#tasks[this.#head++] = undefined;
      if (!task?.isWanted) continue;
      this.#size--;
      this.#compact();
      return task;
    }
    this.#compact();
    return undefined;
  }

  /** Gives up a task that waits here. */
  drop(task: T): void {
    if (!task.isWanted) return;
    task.isWanted = false;
    this.#size--;
    // Tasks that nobody takes out, because others have a higher priority, would pile up when they were given up.
    if (this.#tasks.length - this.#head > firstCompaction + 2 * this.#size) this.#forgetDropped();
  }

  /** @returns the tasks that wait, the oldest first */
  toArray(): T[] {
    return this.#tasks.slice(this.#head).filter((task) => task?.isWanted === true) as T[];
  }

  #forgetDropped(): void {
    this.#tasks = this.toArray();
    this.#head = 0;
  }

  #compact(): void {
    if (this.#head < firstCompaction || this.#head * 2 < this.#tasks.length) return;
    this.#tasks = this.#tasks.slice(this.#head);
    this.#head = 0;
  }
}

function after(other: QueuedTask | undefined, task: QueuedTask): boolean {
  return other !== undefined && other.order > task.order;
}
