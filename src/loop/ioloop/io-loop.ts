import { inspect } from "node:util";
import { anyObject, anyValue, checkedDuration, OptionRules } from "../../base/errors/internal.ts";
import type { Executor, Future } from "../../concurrent/index.ts";
import {
  asFuture,
  DeferredCall,
  getDefaultExecutor,
  listenToFuture,
  setDefaultExecutor,
  type WorkerContext,
  workerContext,
} from "../../concurrent/internal.ts";
import { type StallWatchdog, type StallWatchdogOptions, watchdog } from "../watchdog/index.ts";
import { CallbackQueue } from "./callback-queue.ts";
import { type Clock, systemClock } from "./clock.ts";
import { type Deadline, deadlineToTime } from "./deadline.ts";
import { RunState } from "./run-state.ts";
import { SignalHandlers } from "./signal-handlers.ts";
import { SyncCall } from "./sync-call.ts";
import { Timeout, type TimeoutHandle } from "./timeout.ts";

/** Options of {@link IOLoop}. */
export interface IOLoopOptions {
  /** Where time and timers come from; a test gives its own. Default: the system's monotonic clock. */
  readonly clock?: Clock;
}

/** Options of `IOLoop.runSync`. */
export interface RunSyncOptions {
  /** Give up after this many milliseconds. Default: never. */
  readonly timeoutMs?: number;
}

const loopRules = new OptionRules<IOLoopOptions>("make a loop", { clock: anyObject });
const runSyncRules = new OptionRules<RunSyncOptions>("run the loop", { timeoutMs: anyValue });

let currentLoop: IOLoop | undefined;
let pushLocally: (loop: IOLoop, call: DeferredCall<[]>) => void;

/**
 * Tornado's view of the event loop: callbacks for the next turn, timeouts, and the way to executors.
 *
 * Node runs its loop by itself, so callbacks and timeouts work without `start()`; that only keeps the process alive
 * until `stop()`. Each thread has one loop. Every callback runs in the asynchronous context of whoever gave it, and
 * what it throws, at once or through a promise, goes to `appLog` as `Exception in callback`.
 *
 * @see tornado.ioloop.IOLoop
 * @example
 * ```ts
 * import { IOLoop } from "typhoon/ioloop";
 *
 * const loop = IOLoop.current();
 * loop.callLater(10, () => loop.stop());
 * await loop.start();
 * ```
 */
export class IOLoop {
  readonly #clock: Clock;
  readonly #callbacks = new CallbackQueue();
  readonly #runState = new RunState();
  readonly #signalHandlers = new SignalHandlers();
  // Set before any of the application's code runs in a worker, so it is asked for once.
  readonly #worker: WorkerContext | undefined = workerContext();

  static {
    pushLocally = (loop, call) => loop.#callbacks.push(call);
  }

  /** @param options - `clock`: where time comes from; everyone but a test uses `IOLoop.current()` */
  constructor(options: IOLoopOptions = {}) {
    loopRules.check(options);
    this.#clock = options.clock ?? systemClock;
  }

  /** The loop of this thread. */
  static current(): IOLoop {
    currentLoop ??= new IOLoop();
    return currentLoop;
  }

  /** Tornado's old name of {@link IOLoop.current}. */
  static instance(): IOLoop {
    return IOLoop.current();
  }

  /** The loop's time in milliseconds: monotonic, from an arbitrary start, the scale of `callAt` and `addTimeout`. */
  time(): number {
    return this.#clock.now();
  }

  /**
   * Calls `callback` at `deadline`; one in the past is due on a later turn.
   *
   * @param deadline - a time of `time()` in milliseconds, or `{ ms }` from now
   * @returns for `removeTimeout`
   * @throws {TypeError} when the deadline is neither
   */
  addTimeout<A extends readonly unknown[]>(
    deadline: Deadline,
    callback: (...args: A) => unknown,
    ...args: A
  ): TimeoutHandle {
    assertFunction(callback);
    return new Timeout(this.#clock, deadlineToTime(deadline, this.time()), callback, args);
  }

  /** Calls `callback` after `delayMs` milliseconds; otherwise as `addTimeout`. */
  callLater<A extends readonly unknown[]>(
    delayMs: number,
    callback: (...args: A) => unknown,
    ...args: A
  ): TimeoutHandle {
    return this.addTimeout({ ms: delayMs }, callback, ...args);
  }

  /** Calls `callback` at `timeMs`, a time of `time()`; otherwise as `addTimeout`. */
  callAt<A extends readonly unknown[]>(
    timeMs: number,
    callback: (...args: A) => unknown,
    ...args: A
  ): TimeoutHandle {
    return this.addTimeout(timeMs, callback, ...args);
  }

  /** Prevents the call; does nothing when it was made or removed already. */
  removeTimeout(handle: TimeoutHandle): void {
    if (handle instanceof Timeout) handle.cancel();
  }

  /**
   * Calls `callback` on the next turn of the loop, after those added before it.
   *
   * A task on a worker thread of this library calls back on the application's loop; there the function has to be one
   * that can cross, marked with `blocking` or `unblock`. While a worker evaluates a module to find its functions,
   * nothing is called: the application's thread does that already.
   */
  addCallback<A extends readonly unknown[]>(callback: (...args: A) => unknown, ...args: A): void {
    assertFunction(callback);
    if (this.#worker?.isInTask()) this.#worker.addCallback(callback, args);
    else if (!this.#worker) this.#callbacks.push(new DeferredCall(callback, args));
  }

  /** As `addCallback`; the name says that nobody waits for the result. */
  spawnCallback<A extends readonly unknown[]>(callback: (...args: A) => unknown, ...args: A): void {
    this.addCallback(callback, ...args);
  }

  /** As `addCallback`: Node brings signals to the loop, so nothing has to be different for them. */
  addCallbackFromSignal<A extends readonly unknown[]>(callback: (...args: A) => unknown, ...args: A): void {
    this.addCallback(callback, ...args);
  }

  /**
   * Calls `callback` each time the process gets `signal`, in place of what the signal does by itself.
   *
   * One for each signal: a later one takes the place of the one before. In a worker thread nothing is called, because
   * signals come to the main thread. It does not keep the process alive: a server or `start()` does.
   *
   * @param signal - not `SIGKILL` or `SIGSTOP`, which no process can handle: the system's error is thrown
   * @see asyncio.loop.add_signal_handler
   * @example
   * ```ts
   * import { IOLoop } from "typhoon/ioloop";
   *
   * const loop = IOLoop.current();
   * loop.addSignalHandler("SIGTERM", () => loop.stop());
   * loop.removeSignalHandler("SIGTERM");   // true
   * ```
   */
  addSignalHandler<A extends readonly unknown[]>(
    signal: NodeJS.Signals,
    callback: (...args: A) => unknown,
    ...args: A
  ): void {
    assertFunction(callback);
    if (!this.#worker) this.#signalHandlers.set(signal, new DeferredCall(callback, args));
  }

  /**
   * Lets `signal` do again what it does by itself.
   *
   * @returns whether `addSignalHandler` had been called for it
   */
  removeSignalHandler(signal: NodeJS.Signals): boolean {
    return this.#signalHandlers.remove(signal);
  }

  /**
   * Calls `callback` with `future` on the turn of the loop after it is done, on this thread.
   *
   * @param future - a promise is handed to the callback as a `Future`
   */
  addFuture<T>(future: Future<T> | PromiseLike<T>, callback: (future: Future<T>) => unknown): void {
    assertFunction(callback);
    const waited = asFuture(future);
    const call = new DeferredCall(callback, [waited]);
    listenToFuture(waited, { onSettle: () => this.#callbacks.push(call) });
  }

  /**
   * Calls `fn` with `args` on an executor.
   *
   * @param executor - `null`: the default executor
   * @returns the outcome of the call
   */
  runInExecutor<A extends readonly unknown[], R>(
    executor: Pick<Executor, "submit"> | null,
    fn: (...args: A) => R,
    ...args: A
  ): Future<Awaited<R>> {
    return (executor ?? getDefaultExecutor()).submit(fn, ...args);
  }

  /** Makes `executor` the one that `runInExecutor(null, …)` uses. */
  setDefaultExecutor(executor: Pick<Executor, "submit">): void {
    setDefaultExecutor(executor);
  }

  /**
   * Keeps the process alive until `stop()`.
   *
   * In a worker thread of this library nothing is started: the evaluation of a module that asks for it stops here,
   * and inside a task this returns at once.
   *
   * @returns resolves at `stop()`; at once if that was called before
   * @throws {InvalidStateError} `ERR_INVALID_STATE` when already started
   */
  async start(): Promise<void> {
    if (this.#worker === undefined) await this.#runState.start();
    else if (!this.#worker.isInTask()) await this.#worker.pause();
  }

  /** Lets `start()` return: the one that runs, or else the next. Callbacks and timeouts go on. */
  stop(): void {
    this.#runState.stop();
  }

  /**
   * Starts the loop, calls `fn` on it, and stops the loop when the result is there.
   *
   * Unlike Tornado's it cannot block, because Node's loop does not nest: await it.
   *
   * @param fn - may be asynchronous
   * @param options - `timeoutMs`: give up after this long; a `Future` that `fn` returned is then cancelled
   * @returns what `fn` returned
   * @throws {TimeoutError} `ERR_TIMEOUT` after `timeoutMs`
   * @throws {InvalidStateError} `ERR_INVALID_STATE` when the loop runs already, or is stopped before the result is there
   */
  async runSync<R>(fn: () => R, options: RunSyncOptions = {}): Promise<Awaited<R>> {
    runSyncRules.check(options);
    if (this.#worker) {
      await this.start();
      return await fn();
    }
    if (options.timeoutMs !== undefined) checkedDuration("run the loop", "timeoutMs", options.timeoutMs);
    const call = new SyncCall(fn);
    const stopped = this.#runState.start();
    this.#callbacks.push(new DeferredCall(() => call.run(), []));
    const timer = this.#timeOutLater(call, options.timeoutMs);
    await Promise.race([stopped, call.settled()]);
    this.#runState.finish();
    if (timer) this.removeTimeout(timer);
    return call.result();
  }

  /**
   * The watchdog of this process, running: it reports what blocks the loop while it does, with the line.
   *
   * @param options - a watchdog with these takes the place of the one before. Default: the one that runs, if one does
   * @throws {RangeError} when an option is out of its range
   */
  watchdog(options?: StallWatchdogOptions): StallWatchdog {
    return watchdog(options);
  }

  #timeOutLater(call: SyncCall<unknown>, timeoutMs: number | undefined): TimeoutHandle | undefined {
    if (timeoutMs === undefined) return undefined;
    return this.callLater(timeoutMs, () => call.timeOut(timeoutMs));
  }
}

/** The friends' `addCallback`: for the next turn of the loop of this very thread, also inside a worker. */
export function onNextTurn(callback: () => void): void {
  pushLocally(IOLoop.current(), new DeferredCall(callback, []));
}

function assertFunction(callback: unknown): void {
  if (typeof callback !== "function") {
    throw new TypeError(`Cannot call back as the callback is not a function: it is ${inspect(callback)}`);
  }
}
