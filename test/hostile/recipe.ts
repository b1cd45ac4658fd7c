import { MessageChannel } from "node:worker_threads";

/**
 * How to make a hostile value. A recipe is plain data, so that it travels to a worker, where the value itself is made
 * that is to travel back; and so that a failing one can be printed and shrunk.
 */
export type Recipe =
  | { readonly leaf: string }
  | { readonly list: readonly Recipe[] }
  | { readonly fields: readonly (readonly [string, Recipe])[] }
  | { readonly map: readonly (readonly [Recipe, Recipe])[] }
  | { readonly set: readonly Recipe[] }
  | { readonly instance: Recipe }
  | { readonly getter: Recipe }
  | { readonly changing: readonly [Recipe, Recipe] }
  | { readonly cycle: Recipe }
  | { readonly deep: "list" | "object" | "map" | "cause"; readonly levels: number; readonly bottom: Recipe }
  | { readonly error: string; readonly field: Recipe; readonly cause: Recipe };

class Instance {
  readonly own: unknown;

  constructor(own: unknown) {
    this.own = own;
  }
}

class LoudError extends Error {
  override get name(): string {
    throw new Error("its name is not to be read");
  }
}

function refuse(): never {
  throw new RangeError("this is not to be read");
}

const throwingTraps = new Proxy({}, { get: () => refuse });

function detached(): ArrayBuffer {
  const memory = new ArrayBuffer(64);
  structuredClone(memory, { transfer: [memory] });
  return memory;
}

function defined(value: object, key: string, as: PropertyDescriptor): object {
  return Object.defineProperty(value, key, as);
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** Its chain of prototypes has no end. */
function endless(): object {
  return new Proxy({}, { getPrototypeOf: () => endless() });
}

function lyingView(): Uint8Array {
  const bytes = new Uint8Array(128 * 1024);
  Object.defineProperty(bytes, "buffer", { get: refuse });
  Object.setPrototypeOf(bytes, Float64Array.prototype);
  return bytes;
}

function growing(): unknown[] {
  const list: unknown[] = [1];
  Object.defineProperty(list, 0, { enumerable: true, get: () => list.push(Buffer.from("more")) });
  return list;
}

function ownThen(then: unknown): object {
  return defined(Promise.resolve(1), "then", { value: then });
}

/** Values without parts that a recipe could name. */
export const leaves: Readonly<Record<string, () => unknown>> = {
  undefined: () => undefined,
  null: () => null,
  number: () => -0,
  bigint: () => 2n ** 70n,
  text: () => "text",
  longText: () => "long ".repeat(10_000),
  halfCharacter: () => "\ud800",
  date: () => new Date(Number.NaN),
  expression: () => /(a+)+$/giu,
  symbol: () => Symbol("a symbol"),
  function: () => refuse,
  namedBadly: () => Object.defineProperty(() => 1, "name", { get: refuse }),
  class: () => Instance,
  promise: () => Promise.resolve(1),
  promiseWithThen: () => ownThen(refuse),
  promiseWithConstructor: () => Object.defineProperty(Promise.resolve(1), "constructor", { get: refuse }),
  weakMap: () => new WeakMap(),
  weakRef: () => new WeakRef({}),
  generator: () => (function* () {})(),
  iterator: () => new Map().entries(),
  boxedSymbol: () => Object(Symbol("boxed")),
  boxedText: () => Object("boxed"),
  revoked,
  emptyProxy: () => new Proxy({}, {}),
  throwingProxy: () => new Proxy({}, throwingTraps),
  listProxy: () => new Proxy([1, 2], throwingTraps),
  functionProxy: () => new Proxy(() => 1, throwingTraps),
  errorProxy: () => new Proxy(new Error("hidden"), throwingTraps),
  endless,
  endlessBelow: () => Object.create(endless()),
  badPrototype: () => Object.setPrototypeOf({ x: 1 }, new Proxy({}, throwingTraps)),
  noPrototype: () => Object.create(null),
  lyingMap: () => Object.create(Map.prototype),
  lyingSet: () => Object.assign(new Set([1]), { values: refuse, entries: 1 }),
  lyingBuffer: () => Object.create(Buffer.prototype),
  lyingView,
  lyingDate: () => Object.create(Date.prototype),
  lyingError: () => Object.create(Error.prototype),
  toJson: () => ({ toJSON: refuse }),
  toPrimitive: () => ({ [Symbol.toPrimitive]: refuse }),
  badText: () => ({ toString: 1, valueOf: 1 }),
  arguments: () =>
    (function () {
      // biome-ignore lint/complexity/noArguments: an object of its own kind
      return arguments;
    })(),
  detached,
  detachedView: () => {
    const bytes = new Uint8Array(8);
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    return bytes;
  },
  detachedBuffer: () => {
    const bytes = Buffer.from(new ArrayBuffer(8));
    structuredClone(bytes.buffer, { transfer: [bytes.buffer as ArrayBuffer] });
    return bytes;
  },
  sharedMemory: () => new SharedArrayBuffer(8),
  sharedView: () => new Int32Array(new SharedArrayBuffer(8)),
  pooled: () => Buffer.from("pooled"),
  large: () => Buffer.alloc(128 * 1024),
  floats: () => new Float64Array(20_000),
  // Not a closed one: it crashes the structured clone of Node 20.
  port: () => new MessageChannel().port2,
  sparse: () => Object.assign([], { 99999999: 1 }),
  longest: () => Object.assign([], { length: 2 ** 32 - 1 }),
  holes: () => Object.assign(new Array(5_000), { 4999: Buffer.from("last") }),
  wide: () => Array.from({ length: 5_000 }, (_, index) => ({ index })),
  wideAndBad: () => [...Array.from({ length: 3_000 }, () => ({})), refuse],
  namedList: () => Object.assign([{}], { name: Buffer.from("named") }),
  growing,
  thenThrows: () => defined({}, "then", { value: refuse }),
  thenTwice: () => ({
    // biome-ignore lint/suspicious/noThenProperty: a bad one is what is wanted
    then(resolve: (value: unknown) => void, reject: (error: unknown) => void) {
      resolve(1);
      reject(2);
      refuse();
    },
  }),
  thenGetter: () => defined({}, "then", { get: refuse }),
  throwsNothing: () => Object.defineProperty({}, "x", { enumerable: true, get: () => throwing(undefined) }),
  throwsProxy: () => Object.defineProperty({}, "x", { enumerable: true, get: () => throwing(revoked()) }),
  iteratorThrows: () => ({ [Symbol.iterator]: refuse }),
  aggregateOfItself: () => {
    const error = new AggregateError([], "of itself");
    for (let part = 0; part < 10; part++) error.errors.push(error);
    return error;
  },
  aggregateWithoutEnd: () =>
    Object.assign(new AggregateError([]), {
      errors: {
        *[Symbol.iterator]() {
          for (;;) yield new Error("one of many");
        },
      },
    }),
  loudError: () => new LoudError("loud"),
  manyCauses: () => buildDeep("cause", 20_000, "the first"),
};

function throwing(value: unknown): never {
  throw value;
}

/** Makes the value. */
export function build(recipe: Recipe): unknown {
  if ("leaf" in recipe) return leaves[recipe.leaf]?.();
  if ("list" in recipe) return recipe.list.map(build);
  if ("fields" in recipe) return ownFields(recipe.fields);
  if ("map" in recipe) return new Map(recipe.map.map(([key, item]) => [build(key), build(item)]));
  if ("set" in recipe) return new Set(recipe.set.map(build));
  if ("instance" in recipe) return new Instance(build(recipe.instance));
  if ("getter" in recipe) return getting(() => build(recipe.getter));
  if ("changing" in recipe) return changing(...recipe.changing);
  if ("cycle" in recipe) return cycleWith(build(recipe.cycle));
  if ("deep" in recipe) return buildDeep(recipe.deep, recipe.levels, build(recipe.bottom));
  return badError(recipe.error, build(recipe.field), build(recipe.cause));
}

function ownFields(fields: readonly (readonly [string, Recipe])[]): object {
  const made = {};
  for (const [key, field] of fields) {
    Object.defineProperty(made, key, {
      value: build(field),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return made;
}

function getting(get: () => unknown): object {
  return Object.defineProperty({}, "got", { enumerable: true, configurable: true, get });
}

/** Another one each time that it is read. */
function changing(first: Recipe, second: Recipe): object {
  let reads = 0;
  return getting(() => build(reads++ % 2 === 0 ? first : second));
}

function cycleWith(value: unknown): object {
  const cycle: Record<string, unknown> = { value };
  cycle["self"] = cycle;
  cycle["list"] = [cycle, cycle];
  return cycle;
}

function buildDeep(kind: "list" | "object" | "map" | "cause", levels: number, bottom: unknown): unknown {
  let value = bottom;
  for (let level = 0; level < levels; level++) value = around(kind, value);
  return value;
}

function around(kind: "list" | "object" | "map" | "cause", value: unknown): unknown {
  if (kind === "list") return [value];
  if (kind === "object") return { a: value };
  return kind === "map" ? new Map([[1, value]]) : new Error("around", { cause: value });
}

/** An error one part of which throws when it is read, or is none at all. */
function badError(part: string, field: unknown, cause: unknown): Error {
  const error = Object.assign(new Error("bad", { cause }), { field });
  if (part === "") return error;
  return Object.defineProperty(error, part, { configurable: true, enumerable: true, get: refuse });
}
