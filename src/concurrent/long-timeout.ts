/** The longest delay that Node's timers know: a longer one would be over after 1 ms. */
export const longestTimerMs = 2 ** 31 - 1;

/**
 * `setTimeout` for any delay: one of months does not end at once, and one of `Infinity` never does.
 *
 * @param callback - called once, with `arg`, so that callers need no closure
 * @param delayMs - a checked number
 * @returns for `clearTimeout`, which also takes the `undefined` of a timer that never fires
 */
export function setLongTimeout(callback: () => void, delayMs: number): NodeJS.Timeout | undefined;
export function setLongTimeout<T>(
  callback: (arg: T) => void,
  delayMs: number,
  arg: T,
): NodeJS.Timeout | undefined;
export function setLongTimeout<T>(
  callback: (arg?: T) => void,
  delayMs: number,
  arg?: T,
): NodeJS.Timeout | undefined {
  if (delayMs <= longestTimerMs) return setTimeout(callback, delayMs, arg);
  if (delayMs === Number.POSITIVE_INFINITY) return undefined;
  return setInStages(() => callback(arg), delayMs);
}

/** The timer is refreshed at the end of each of several equal stages: so it stays one for `clearTimeout` and `unref`. */
function setInStages(callback: () => void, delayMs: number): NodeJS.Timeout {
  let stages = Math.ceil(delayMs / longestTimerMs);
  const timer = setTimeout(
    () => {
      stages -= 1;
      if (stages > 0) timer.refresh();
      else callback();
    },
    Math.min(Math.ceil(delayMs / stages), longestTimerMs),
  );
  return timer;
}
