export { CancelledError, InvalidStateError, TimeoutError } from "./errors.ts";
export type { Executor } from "./executor.ts";
export { Future } from "./future.ts";
export {
  chainFuture,
  futureAddDoneCallback,
  futureSetExceptionUnlessCancelled,
  futureSetResultUnlessCancelled,
  isFuture,
} from "./future-functions.ts";
