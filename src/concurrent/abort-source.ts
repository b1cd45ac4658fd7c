/**
 * What gives calls up. An `AbortSignal` is one; whatever makes one for each of many calls can use something else: a
 * signal costs more than a call, and survives the small garbage collections, which take long then.
 */
export interface AbortSource {
  /** Whether it has been aborted. */
  readonly aborted: boolean;
  /** Why. */
  readonly reason: unknown;
  /** Calls the listener when it is aborted; nothing happens if it is already. */
  addEventListener(type: "abort", listener: () => void): void;
  /** The listener is not called any more. */
  removeEventListener(type: "abort", listener: () => void): void;
}
