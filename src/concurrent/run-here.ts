import type { Call } from "./call.ts";
import { Future } from "./future.ts";
import { isThenable, promiseOf } from "./run-callback.ts";

/** Makes a call on this thread, and gives its outcome the form that a worker's would have. */
export function runHere(call: Call): Future<unknown> {
  const future = new Future<unknown>();
  try {
    const returned = call.runHere();
    if (!isThenable(returned)) future.setResult(returned);
    else {
      promiseOf(returned).then(
        (value) => future.setResult(value),
        (error) => future.setException(error),
      );
    }
  } catch (error) {
    future.setException(error);
  }
  return future;
}
