import { types } from "node:util";

/** What a walk over a value that may travel looks through; of `other` objects the clone itself knows best. */
export type ContainerKind = "list" | "object" | "map" | "set" | "memory" | "other";

/** Beyond so many holes a list is read by the keys that it has: its length may be four billion. */
export const mostHoles = 64;

/** Whether it is an object, and no function. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Whether a list has no objects in it, so that there is nothing to look through. `false` where it would take long. */
export function isFlatList(list: readonly unknown[]): boolean {
  const { length } = list;
  for (let index = 0, holes = 0; index < length; index++) {
    const item = list[index];
    if (typeof item === "object" && item !== null) return false;
    if (item === undefined && ++holes > mostHoles) return false;
  }
  return true;
}

/**
 * Tells what an object is by what the platform made of it: prototypes can lie, and a chain of them can hold a Proxy.
 *
 * @throws what a Proxy throws
 */
export function kindOf(value: object): ContainerKind {
  if (Array.isArray(value)) return "list";
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return "object";
  if (ArrayBuffer.isView(value)) return "memory";
  if (prototype === Date.prototype) return "other";
  if (types.isMap(value)) return "map";
  if (types.isSet(value)) return "set";
  return types.isArrayBuffer(value) ? "memory" : "other";
}

/**
 * Adds the objects that stand directly in a container, in any order, and some perhaps twice.
 *
 * @returns what kind of container it is
 * @throws what a Proxy or a getter throws
 */
export function lookInto(value: object, found: object[]): ContainerKind {
  const kind = kindOf(value);
  if (Array.isArray(value)) pushItems(value, found);
  else if (kind === "object") pushAll(Object.values(value), found);
  else if (kind === "map") for (const entry of entriesOfMap(value)) pushAll(entry, found);
  else if (kind === "set") pushAll(valuesOfSet(value), found);
  else if (kind === "other") pushAll(fieldsOf(value), found);
  return kind;
}

/** @returns what the clone takes of an object that is no container: of an error not its fields */
function fieldsOf(value: object): unknown[] {
  if (types.isDate(value) || types.isBoxedPrimitive(value)) return [];
  if (!types.isNativeError(value)) return Object.values(value);
  return [Object.getOwnPropertyDescriptor(value, "cause")?.value];
}

/** @returns keys and values of a map, whatever stands in its `entries` */
export function entriesOfMap(map: object): Iterable<[unknown, unknown]> {
  return Reflect.apply(Map.prototype.entries, map, []);
}

/** @returns the values of a set, whatever stands in its `values` */
export function valuesOfSet(set: object): Iterable<unknown> {
  return Reflect.apply(Set.prototype.values, set, []);
}

function pushItems(list: readonly unknown[], found: object[]): void {
  const { length } = list;
  for (let index = 0, holes = 0; index < length; index++) {
    const item = list[index];
    if (typeof item === "object" && item !== null) found.push(item);
    else if (item === undefined && ++holes > mostHoles) return pushAll(Object.values(list), found);
  }
}

function pushAll(items: Iterable<unknown>, found: object[]): void {
  for (const item of items) if (isObject(item)) found.push(item);
}
