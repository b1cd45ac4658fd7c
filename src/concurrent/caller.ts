import { AsyncLocalStorage } from "node:async_hooks";
import { readOr } from "../base/errors/internal.ts";
import { setLineFields } from "../base/log/internal.ts";
import type { AbortSource } from "./abort-source.ts";
import type { CallOptions } from "./call.ts";
import { perThread } from "./per-thread.ts";
import type { RunOptions } from "./run-options.ts";

/** The seam to whatever calls are made for, such as a request: what they inherit from it. */
export interface Caller {
  /** Gives up the calls of unblocked functions. */
  readonly abortSource: AbortSource;
  /** The same as a signal. */
  readonly signal: AbortSignal;
  /** Goes with every call that has no data of its own. */
  readonly taskContext: unknown;
}

interface Callers {
  /** Made when the first caller comes: on Node 20 every promise costs more from then on. */
  storage: AsyncLocalStorage<Caller | undefined> | undefined;
  areExpected: boolean;
  /** Something begins to be handled for a caller, known or not. */
  isHandling: boolean;
}

let found: Callers | undefined;

function callers(): Callers {
  found ??= perThread(Symbol.for("typhoon.concurrent.callers"), () => ({
    storage: undefined,
    areExpected: false,
    isHandling: false,
  }));
  return found;
}

/** From now on it matters for whom calls are made, because there is something that can be called. */
export function expectCallers(): void {
  callers().areExpected = true;
}

/** Runs `fn`; calls that are made in it, and in all that it leads to, are made for `caller`. */
export function runFor<A extends unknown[], R>(caller: Caller, fn: (...args: A) => R, ...args: A): R {
  const held = callers();
  held.storage ??= newStorage();
  return held.storage.run(caller, fn, ...args);
}

/** Has `fn` handle something for `caller`: as `runFor`, where that is worth its price. */
export function handleFor<A extends unknown[], R>(caller: Caller, fn: (...args: A) => R, ...args: A): R {
  return callers().areExpected ? runFor(caller, fn, ...args) : whileHandling(fn, ...args);
}

/** Runs `fn`, which is about something that has just come, such as a request. */
export function whileHandling<A extends unknown[], R>(fn: (...args: A) => R, ...args: A): R {
  const held = callers();
  held.isHandling = true;
  try {
    return fn(...args);
  } finally {
    held.isHandling = false;
  }
}

/** Whether this is done for a caller, as far as that is known: not behind an `await` of the first one. */
export function isHandling(): boolean {
  const { isHandling, storage } = callers();
  return isHandling || storage?.getStore() !== undefined;
}

/** What a caller has its calls carry, its log lines carry too. */
function newStorage(): AsyncLocalStorage<Caller | undefined> {
  const storage = new AsyncLocalStorage<Caller | undefined>();
  setLineFields(() => {
    const context = storage.getStore()?.taskContext;
    // A log line is written even if the context cannot be read.
    return readOr(() => (typeof context === "object" && context !== null ? { ...context } : {})) ?? {};
  });
  return storage;
}

/** Runs `fn` as if nobody had asked for it: what it makes outlives the caller that needs it first. */
export function runForNobody<R>(fn: () => R): R {
  const held = callers();
  const { isHandling, storage } = held;
  held.isHandling = false;
  try {
    return storage === undefined ? fn() : storage.run(undefined, fn);
  } finally {
    held.isHandling = isHandling;
  }
}

/** What gives up the work of whoever calls this: aborted when nobody needs it any more. */
export function callerSignal(): AbortSignal | undefined {
  return callers().storage?.getStore()?.signal;
}

/** Whom this is done for, if it is known. */
export function currentCaller(): Caller | undefined {
  return callers().storage?.getStore();
}

/** The options of an unblocked function's call: what it is not told, it has from its caller. */
export function inherited(options: CallOptions): CallOptions {
  const caller = callers().storage?.getStore();
  if (caller === undefined) return options;
  const { signal = caller.abortSource, taskContext = caller.taskContext } = options;
  return { ...options, signal, taskContext };
}

/** As `inherited`, for calls that were submitted by hand: when to give these up was decided there. */
export function inheritedContext(options: RunOptions): RunOptions {
  const caller = callers().storage?.getStore();
  if (caller === undefined || options.taskContext !== undefined) return options;
  return { ...options, taskContext: caller.taskContext };
}
