import type { Future } from "../../concurrent/index.ts";
import { listenToFuture } from "../../concurrent/internal.ts";
import { type Deadline, IOLoop } from "../ioloop/index.ts";

/** Calls `callback` at `deadline`, unless `future` is done before, in whatever way: then no timer is left behind. */
export function callUnlessDone(future: Future<unknown>, deadline: Deadline, callback: () => void): void {
  const loop = IOLoop.current();
  const timer = loop.addTimeout(deadline, callback);
  listenToFuture(future, { onSettle: () => loop.removeTimeout(timer) });
}
