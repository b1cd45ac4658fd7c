import { types } from "node:util";
import { describe, isError, readOr } from "../errors/internal.ts";
import { describeThrown } from "./describe-thrown.ts";
import { shortText } from "./visible-text.ts";

const mostValues = 200;
const deepest = 4;
const longestText = 2_000;
const longestName = 100;

/**
 * The fields of a line as they may be encoded: plain data as it is, errors with their stacks, and everything else as short
 * text. Never throws, and takes a bounded time and amount, whatever the values are.
 */
export function boundedFields(fields: object): Record<string, unknown> {
  return (
    readOr(() => copyFields(fields, 0, { left: mostValues })) ?? { fields: "values that cannot be read" }
  );
}

function copyFields(fields: object, depth: number, values: { left: number }): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const name in fields) {
    if (values.left-- <= 0) {
      copy["..."] = "left out";
      break;
    }
    const field = readOr(() => ({ value: Reflect.get(fields, name) as unknown }));
    // The loggers describe what is under `err` by themselves.
    const isThrown = depth === 0 && name === "err";
    copy[shortText(name, longestName)] =
      isThrown || field === undefined
        ? (field?.value ?? unreadable(field))
        : bounded(field.value, depth, values);
  }
  return copy;
}

function unreadable(field: { readonly value: unknown } | undefined): unknown {
  return field === undefined ? "a value that cannot be read" : field.value;
}

function bounded(value: unknown, depth: number, values: { left: number }): unknown {
  if (typeof value === "string") return shortText(value, longestText);
  if (typeof value === "number" || typeof value === "boolean" || value === null || value === undefined)
    return value;
  return readOr(() => boundedObject(value, depth, values)) ?? "a value that cannot be described";
}

function boundedObject(value: unknown, depth: number, values: { left: number }): unknown {
  if (isError(value)) return describeThrown(value);
  if (typeof value !== "object" || value === null || types.isProxy(value) || depth >= deepest)
    return shortText(describe(value), longestText);
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} of ${value.byteLength} bytes`;
  if (Array.isArray(value)) return boundedList(value, depth, values);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return copyFields(value, depth + 1, values);
  return "toJSON" in value && typeof value.toJSON === "function"
    ? bounded(value.toJSON(), depth + 1, values)
    : shortText(describe(value), longestText);
}

function boundedList(list: readonly unknown[], depth: number, values: { left: number }): unknown[] {
  const items = list.slice(0, Math.max(0, values.left));
  values.left -= items.length;
  const copy = items.map((item) => bounded(item, depth + 1, values));
  return items.length < list.length ? [...copy, `... (${list.length} items)`] : copy;
}
