/** What the places at which something arrives know about a loop that does nothing. */
export interface LoopRest {
  /** Whether the loop of this thread does nothing, and its watchdog has stopped looking. */
  isOn: boolean;
  /** Has the watchdog look again. Call it only while `isOn`, and before any code of the application. */
  end(): void;
}

/**
 * Whether the watchdog of this thread's loop rests.
 *
 * Node says that a loop wakes up only after the first callback has run, so each place in this library at which bytes,
 * connections and answers arrive ends the rest: `if (loopRest.isOn) loopRest.end();`. An object, not a variable, since
 * one layer reads what another one writes.
 */
export const loopRest: LoopRest = { isOn: false, end() {} };
