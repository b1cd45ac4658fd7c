import type { HTTPFile } from "./http-file.ts";

/** What a form in a body holds. */
export interface Form {
  /** The bytes of each field, by name, in order. */
  readonly arguments: Map<string, Buffer[]>;
  /** The files, by the name of their field, in order. */
  readonly files: Map<string, HTTPFile[]>;
}

/** A form with nothing in it. */
export function emptyForm(): Form {
  return { arguments: new Map(), files: new Map() };
}

/** Adds a value to those of that name. */
export function addValue<T>(values: Map<string, T[]>, name: string, value: T): void {
  const known = values.get(name);
  if (known === undefined) values.set(name, [value]);
  else known.push(value);
}
