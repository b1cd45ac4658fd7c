/**
 * Where the top levels of modules have stopped in this worker.
 *
 * A module is evaluated here to find the functions that it marks. Once it asks for what only the application's thread
 * does (to listen, to start the loop, to submit work), what comes before is nearly always all that is needed.
 */
const paused: (() => void)[] = [];
let onPause: (() => void) | undefined;
let isUnseen = false;

/** Stops the evaluation of a module until `resumeAll`. */
export function pauseEvaluation(): Promise<void> {
  return new Promise((resolve) => {
    paused.push(resolve);
    isUnseen = onPause === undefined;
    onPause?.();
  });
}

/**
 * Resolves when an evaluation stops after now, or has stopped before anybody asked: a bundle is evaluated as the
 * thread's entry, before the first task comes.
 */
export function nextPause(): Promise<void> {
  return new Promise((resolve) => {
    onPause = resolve;
    if (isUnseen) resolve();
    isUnseen = false;
  });
}

/** Lets all stopped evaluations go on: something that is needed may come further down. */
export function resumeAll(): void {
  for (const resume of paused.splice(0)) resume();
}
