/**
 * The one value of this thread under a global symbol, made when first asked for.
 *
 * @param symbol - from `Symbol.for`, so that every loaded copy of this library finds the same value
 * @param create - makes the value
 */
export function perThread<T>(symbol: symbol, create: () => T): T {
  const existing: unknown = Reflect.get(globalThis, symbol);
  if (existing !== undefined) return existing as T;
  const created = create();
  Reflect.set(globalThis, symbol, created);
  return created;
}
