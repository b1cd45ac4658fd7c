const longest = 60;

/**
 * A value as an error message names it: short, on one line, and without calling any code of the value's own.
 *
 * @param value - of any kind, a hostile one included
 */
export function shownValue(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "function") return "a function or class";
  if (typeof value === "symbol") return "a symbol";
  if (typeof value === "bigint") return `${value}n`.slice(0, longest);
  if (typeof value !== "object" || value === null) return String(value);
  return shownObject(value);
}

function quoted(text: string): string {
  return text.length <= longest ? JSON.stringify(text) : `${JSON.stringify(text.slice(0, longest))}...`;
}

/** A Proxy may throw whatever is asked of it. */
function shownObject(value: object): string {
  try {
    if (Array.isArray(value)) return "a list";
    if (value instanceof Promise) return "a promise, which needs an await";
    if (value instanceof Date) return "a Date";
    if (value instanceof Map) return "a Map";
    if (value instanceof URL) return "a URL";
    if (value instanceof Uint8Array) return "bytes";
    return "an object";
  } catch {
    return "an object";
  }
}
