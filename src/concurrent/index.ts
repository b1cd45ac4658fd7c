export { type BlockingOptions, blocking } from "./blocking.ts";
export type { CallDefaults } from "./call-defaults.ts";
export { DummyExecutor } from "./dummy-executor.ts";
export { registerErrorClass } from "./error-classes.ts";
export { CancelledError, InvalidStateError, TimeoutError } from "./errors.ts";
export type { Executor, ExecutorStats, FunctionCallStats, ShutdownOptions } from "./executor.ts";
export type { TaskEvent, WorkerEvent } from "./executor-channels.ts";
export {
  ClassNotFoundError,
  DuplicateFunctionError,
  ExecutorFullError,
  type ExecutorLoad,
  ExecutorShutdownError,
  FunctionNotFoundError,
  ModuleNotLoadableError,
  NotCloneableError,
  NotInWorkerError,
  TaskAbortedError,
  type TaskAbortedErrorOptions,
  type TaskAbortReason,
  WorkerExitError,
  WorkerStartError,
} from "./executor-errors.ts";
export type { DurationStats, Outcome, OutcomeCounts, TaskDurations } from "./function-stats.ts";
export { Future } from "./future.ts";
export {
  chainFuture,
  futureAddDoneCallback,
  futureSetExceptionUnlessCancelled,
  futureSetResultUnlessCancelled,
  isFuture,
} from "./future-functions.ts";
export type { Unblocked } from "./import-module.ts";
export type { PoolExecutorOptions } from "./pool-executor.ts";
export { ProcessPoolExecutor, type ProcessPoolExecutorOptions } from "./process-pool-executor.ts";
export { type CallMaker, replaceExecutors } from "./replace-executors.ts";
export { type RunOnExecutorDecorator, type RunOnExecutorOptions, runOnExecutor } from "./run-on-executor.ts";
export type { RunOptions } from "./run-options.ts";
export { sleepSync } from "./sleep-sync.ts";
export type { ThreadResourceLimits } from "./thread.ts";
export { ThreadPoolExecutor, type ThreadPoolExecutorOptions } from "./thread-pool-executor.ts";
export { type Movable, transfer } from "./transfer.ts";
export { type UnblockDecorator, type UnblockedFunction, type UnblockOptions, unblock } from "./unblock.ts";
export { type CurrentTask, currentTask } from "./worker/current-task.ts";
export { type WorkerLocal, type WorkerLocalOptions, workerLocal } from "./worker-local.ts";
export type { WorkerLifeOptions } from "./worker-retirement.ts";
