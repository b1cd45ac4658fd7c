import assert from "node:assert/strict";
import type { Call } from "#typhoon/concurrent/call.js";
import { encodeError } from "#typhoon/concurrent/error-codec.js";
import type { PoolWorker, PoolWorkerEvents } from "#typhoon/concurrent/pool-worker.js";
import type { ToWorker } from "#typhoon/concurrent/task.js";
import { WorkerPool, type WorkerPoolOptions } from "#typhoon/concurrent/worker-pool.js";

/** How long an aborted call may go on. */
export const graceMs = 1000;

/** A worker that does what the test says, when it says so. */
export class ScriptedWorker implements PoolWorker {
  readonly events: PoolWorkerEvents;
  readonly received: ToWorker[] = [];
  /** How often it was ended, and how often it was told to end itself. */
  ends = 0;
  orderlyEnds = 0;
  isBusy = true;
  aborted: number | undefined;
  /** Whether it is loading what a task needs, and whether it does so until the test says otherwise. */
  isPreparing = false;
  loadsSlowly = false;

  constructor(events: PoolWorkerEvents) {
    this.events = events;
  }

  get lastId(): number {
    const last = this.received.findLast((message) => message.type === "run");
    return last?.id ?? assert.fail("it has no task");
  }

  hasRoomBeside(): boolean {
    return false;
  }

  openClaim(): number {
    return 1;
  }

  takeBack(): boolean {
    return false;
  }

  post(messages: readonly ToWorker[]): void {
    for (const message of messages) {
      if (message.type === "prepare") this.#prepare();
      else this.received.push(message);
    }
    if (messages.some((message) => message.type === "end")) this.orderlyEnds++;
  }

  #prepare(): void {
    this.isPreparing = true;
    if (!this.loadsSlowly) this.prepared();
  }

  /** It has loaded what it was told to. */
  prepared(): void {
    this.isPreparing = false;
    this.events.onMessage({ type: "prepared" });
  }

  expectSoon(): void {}

  look(): void {}

  abort(taskId: number): void {
    this.aborted = taskId;
  }

  setBusy(isBusy: boolean): void {
    this.isBusy = isBusy;
  }

  terminate(): void {
    this.ends++;
  }

  ready(): void {
    this.events.onMessage({ type: "ready" });
  }

  answer(value: unknown, heapBytes?: number): void {
    const heap = heapBytes === undefined ? {} : { heapBytes };
    this.events.onMessage({ type: "result", id: this.lastId, value: { value }, runMs: 0, ...heap });
  }

  fail(error: unknown): void {
    this.events.onMessage({ type: "failure", id: this.lastId, error: encodeError(error), runMs: 0 });
  }
}

/** A pool of such workers; `options` beyond the usual ones. */
export function scriptedPool(maxWorkers: number, options: Partial<WorkerPoolOptions> = {}) {
  const workers: ScriptedWorker[] = [];
  const startWorker = (events: PoolWorkerEvents) => {
    const worker = new ScriptedWorker(events);
    workers.push(worker);
    return worker;
  };
  const pool = new WorkerPool({ maxWorkers, maxQueue: 10, graceMs, startWorker, ...options });
  const submit = (name: string, signal?: AbortSignal) => pool.submit(callOf(name, signal)).future;
  return {
    pool,
    workers,
    submit,
    worker: (index: number) => workers[index] ?? assert.fail("no such worker"),
  };
}

/** A call that names nothing: no worker runs it. */
export function callOf(name: string, signal?: AbortSignal): Call {
  return {
    ref: { kind: "function", module: "file:///none", key: name, fingerprint: "" },
    args: [name],
    options: signal ? { signal } : {},
    runHere: () => name,
  };
}
