import { isThenable } from "../../concurrent/internal.ts";
import type { RequestHandler } from "../handler/index.ts";
import { MalformedBodyError } from "../handler/internal.ts";
import { type BodyValue, bodyValue } from "./body-value.ts";
import { queryValues } from "./field-values.ts";
import type { MethodDescription } from "./handler-description.ts";
import { errorsOf } from "./issue-errors.ts";
import type { SchemaResult, StandardSchema } from "./standard-schema.ts";
import { type InputError, type InputPart, ValidationError } from "./validation-error.ts";

/** What schemas made of the parts of a request that are declared. */
export type InputValues = { readonly [Part in InputPart]?: unknown };

/** A part of a request, and what its schema says of it. */
interface Reading {
  readonly part: InputPart;
  /** `undefined`: there is none. */
  readonly value: unknown;
  readonly result: SchemaResult<unknown> | Promise<SchemaResult<unknown>>;
}

type FinishedReading = Reading & { readonly result: SchemaResult<unknown> };

/** The input of one method: reads the parts of a request that it declares, and has their schemas look at them. */
export class MethodInput {
  /** What the method declares. */
  readonly description: MethodDescription;
  readonly #lists: ReadonlySet<string>;

  /** @param description - what the method declares */
  constructor(description: MethodDescription) {
    this.description = description;
    this.#lists = new Set(description.lists);
  }

  /**
   * What the schemas make of a request.
   *
   * @returns a promise only if a schema is asynchronous
   * @throws {ValidationError} with all that is wrong; in the promise, if there is one
   * @throws {HTTPError} 415 if the body is of a type that is not declared
   */
  read(handler: RequestHandler): InputValues | Promise<InputValues> {
    const status = handler.settings.invalidInputStatus;
    const readings = this.#readings(handler);
    if (readings.every(isFinished)) return valuesOf(readings, status);
    return Promise.all(readings.map(finished)).then((all) => valuesOf(all, status));
  }

  #readings(handler: RequestHandler): Reading[] {
    const { path, query, body, form } = this.description;
    const readings: Reading[] = [];
    if (path !== undefined) readings.push(readingOf("path", path, pathOf(handler)));
    if (query !== undefined) readings.push(readingOf("query", query, queryValues(handler, this.#lists)));
    if (body !== undefined || form !== undefined) readings.push(this.#readBody(handler));
    return readings;
  }

  #readBody(handler: RequestHandler): Reading {
    let found: BodyValue;
    try {
      found = bodyValue(handler, this.description, this.#lists);
    } catch (error) {
      if (!(error instanceof MalformedBodyError)) throw error;
      // Told with whatever else is wrong; the value is there, so that it is not said to be missing.
      return { part: "body", value: null, result: { issues: [{ message: error.message }] } };
    }
    return readingOf("body", found.schema, found.value);
  }
}

function readingOf(part: InputPart, schema: StandardSchema, value: unknown): Reading {
  try {
    return { part, value, result: schema["~standard"].validate(value) };
  } catch (error) {
    return { part, value, result: tooDeep(error) };
  }
}

/** A schema that holds itself calls itself for each level, of which a body can have more than the stack. */
function tooDeep(error: unknown): SchemaResult<unknown> {
  if (error instanceof RangeError && error.message.includes("call stack"))
    return { issues: [{ message: "nested too deeply" }] };
  throw error;
}

/** Named groups as an object, positional ones as a list. */
function pathOf({ pathArgs, pathKwargs }: RequestHandler): unknown {
  return pathArgs.length > 0 ? [...pathArgs] : { ...pathKwargs };
}

function isFinished(reading: Reading): reading is FinishedReading {
  return !isThenable(reading.result);
}

async function finished(reading: Reading): Promise<FinishedReading> {
  try {
    return { ...reading, result: await reading.result };
  } catch (error) {
    return { ...reading, result: tooDeep(error) };
  }
}

function valuesOf(readings: readonly FinishedReading[], status: number | undefined): InputValues {
  const errors = readings.flatMap(errorsOfReading);
  if (errors.length > 0) throw new ValidationError(errors, status);
  return Object.fromEntries(
    readings.map(({ part, result }) => [part, result.issues === undefined ? result.value : undefined]),
  );
}

function errorsOfReading({ part, value, result }: FinishedReading): InputError[] {
  if (result.issues === undefined) return [];
  if (value === undefined) return [{ in: part, path: "", message: "a body is required" }];
  return errorsOf(result.issues, value).map((error) => ({ in: part, ...error }));
}
