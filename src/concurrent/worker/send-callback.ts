import { explainNotCloneable } from "../not-cloneable.ts";
import { encodePayload } from "../payload.ts";
import { markOf } from "../registry.ts";
import type { FromWorker } from "../task.ts";

/**
 * Asks the application's loop to call `callback`.
 *
 * @throws {TypeError} if it is not marked: a closure of this thread cannot be called on another
 * @throws {NotCloneableError} `ERR_NOT_CLONEABLE` if an argument cannot be cloned
 */
export function sendCallback(
  callback: (...args: never) => unknown,
  args: readonly unknown[],
  send: (message: FromWorker) => unknown,
): void {
  const marked = markOf(callback);
  if (marked === undefined) {
    throw new TypeError(
      `Cannot add the callback "${callback.name || "(anonymous)"}" from a worker as a closure cannot go to the ` +
        "application's thread: mark it with blocking() at the top level of a module, and pass arguments",
    );
  }
  try {
    send({ type: "callback", key: marked.site.key, args: encodePayload(args) });
  } catch (error) {
    throw explainNotCloneable({ args }, error);
  }
}
