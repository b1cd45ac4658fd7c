import { fileURLToPath } from "node:url";
import { describe, isError, readOr, readText } from "../base/errors/internal.ts";
import { classChain, findErrorClass } from "./error-classes.ts";
import { NotCloneableError } from "./executor-errors.ts";
import { isCloneable } from "./not-cloneable.ts";
import { decodePayload, encodePayload, type Payload } from "./payload.ts";
import { libraryFolder } from "./thread-entry.ts";

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

let foldersOfOwn: readonly string[] | undefined;
const deepestCause = 8;
/** So many errors travel as causes and parts of one: it may be its own part ten times over. */
const mostErrors = 100;
// The `errors` of an AggregateError is not among the fields that are enumerated; that of another class is a field.
const standardFields = new Set(["name", "message", "stack", "cause"]);

/** Takes an error apart into what can travel. Throws nothing, whatever stands in it. */
export function encodeError(error: unknown): EncodedError {
  return encodeWithin(error, { depth: 0, errors: { left: mostErrors } });
}

interface Bounds {
  readonly depth: number;
  readonly errors: { left: number };
}

function encodeWithin(error: unknown, bounds: Bounds): EncodedError {
  bounds.errors.left--;
  if (!isError(error)) return { ...emptyError, thrown: thrownOf(error) };
  return {
    classes: readOr(() => classChain(error)) ?? ["Error"],
    name: readText(() => error.name),
    message: readText(() => error.message),
    stack: readText(() => (typeof error.stack === "string" ? error.stack : error)),
    fields: readOr(() => encodePayload(cloneableFields(error))) ?? emptyError.fields,
    ...(bounds.depth < deepestCause && encodeBeneath(error, { ...bounds, depth: bounds.depth + 1 })),
  };
}

/** What was thrown and is no error, as it is or as its text. */
function thrownOf(value: unknown): Payload {
  const asItIs = isCloneable(value) ? readOr(() => encodePayload(value)) : undefined;
  return asItIs ?? { value: readText(() => describe(value)) };
}

const emptyError = { classes: [], name: "", message: "", stack: "", fields: { value: {} } } as const;

/** Other errors in it; only so deep, because an error may be its own cause. */
function encodeBeneath(error: Error, bounds: Bounds): Pick<EncodedError, "cause" | "errors"> {
  const cause = readOr(() => error.cause);
  const parts = readOr(() => (error instanceof AggregateError ? firstOf(error.errors) : undefined));
  return {
    ...(cause !== undefined && bounds.errors.left > 0 && { cause: encodeWithin(cause, bounds) }),
    ...(parts !== undefined && { errors: encodeParts(parts, bounds) }),
  };
}

function encodeParts(parts: readonly unknown[], bounds: Bounds): EncodedError[] {
  const encoded: EncodedError[] = [];
  for (const part of parts) if (bounds.errors.left > 0) encoded.push(encodeWithin(part, bounds));
  return encoded;
}

/** It may be without end. */
function firstOf(parts: Iterable<unknown>): unknown[] {
  const first: unknown[] = [];
  for (const part of parts) if (first.push(part) >= mostErrors) break;
  return first;
}

function cloneableFields(error: Error): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const key of Object.keys(error)) {
    const value: unknown = readOr(() => Reflect.get(error, key));
    if (!standardFields.has(key) && isCloneable(value)) define(fields, key, value, true);
  }
  return fields;
}

/** @returns the error without what else it carries, which the other side could not take */
export function withoutFields(error: EncodedError): EncodedError {
  return {
    ...error,
    fields: emptyError.fields,
    ...(error.thrown && { thrown: { value: readText(() => describe(error.thrown?.value)) } }),
    ...(error.cause && { cause: withoutFields(error.cause) }),
    ...(error.errors && { errors: error.errors.map(withoutFields) }),
  };
}

/** @returns what can be sent in place of an error of which not even that can */
export function lastResort(name: string): EncodedError {
  return encodeError(new NotCloneableError(name, "a value in it"));
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
  // The class may have a getter of that name, which throws.
  if (readOr(() => error.name) !== encoded.name) define(error, "name", encoded.name);
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
  foldersOfOwn ??= ownFolders();
  return !foldersOfOwn.some((folder) => line.includes(folder));
}

/** With source maps a frame shows the path of the source. */
function ownFolders(): readonly string[] {
  const compiled = libraryFolder();
  if (compiled === undefined) return [];
  const sources = new URL(compiled.href.replace(/(?:dist|build\/src)\/$/, "src/"));
  return [compiled, sources].flatMap((folder) => [folder.href, fileURLToPath(folder)]);
}
