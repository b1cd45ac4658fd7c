// What the endurance run submits. By path, as peers/typhoon.js.
import { blocking, currentTask } from "../../../dist/concurrent/index.js";
import { noop } from "./tasks.js";

export const answer = blocking(noop);

export const fail = blocking((index) => {
  throw new RangeError(`task ${index} throws`);
});

export const killWorker = blocking((exitCode) => process.exit(exitCode));

/** Ends only when it is told to, through shared memory. */
export const waitForAbort = blocking(() => {
  while (!currentTask().aborted);
});
