let cachedText = "";
let cachedSecond = -1;

/**
 * Now, as a `Date` header has it: `Sun, 27 Jan 2013 18:43:20 GMT` (RFC 9110 §5.6.7).
 *
 * The text is made once a second, on demand: nothing runs while nobody asks.
 */
export function httpDate(): string {
  const second = Math.floor(Date.now() / 1000);
  if (second !== cachedSecond) {
    cachedSecond = second;
    cachedText = formatTimestamp(second * 1000);
  }
  return cachedText;
}

/**
 * Formats a moment as HTTP writes it, always in GMT, without its milliseconds.
 *
 * @param moment - a `Date`, or milliseconds since 1970
 * @throws {RangeError} if `moment` is no valid time
 * @example
 * ```ts
 * import { formatTimestamp } from "typhoon/httputil";
 *
 * formatTimestamp(1359312200000);   // "Sun, 27 Jan 2013 18:43:20 GMT"
 * ```
 * @see tornado.httputil.format_timestamp
 */
export function formatTimestamp(moment: Date | number): string {
  const date = typeof moment === "number" ? new Date(moment) : moment;
  if (Number.isNaN(date.getTime())) {
    throw new RangeError(
      `Cannot format a timestamp as it has to be a valid time: current value is ${moment}`,
    );
  }
  return date.toUTCString();
}

/** IMF-fixdate and the two obsolete forms. Not everything that `Date.parse` takes for a date is one. */
const dateForms =
  /^\s*(?:[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT|[A-Z][a-z]+day, \d\d-[A-Z][a-z]{2}-\d\d \d\d:\d\d:\d\d GMT|([A-Z][a-z]{2} [A-Z][a-z]{2} [\d ]\d \d\d:\d\d:\d\d \d{4}))\s*$/;

/**
 * Reads a moment as HTTP writes it (RFC 9110 §5.6.7).
 *
 * @returns milliseconds since 1970; `undefined` if it is no such date
 */
export function parseHttpDate(text: string): number | undefined {
  const form = dateForms.exec(text);
  if (form === null) return undefined;
  const moment = Date.parse(form[1] === undefined ? text : `${form[1]} GMT`);
  return Number.isNaN(moment) ? undefined : moment;
}
