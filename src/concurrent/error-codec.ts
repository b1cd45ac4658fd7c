import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { ownModule } from "./call-site.ts";
import { classChain, findErrorClass } from "./error-classes.ts";
import { isCloneable } from "./not-cloneable.ts";
import { decodePayload, encodePayload, type Payload } from "./payload.ts";

/** A thrown value on its way to another thread. The structured clone would strip class, name, code and fields. */
export interface EncodedError {
  /** Set when something other than an error was thrown. */
  readonly thrown?: Payload;
  /** Names of its classes, the nearest first; the other side picks the first that it knows. */
  readonly classes: readonly string[];
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  /** Own fields that can be cloned: `code`, `statusCode`, ... */
  readonly fields: Payload;
  readonly cause?: EncodedError;
  /** The parts of an `AggregateError`. */
  readonly errors?: readonly EncodedError[];
}

const ownPackage = /^(.*\/)dist\/concurrent\/call-site\.js$/.exec(ownModule())?.[1];
// With source maps a frame shows the path of the source.
const ownFolders = ["dist/", "src/"].flatMap((folder) => {
  const url = ownPackage && new URL(folder, ownPackage);
  return url ? [url.href, fileURLToPath(url)] : [];
});
const deepestCause = 8;
// The `errors` of an AggregateError is not among the fields that are enumerated; that of another class is a field.
const standardFields = new Set(["name", "message", "stack", "cause"]);

/** Takes an error apart into what can travel. */
export function encodeError(error: unknown, depth = 0): EncodedError {
  if (!(error instanceof Error)) {
    return {
      thrown: encodePayload(isCloneable(error) ? error : textOf(() => inspect(error))),
      ...emptyError,
    };
  }
  return {
    classes: classChain(error),
    name: textOf(() => error.name),
    message: textOf(() => error.message),
    stack: textOf(() => (typeof error.stack === "string" ? error.stack : error)),
    fields: encodePayload(cloneableFields(error)),
    ...(depth < deepestCause && encodeBeneath(error, depth + 1)),
  };
}

/** What stands in an error may be a getter of anybody's, which throws. */
function read<T>(part: () => T): T | undefined {
  try {
    return part();
  } catch {
    return undefined;
  }
}

const emptyError = { classes: [], name: "", message: "", stack: "", fields: { value: {} } } as const;

/** Text by rule, but anybody may have set them to anything: a stack is an array with some `prepareStackTrace`. */
function textOf(part: () => unknown): string {
  return read(() => String(part())) ?? "";
}

/** Other errors in it; only so deep, because an error may be its own cause. */
function encodeBeneath(error: Error, depth: number): Pick<EncodedError, "cause" | "errors"> {
  const cause = read(() => error.cause);
  const parts = error instanceof AggregateError ? read(() => [...error.errors]) : undefined;
  return {
    ...(cause !== undefined && { cause: encodeError(cause, depth) }),
    ...(parts !== undefined && { errors: parts.map((part) => encodeError(part, depth)) }),
  };
}

function cloneableFields(error: Error): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const key of Object.keys(error)) {
    const value: unknown = read(() => Reflect.get(error, key));
    if (!standardFields.has(key) && isCloneable(value)) define(fields, key, value, true);
  }
  return fields;
}

/**
 * Puts an error together again: same class where this thread has it, same name, code, fields and cause.
 *
 * The constructor is not run: it may take other arguments than these fields.
 *
 * @param encoded - from `encodeError`
 * @param callerStack - where the task was submitted; joined to the worker's stack
 */
export function decodeError(encoded: EncodedError, callerStack?: string): unknown {
  if (encoded.thrown !== undefined) return decodePayload(encoded.thrown);
  const error = new Error(encoded.message);
  Object.setPrototypeOf(error, findErrorClass(encoded.classes).prototype);
  define(error, "stack", joinStacks(encoded.stack, callerStack));
  if (error.name !== encoded.name) define(error, "name", encoded.name);
  if (encoded.cause !== undefined) define(error, "cause", decodeError(encoded.cause));
  if (encoded.errors !== undefined)
    define(
      error,
      "errors",
      encoded.errors.map((part) => decodeError(part)),
    );
  for (const [key, value] of Object.entries(Object(decodePayload(encoded.fields))))
    define(error, key, value, true);
  return error;
}

// Never an assignment: the class may have a getter of that name.
function define(error: object, key: string, value: unknown, enumerable = false): void {
  Object.defineProperty(error, key, { value, writable: true, configurable: true, enumerable });
}

function joinStacks(stack: string, callerStack: string | undefined): string {
  const parts = [stack, ...(callerStack ? ["    at [on a worker, for]", callerStack] : [])];
  return parts
    .flatMap((part) => part.split("\n"))
    .filter(isOfUser)
    .join("\n");
}

/** A frame of this library between the user's own says nothing; in a bundle they cannot be told apart. */
function isOfUser(line: string): boolean {
  return !ownFolders.some((folder) => line.includes(folder));
}
