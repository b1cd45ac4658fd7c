import { runForNobody } from "./caller.ts";
import type { Executor } from "./executor.ts";
import { perThread } from "./per-thread.ts";
import { ThreadPoolExecutor } from "./thread-pool-executor.ts";

function holder(): { executor: Pick<Executor, "submit"> | undefined } {
  return perThread(Symbol.for("typhoon.concurrent.defaultExecutor"), () => ({ executor: undefined }));
}

/** The executor for work that names none: a `ThreadPoolExecutor` of default size, unless another was set. */
export function getDefaultExecutor(): Pick<Executor, "submit"> {
  const held = holder();
  held.executor ??= runForNobody(() => new ThreadPoolExecutor());
  return held.executor;
}

/** Makes `executor` the one for work that names none. */
export function setDefaultExecutor(executor: Pick<Executor, "submit">): void {
  holder().executor = executor;
}
