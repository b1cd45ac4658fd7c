import type { Future } from "../../concurrent/index.ts";
import { listenToFuture, offAbort, onAbort } from "../../concurrent/internal.ts";

/** Cancels `future` when `signal` is aborted, unless it is done before, in whatever way: then no listener is left. */
export function cancelOnAbort(future: Future<unknown>, signal: AbortSignal): void {
  if (future.done()) return;
  if (signal.aborted) {
    future.cancel(signal.reason);
    return;
  }
  const cancel = () => future.cancel(signal.reason);
  onAbort(signal, cancel);
  listenToFuture(future, { onSettle: () => offAbort(signal, cancel) });
}
