type Listener = Parameters<AbortSignal["addEventListener"]>[1];
type Options = Parameters<AbortSignal["addEventListener"]>[2];

/**
 * Has the errors of a signal's listeners reported: Node would end the process, and a client that leaves is enough to call
 * them.
 *
 * @param signal - whose listeners are added from now on
 * @param report - called with what a listener threw, or what its promise was rejected with
 */
export function guardListeners(signal: AbortSignal, report: (error: unknown) => void): void {
  const guards = new WeakMap<object, (event: Event) => void>();
  const { addEventListener, removeEventListener } = signal;
  const guarded = (listener: Listener): Listener => {
    // Not of the types, but of the standard: nothing is added.
    if (Object(listener) !== listener) return listener;
    const guard = guards.get(listener) ?? guardOf(signal, listener, report);
    guards.set(listener, guard);
    return guard;
  };
  signal.addEventListener = (type: string, listener: Listener, options?: Options) =>
    addEventListener.call(signal, type, guarded(listener), options);
  signal.removeEventListener = (type: string, listener: Listener, options?: Options) =>
    removeEventListener.call(signal, type, guarded(listener), options);
}

function guardOf(signal: AbortSignal, listener: Listener, report: (error: unknown) => void) {
  return (event: Event): void => {
    try {
      const result: unknown =
        typeof listener === "function" ? listener.call(signal, event) : listener.handleEvent(event);
      if (result instanceof Promise) result.catch(report);
    } catch (error) {
      report(error);
    }
  };
}
