const unitsMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  sec: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * The type of an option that is a time span: `500ms`, `45s`, `1h30m`, `2.5d`, read as milliseconds.
 *
 * A number without a unit is refused: in Tornado it would be seconds, in Node milliseconds.
 *
 * @throws {RangeError} if the text is no time span
 * @example
 * ```ts
 * import { OptionParser, duration } from "typhoon/options";
 *
 * const options = new OptionParser();
 * const timeoutMs = options.define("timeout", { type: duration, default: 30_000, help: "give up after this long" });
 * options.parseCommandLine(["--timeout=1h30m"]);
 * timeoutMs.value;   // 5400000
 * ```
 */
export function duration(text: string): number {
  const parts = [...text.matchAll(/\s*([+-]?\d+(?:\.\d+)?)\s*([a-z]+)\s*/gy)];
  const length = parts.reduce((sum, [part]) => sum + part.length, 0);
  if (parts.length === 0 || length !== text.length) throw new RangeError("it is no time span with units");
  return parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * unitMs(unit), 0);
}

function unitMs(unit: string): number {
  const ms = unitsMs[unit];
  if (ms === undefined) throw new RangeError(`there is no unit "${unit}"`);
  return ms;
}
