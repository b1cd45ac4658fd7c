import { appLog } from "../base/log/index.ts";

// Holds the error, never the future: an error that refers to its future keeps both alive and is not reported.
const forgotten = new FinalizationRegistry((error: unknown) => {
  appLog.error({ err: error }, "Future exception was never retrieved");
});

/** Logs `error` once `future` is garbage-collected, unless somebody looks at it before. */
export function watchForRetrieval(future: object, error: unknown): void {
  forgotten.register(future, error, future);
}

/** Somebody looked at the error of `future`. */
export function markRetrieved(future: object): void {
  forgotten.unregister(future);
}
