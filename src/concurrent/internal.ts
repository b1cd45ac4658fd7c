export { getDefaultExecutor, setDefaultExecutor } from "./default-executor.ts";
export { listenToFuture, type SettleListener } from "./future.ts";
export { asFuture } from "./future-functions.ts";
export { DeferredCall, isThenable, logCallbackError, runCallback } from "./run-callback.ts";
export { SyncThread } from "./sync-thread.ts";
export { isTyphoonWorker, type WorkerContext, workerContext } from "./worker-context.ts";
