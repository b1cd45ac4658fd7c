import { ownModule } from "./call-site.ts";
import { classChain, findErrorClass } from "./error-classes.ts";
import { isCloneable } from "./payload.ts";

/** A thrown value on its way to another thread. The structured clone would strip class, name, code and fields. */
export interface EncodedError {
  /** Set when something other than an error was thrown. */
  readonly thrown?: unknown;
  /** Names of its classes, the nearest first; the other side picks the first that it knows. */
  readonly classes: readonly string[];
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  /** Own fields that can be cloned: `code`, `statusCode`, ... */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly cause?: EncodedError;
  /** The parts of an `AggregateError`. */
  readonly errors?: readonly EncodedError[];
}

const ownFolder = /^(.*\/)concurrent\/call-site\.js$/.exec(ownModule())?.[1];
const deepestCause = 8;
const standardFields = new Set(["name", "message", "stack", "cause", "errors"]);

/** Takes an error apart into what can travel. */
export function encodeError(error: unknown, depth = 0): EncodedError {
  if (!(error instanceof Error)) {
    return { thrown: isCloneable(error) ? error : String(error), ...emptyError };
  }
  return {
    classes: classChain(error),
    name: error.name,
    message: error.message,
    stack: error.stack ?? "",
    fields: cloneableFields(error),
    ...(error.cause === undefined || depth >= deepestCause
      ? {}
      : { cause: encodeError(error.cause, depth + 1) }),
    ...(error instanceof AggregateError
      ? { errors: error.errors.map((e) => encodeError(e, depth + 1)) }
      : {}),
  };
}

const emptyError = { classes: [], name: "", message: "", stack: "", fields: {} } as const;

function cloneableFields(error: Error): Record<string, unknown> {
  const own = Object.entries(error).filter(([key, value]) => !standardFields.has(key) && isCloneable(value));
  return Object.fromEntries(own);
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
  if (encoded.classes.length === 0) return encoded.thrown;
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
  return Object.assign(error, encoded.fields);
}

function define(error: Error, key: string, value: unknown): void {
  Object.defineProperty(error, key, { value, writable: true, configurable: true, enumerable: false });
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
  return ownFolder === undefined || !line.includes(ownFolder);
}
