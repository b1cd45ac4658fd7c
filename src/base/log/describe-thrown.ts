import { describe as described, isError, readOr, readText } from "../errors/internal.ts";
import { shortText, visibleText } from "./visible-text.ts";

/** A thrown value as a log line has it. */
export interface ThrownDescription {
  /** The name of its class, or the type of what is no error. */
  readonly type: string;
  readonly message: string;
  /** Where it was thrown, and below the same of its causes; a line each, and none of them from the message. */
  readonly stack?: string;
  /** Own fields such as `code`. */
  readonly [field: string]: unknown;
}

const mostCauses = 8;
const mostParts = 8;
const mostFields = 20;
const longestText = 2_000;
const longestStack = 8_000;
/** Behind a longer message the frames are not looked for. */
const longestSearched = 100_000;
/** Said already, or in a way of its own. */
const standardFields = new Set(["name", "message", "stack", "cause", "errors", "type"]);

/**
 * Describes whatever was thrown: it never throws, and takes and gives no more than a bounded amount, whatever the value
 * does when it is read.
 */
export function describeThrown(value: unknown): ThrownDescription {
  return describe(value, 0);
}

function describe(value: unknown, depth: number): ThrownDescription {
  if (!isError(value)) return { type: readText(() => typeof value), message: describeValue(value) };
  const parts = depth === 0 ? readOr(() => partsOf(value, depth)) : undefined;
  return {
    ...readOr(() => ownFields(value)),
    type: typeOf(value),
    message: messageOf(value),
    stack: stackWithCauses(value),
    ...(parts !== undefined && { aggregateErrors: parts }),
  };
}

/** Any value as short text. */
export function describeValue(value: unknown): string {
  if (typeof value === "string") return shortText(value, longestText);
  const text = readOr(() => described(value));
  return text === undefined ? "a value that cannot be described" : shortText(text, longestText);
}

function typeOf(error: Error): string {
  return shortText(readText(() => error.constructor.name) || readText(() => error.name) || "Error", 100);
}

function messageOf(error: Error): string {
  return shortText(readOr(() => String(error.message)) ?? "its message cannot be read", longestText);
}

function stackWithCauses(error: Error): string {
  const stacks = [stackOf(error)];
  let cause = readOr(() => error.cause);
  for (let depth = 0; cause !== undefined && cause !== null; depth++) {
    if (depth === mostCauses) return [...stacks, "... further causes"].join("\ncaused by: ");
    stacks.push(isError(cause) ? stackOf(cause) : visibleText(describeValue(cause)));
    const next: unknown = isError(cause) ? readOr(() => (cause as Error).cause) : undefined;
    if (next === cause) break;
    cause = next;
  }
  return stacks.join("\ncaused by: ");
}

/** The frames as they are, below a line of our own: the message may hold what looks like frames. */
function stackOf(error: Error): string {
  const stack = readOr(() => error.stack);
  const name = readText(() => error.name) || typeOf(error);
  const header = visibleText([shortText(name, 100), messageOf(error)].filter(Boolean).join(": "));
  return typeof stack === "string"
    ? `${header}${framesOf(
        stack,
        readText(() => error.message),
      )}`
    : header;
}

function framesOf(stack: string, message: string): string {
  if (message.length > longestSearched) return "";
  const afterMessage = stack.indexOf(message) + message.length;
  const start = stack.slice(afterMessage).search(/\n\s+at /);
  if (start === -1) return "";
  const frames = stack.slice(afterMessage + start, afterMessage + start + longestStack).split("\n");
  return frames.map(visibleText).join("\n");
}

function partsOf(error: Error, depth: number): ThrownDescription[] | undefined {
  if (!("errors" in error) || !Array.isArray(error.errors)) return undefined;
  return error.errors.slice(0, mostParts).map((part) => describe(part, depth + 1));
}

function ownFields(error: Error): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const key of Object.keys(error).slice(0, mostFields)) {
    if (!standardFields.has(key)) fields[shortText(key, 100)] = fieldOf(error, key);
  }
  return fields;
}

function fieldOf(error: object, key: string): unknown {
  const field = readOr(() => ({ value: Reflect.get(error, key) as unknown }));
  if (field === undefined) return "a value that cannot be read";
  const { value } = field;
  const isPlain =
    typeof value === "number" || typeof value === "boolean" || value === null || value === undefined;
  return isPlain ? value : describeValue(value);
}
