/** The friends' door: what the layers above need beyond the public names. */
export type { AbortSource } from "./abort-source.ts";
export { callerOf } from "./call-site.ts";
export {
  type Caller,
  callerSignal,
  currentCaller,
  expectCallers,
  handleFor,
  runFor,
  runForNobody,
  whileHandling,
} from "./caller.ts";
export { getDefaultExecutor, setDefaultExecutor, shutdownDefaultExecutor } from "./default-executor.ts";
export { listenToFuture, type SettleListener } from "./future.ts";
export { asFuture } from "./future-functions.ts";
export { keepFreedMemory } from "./keep-freed-memory.ts";
export { preloadInThreads } from "./loader/preloads.ts";
export { longestTimerMs, setLongTimeout } from "./long-timeout.ts";
export { type LoopRest, loopRest } from "./loop-rest.ts";
export { isCloneable } from "./not-cloneable.ts";
export { offAbort, onAbort } from "./on-abort.ts";
export { tellCallsToEnd, unendedCalls } from "./orderly-end.ts";
export { perThread } from "./per-thread.ts";
export {
  type FieldsSnapshot,
  type ReceiverProtocol,
  receiverProtocol,
  restoreFields,
  snapshotFields,
} from "./receiver.ts";
export { registerClass, registerWrapperOf } from "./registry.ts";
export { DeferredCall, isThenable, logCallbackError, runCallback } from "./run-callback.ts";
export { SyncThread } from "./sync-thread.ts";
export { type ThreadEntry, threadEntry } from "./thread-entry.ts";
export { unblockOnPrototype } from "./unblock.ts";
export { isTyphoonWorker, type WorkerContext, workerContext } from "./worker-context.ts";
