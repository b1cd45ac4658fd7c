import { shownValue } from "../base/errors/internal.ts";
import { requireMark } from "./blocking.ts";
import type { Call, CallOptions } from "./call.ts";
import { checkDurations, checkRunOptions } from "./call-defaults.ts";
import { callerOf, ownModule } from "./call-site.ts";
import { expectCallers, inheritedContext } from "./caller.ts";
import type { Executor, ExecutorStats, ShutdownOptions } from "./executor.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { Future } from "./future.ts";
import { chainFuture } from "./future-functions.ts";
import { type Unblocked, unblockedModule } from "./import-module.ts";
import { moduleUrl } from "./module-address.ts";
import type { MarkedFunction } from "./registry.ts";
import { replacementOf } from "./replace-executors.ts";
import { runHere } from "./run-here.ts";
import type { RunOptions } from "./run-options.ts";
import { type WorkerContext, workerContext } from "./worker-context.ts";

const noOptions: RunOptions = {};

/** What all executors share: everything but where a call is made. */
export abstract class BaseExecutor implements Executor {
  constructor() {
    expectCallers();
  }

  /** How many calls can run at a time. */
  protected abstract readonly parallelism: number;

  /** Makes the call somewhere else. */
  protected abstract makeCall(call: Call): Future<unknown>;

  /** Makes the call of a generator somewhere else. */
  protected abstract makeStream(call: Call): AsyncGenerator<unknown, void, undefined>;

  abstract shutdown(options?: ShutdownOptions): Promise<void>;
  abstract stats(): ExecutorStats;

  /** Makes a call; inside a worker it is made right there, because a worker of a worker would only wait. */
  execute(call: Call): Future<unknown> {
    checkDurations(call.options);
    const worker = workerContext();
    if (worker !== undefined) return runInWorker(call, worker);
    return replacementOf(this)?.execute(call) ?? this.makeCall(call);
  }

  /** As `execute`, for a generator. */
  executeStream(call: Call): AsyncGenerator<unknown, void, undefined> {
    checkDurations(call.options);
    const worker = workerContext();
    if (worker !== undefined) return streamInWorker(call, worker);
    return replacementOf(this)?.executeStream(call) ?? this.makeStream(call);
  }

  submit<A extends readonly unknown[], R>(fn: (...args: A) => R, ...args: A): Future<Awaited<R>> {
    return this.run(fn, args);
  }

  run<A extends readonly unknown[], R>(
    fn: (...args: A) => R,
    args: A,
    options: RunOptions = noOptions,
  ): Future<Awaited<R>> {
    const marked = requireMark(fn);
    if (options !== noOptions) checkRunOptions(options);
    checkArgs(args);
    if (marked.isGenerator) {
      throw new TypeError(
        `Cannot submit the generator "${fn.name}" as it has many results: use executor.stream()`,
      );
    }
    // The types of the marked function are those of `fn`: a wrapper is registered with the function that it wraps.
    return this.execute(functionCall(marked, args, inheritedContext(options))) as Future<Awaited<R>>;
  }

  async map<T, R>(
    fn: (item: T) => R,
    items: Iterable<T>,
    options: RunOptions = noOptions,
  ): Promise<Awaited<R>[]> {
    requireMark(fn);
    checkRunOptions(options);
    const results: Awaited<R>[] = [];
    if (typeof Object(items)[Symbol.iterator] !== "function") {
      throw new TypeError(
        `Cannot map over ${shownValue(items)} because it is no list: pass one, such as [1, 2]`,
      );
    }
    const entries = numbered(items);
    const takeTurns = async () => {
      // All takers share one generator: each item is taken once and in order, and a failure ends it for all.
      for (const [index, item] of entries) results[index] = await this.run<[T], R>(fn, [item], options);
    };
    await Promise.all(Array.from({ length: this.parallelism }, takeTurns));
    return results;
  }

  stream<A extends readonly unknown[], Y>(
    fn: (...args: A) => Iterable<Y> | AsyncIterable<Y>,
    args: A,
    options: RunOptions = noOptions,
  ): AsyncGenerator<Y, void, undefined> {
    const marked = requireMark(fn);
    checkRunOptions(options);
    checkArgs(args);
    const call = functionCall(marked, args, inheritedContext(options));
    return this.executeStream(call) as AsyncGenerator<Y, void, undefined>;
  }

  import<M extends object>(module: string | URL): Unblocked<M> {
    // A method of a class has no call site of its own text: the caller is the frame above this method.
    const parent = callerOf(this.import)?.module ?? ownModule();
    return unblockedModule(String(module), moduleUrl(parent), (call) => this.execute(call));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.shutdown();
  }
}

function checkArgs(args: unknown): void {
  if (Array.isArray(args)) return;
  throw new TypeError(
    `Cannot make a call because its arguments are ${shownValue(args)}: pass a list, such as [1, 2]`,
  );
}

function* numbered<T>(items: Iterable<T>): Generator<[number, T], void, undefined> {
  let index = 0;
  for (const item of items) yield [index++, item];
}

/** A call of a marked function. */
export function functionCall(marked: MarkedFunction, args: readonly unknown[], options: CallOptions): Call {
  return {
    ref: {
      kind: "function",
      module: marked.site.module,
      key: marked.site.key,
      fingerprint: fingerprintOf(marked.fn),
    },
    args,
    options,
    maxConcurrency: marked.maxConcurrency,
    runHere: () => Reflect.apply(marked.fn, undefined, args),
  };
}

function runInWorker(call: Call, worker: WorkerContext): Future<unknown> {
  if (worker.isInTask()) return runHere(call);
  const future = new Future<unknown>();
  void worker.pause().then(() => chainFuture(runHere(call), future));
  return future;
}

async function* streamInWorker(call: Call, worker: WorkerContext): AsyncGenerator<unknown, void, undefined> {
  if (!worker.isInTask()) await worker.pause();
  yield* call.runHere() as Iterable<unknown> | AsyncIterable<unknown>;
}

/** Whether calls can be made on it, by this or another loaded copy of this library. */
export function isBaseExecutor(value: unknown): value is BaseExecutor {
  return typeof value === "object" && value !== null && "execute" in value && "executeStream" in value;
}
