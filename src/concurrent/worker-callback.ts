import { genLog } from "../base/log/index.ts";
import { decodePayload } from "./payload.ts";
import { findByKey } from "./registry.ts";
import { runCallback } from "./run-callback.ts";
import type { CallbackMessage } from "./task.ts";

/** Runs, on the next turn of the loop, the marked function that a worker asked for with `IOLoop.addCallback`. */
export function runWorkerCallback(message: CallbackMessage): void {
  const marked = findByKey(message.key);
  if (marked === undefined) {
    genLog.error(`Cannot run a worker's callback as nothing is marked at ${message.key} on this thread`);
    return;
  }
  const args = decodePayload(message.args);
  const { fn } = marked;
  setImmediate(() =>
    runCallback((...values: unknown[]) => Reflect.apply(fn, undefined, values), toArray(args)),
  );
}

function toArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
