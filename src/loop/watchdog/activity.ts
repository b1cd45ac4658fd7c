/**
 * A method under this symbol says what an object of its class is busy with.
 *
 * It is called only when a stall is reported, on objects that are `this` somewhere on the blocked stack, so that
 * naming the request costs requests nothing: there is nothing to set before a handler runs, to clear after it, or to
 * restore after each `await`. Found by name, so that any copy of this library in the process knows it.
 */
export const activitySymbol: unique symbol = Symbol.for("typhoon.activity");

/** What the loop's thread was busy with. */
export interface Activity {
  /** The request: `GET /slow (127.0.0.1)`. */
  readonly request?: string;
  /** Who handles it: `SlowHandler.get`. */
  readonly handler?: string;
}

/** An object that can tell what it is busy with. */
export interface Active {
  [activitySymbol](): Activity;
}
