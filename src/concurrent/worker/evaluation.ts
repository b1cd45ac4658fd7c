/**
 * Where the top levels of modules have stopped in this worker.
 *
 * A module is evaluated here to find the functions that it marks. Once it asks for what only the application's thread
 * does (to listen, to start the loop, to submit work), what comes before is nearly always all that is needed.
 */
const paused: (() => void)[] = [];
let onPause: (() => void) | undefined;

/** Stops the evaluation of a module until `resumeAll`. */
export function pauseEvaluation(): Promise<void> {
  return new Promise((resolve) => {
    paused.push(resolve);
    onPause?.();
  });
}

/** Resolves when an evaluation stops after now. */
export function nextPause(): Promise<void> {
  return new Promise((resolve) => {
    onPause = resolve;
  });
}

/** Lets all stopped evaluations go on: something that is needed may come further down. */
export function resumeAll(): void {
  for (const resume of paused.splice(0)) resume();
}
