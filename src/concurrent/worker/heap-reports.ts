import { getHeapStatistics } from "node:v8";

/** A report costs as much as a small task, and a heap does not grow that fast. */
const pauseMs = 100;

/** Tells the size of this worker's heap with some of its results. */
export class HeapReports {
  #nextAt = 0;

  /** @returns what goes with a message: a report if the last one was long ago, or else nothing */
  next(): { readonly heapBytes?: number } {
    const now = performance.now();
    if (now < this.#nextAt) return nothing;
    this.#nextAt = now + pauseMs;
    const { used_heap_size, external_memory } = getHeapStatistics();
    return { heapBytes: used_heap_size + external_memory };
  }
}

const nothing = {};
