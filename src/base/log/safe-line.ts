import { readOr } from "../errors/internal.ts";
import { shortText, visibleJsonLine } from "./visible-text.ts";

/** Characters of a line; most have some hundreds. */
const longestLine = 16_384;
const longestValue = 2_000;
const mostValues = 200;

/** A line of JSON as it may be written: no text in it steers a terminal, and none makes the log as long as it likes. */
export function safeLine(line: string): string {
  return visibleJsonLine(line.length <= longestLine ? line : shortenLine(line));
}

function shortenLine(line: string): string {
  const record = readOr(() => JSON.parse(line) as unknown);
  const short =
    record === undefined ? shortText(line.trimEnd(), longestValue) : shorten(record, { left: mostValues });
  return `${JSON.stringify(short)}\n`;
}

/** Nesting is bounded, too: each level takes a value. */
function shorten(value: unknown, values: { left: number }): unknown {
  if (values.left-- <= 0) return "... left out";
  if (typeof value === "string") return shortText(value, longestValue);
  if (Array.isArray(value)) return value.slice(0, values.left).map((item) => shorten(item, values));
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).slice(0, values.left);
  return Object.fromEntries(fields.map(([name, item]) => [shortText(name, 100), shorten(item, values)]));
}
