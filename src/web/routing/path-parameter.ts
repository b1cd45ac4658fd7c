/** The type of a parameter's value, by the name that a path calls it by: `/users/:id(integer)`. */
export interface PathParameterTypes {
  /** One segment of the path, percent-decoded; it is not empty. What a parameter is that says nothing. */
  readonly string: string;
  /** Digits, perhaps after a minus sign; beyond `Number.MAX_SAFE_INTEGER` it does not match. */
  readonly integer: number;
  /** The same with decimal places, perhaps. */
  readonly number: number;
  /** A UUID in its usual form, in lower case whatever the path has (RFC 9562 §4). */
  readonly uuid: string;
  /** All the rest of the path, slashes included; it is not empty. */
  readonly path: string;
}

/** The name of a type that a parameter can have. */
export type PathParameterType = keyof PathParameterTypes;

/** What a parameter's value is; `undefined` where an optional group of a regular expression took no part. */
export type PathValue = string | number;

/** A named part of a pattern, as data: for whoever describes an application. */
export interface PathParameter {
  readonly name: string;
  /** `"string"` for a named group of a regular expression, whose value is text whatever it matches. */
  readonly type: PathParameterType;
  /** For a named group, the expression that the whole value matches. */
  readonly pattern?: string;
}

/** How the text of a value is found in a path, and what the value is. */
interface PathParameterKind {
  /** Matches in linear time, between a slash and fixed text. */
  readonly expression: string;
  /** The value; `undefined`: the path does not match. Without it, the value is the text, still percent-encoded. */
  readonly convert?: (text: string) => PathValue | undefined;
}

/** The closed list of types. */
export const pathParameterKinds: Readonly<Record<PathParameterType, PathParameterKind>> = {
  string: { expression: "[^/]+" },
  integer: { expression: "-?\\d{1,16}", convert: toInteger },
  number: { expression: "-?\\d{1,309}(?:\\.\\d{1,309})?", convert: toNumber },
  uuid: { expression: "[\\da-fA-F]{8}-(?:[\\da-fA-F]{4}-){3}[\\da-fA-F]{12}", convert: toLowerCase },
  path: { expression: ".+" },
};

/** Whether there is a type of that name. */
export function isPathParameterType(name: string): name is PathParameterType {
  return Object.hasOwn(pathParameterKinds, name);
}

function toInteger(text: string): number | undefined {
  const value = toNumber(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

function toNumber(text: string): number | undefined {
  const value = Number(text);
  // The sum makes -0, which no application expects, a 0.
  return Number.isFinite(value) ? value + 0 : undefined;
}

function toLowerCase(text: string): string {
  return text.toLowerCase();
}
