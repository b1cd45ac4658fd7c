import { inspect, types } from "node:util";
import { entriesOfMap, isObject, kindOf, mostHoles, valuesOfSet } from "./containers.ts";
import { isPort } from "./stray-ports.ts";
import { viewOf } from "./view-memory.ts";

/** Where the search ended. */
export interface Finding {
  /** As the caller knows it, shortened: `args[0].db.socket`. If nothing was found, that of all that was not looked at. */
  readonly path: string;
  /** What stands there and cannot travel; absent if the search has not found it. */
  readonly kind?: string;
  /** Whether nothing was left out. */
  readonly isComplete: boolean;
  /** The path that goes deepest, and how deep. */
  readonly deepest: { readonly path: string; readonly depth: number };
}

interface Place {
  readonly value: unknown;
  readonly step: string;
  readonly parent: Place | undefined;
  readonly depth: number;
  /** Of an object that is visited for the second time, after its parts: how many places were seen before the first. */
  seenBefore?: number;
}

/** So many places are looked at: a few milliseconds, where the code is cold. */
const mostPlaces = 1_000;
/** So many objects of unusual kinds are cloned to see whether they can be, and none with more parts than that. */
const mostClones = 100;
const mostParts = 100;

/**
 * Looks for the first part of a value that cannot travel. It takes as long for a value of any size and shape, and throws
 * nothing, whatever the value does.
 *
 * @param value - what could not be sent
 * @param name - how the caller knows it
 * @param isFine - whether an object without parts can travel, where its kind does not tell
 * @param sharesMemory - whether shared memory can
 */
export function findCulprit(
  value: unknown,
  name: string,
  isFine: (part: unknown) => boolean,
  sharesMemory: boolean,
): Finding {
  return new Search(isFine, sharesMemory).run({ value, step: name, parent: undefined, depth: 0 });
}

class Search {
  readonly #isFine: (part: unknown) => boolean;
  readonly #sharesMemory: boolean;
  readonly #seen = new Set<unknown>();
  readonly #open: Place[] = [];
  #places = 0;
  #clones = 0;
  #deepest: Place | undefined;
  /** What holds everything that was not looked at. */
  #unseen: Place | undefined;

  constructor(isFine: (part: unknown) => boolean, sharesMemory: boolean) {
    this.#isFine = isFine;
    this.#sharesMemory = sharesMemory;
  }

  run(root: Place): Finding {
    this.#open.push(root);
    for (let place = this.#open.pop(); place !== undefined; place = this.#open.pop()) {
      const kind = this.#problemAt(place);
      if (kind !== undefined) return { ...this.#finding(place), kind };
    }
    return this.#finding(this.#unseen ?? root);
  }

  #finding(at: Place): Finding {
    const { deepest = at } = { deepest: this.#deepest };
    return {
      path: pathOf(at),
      isComplete: this.#unseen === undefined,
      deepest: { path: pathOf(deepest), depth: deepest.depth },
    };
  }

  #problemAt(place: Place): string | undefined {
    try {
      if (place.seenBefore !== undefined) return this.#problemOfWhole(place, place.seenBefore);
      return problemOf(place.value, this.#sharesMemory) ?? this.#look(place);
    } catch {
      return types.isProxy(place.value) ? "a Proxy" : "a value that throws when it is read";
    }
  }

  #look(place: Place): undefined {
    const { value, depth } = place;
    if (!isObject(value) || this.#seen.has(value)) return;
    this.#seen.add(value);
    if (depth >= (this.#deepest?.depth ?? 0)) this.#deepest = place;
    const isUsual = kindOf(value) !== "other";
    if (!isUsual) this.#open.push({ ...place, seenBefore: this.#places });
    const parts: Place[] = [];
    for (const { step, read } of partsOf(value)) {
      if (this.#places++ >= mostPlaces) {
        this.#leave(place);
        break;
      }
      parts.push({ value: attempt(read), step, parent: place, depth: depth + 1 });
    }
    for (let part = parts.pop(); part !== undefined; part = parts.pop()) this.#open.push(part);
  }

  /** What is still open, and this place: they have the parent of the first one in common. */
  #leave(place: Place): void {
    if (this.#unseen !== undefined) return;
    const first = this.#open.find(({ seenBefore }) => seenBefore === undefined);
    this.#unseen = first?.parent ?? place;
  }

  /** An object of which it cannot be told by its kind, and whose parts are fine. */
  #problemOfWhole(place: Place, seenBefore: number): string | undefined {
    const { value } = place;
    if (types.isDate(value) || types.isRegExp(value) || types.isNativeError(value)) return undefined;
    if (this.#places - seenBefore > mostParts || this.#clones++ >= mostClones) this.#leave(place);
    else if (!this.#isFine(value)) return `an object of class ${classNameOf(value)}`;
    return undefined;
  }
}

/** A getter that has thrown: it stands for its value, so that it is found in its turn. */
const unreadable: unique symbol = Symbol("unreadable");

function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return unreadable;
  }
}

interface Part {
  readonly step: string;
  read(): unknown;
}

function* partsOf(value: object): Generator<Part, void, undefined> {
  const kind = kindOf(value);
  if (kind === "memory" || types.isBoxedPrimitive(value)) return;
  if (kind === "map") yield* partsOfMap(value);
  else if (kind === "set")
    for (const item of valuesOfSet(value)) yield { step: ".values()", read: () => item };
  // Of an error the clone takes these.
  else if (types.isNativeError(value))
    for (const key of ["message", "stack", "cause"]) yield partAt(value, key);
  else if (Array.isArray(value)) yield* partsOfList(value);
  else for (const key of Object.keys(value)) yield partAt(value, key);
}

function* partsOfList(list: readonly unknown[]): Generator<Part, void, undefined> {
  for (let index = 0, holes = 0; index < list.length; index++) {
    if (index in list) yield { step: `[${index}]`, read: () => list[index] };
    else if (++holes > mostHoles) return yield* partsOfSparse(list);
  }
}

function* partsOfSparse(list: object): Generator<Part, void, undefined> {
  for (const key of Object.keys(list)) yield partAt(list, key);
}

function* partsOfMap(map: object): Generator<Part, void, undefined> {
  for (const [key, item] of entriesOfMap(map)) {
    yield { step: ".keys()", read: () => key };
    yield { step: `.get(${nameOfKey(key)})`, read: () => item };
  }
}

function partAt(value: object, key: string): Part {
  return { step: stepTo(value, key), read: () => Reflect.get(value, key) };
}

function stepTo(value: object, key: string): string {
  if (Array.isArray(value) && /^\d+$/.test(key)) return `[${key}]`;
  const isName = key.length <= longestStep && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key);
  return isName ? `.${key}` : `[${JSON.stringify(shortened(key, longestStep))}]`;
}

function nameOfKey(key: unknown): string {
  if (typeof key === "string") return JSON.stringify(shortened(key, longestStep));
  if (isObject(key)) return "an object";
  return shortened(inspect(key, { breakLength: Number.POSITIVE_INFINITY }), longestStep);
}

const longestStep = 60;
const [mostStepsAtStart, mostStepsAtEnd] = [8, 4];

function pathOf(place: Place): string {
  const steps: string[] = [];
  for (let at: Place | undefined = place; at !== undefined; at = at.parent) steps.push(at.step);
  steps.reverse();
  if (steps.length <= 1 + mostStepsAtStart + mostStepsAtEnd) return steps.join("");
  return `${steps.slice(0, 1 + mostStepsAtStart).join("")}…${steps.slice(-mostStepsAtEnd).join("")}`;
}

/** What the structured clone refuses for what it is. */
function problemOf(value: unknown, sharesMemory: boolean): string | undefined {
  if (value === unreadable) return "a property that throws when it is read";
  if (typeof value === "function") return named("a function", value);
  if (typeof value === "symbol") return "a symbol";
  if (!isObject(value)) return undefined;
  if (types.isProxy(value)) return "a Proxy";
  if (isPort(value)) return "an object of class MessagePort";
  const memory = ArrayBuffer.isView(value) ? viewOf(value).memory : value;
  if (types.isSharedArrayBuffer(memory))
    return sharesMemory ? undefined : "memory that only threads can share";
  if (types.isArrayBuffer(memory))
    return isDetached(memory) ? "memory that has moved to another thread" : undefined;
  return neverCloneable.some((isOne) => isOne(value))
    ? `an object of class ${classNameOf(value)}`
    : undefined;
}

const neverCloneable = [
  types.isPromise,
  types.isWeakMap,
  types.isWeakSet,
  types.isGeneratorObject,
  types.isMapIterator,
  types.isSetIterator,
  types.isModuleNamespaceObject,
  types.isExternal,
];

function isDetached(memory: ArrayBuffer): boolean {
  try {
    return new Uint8Array(memory) === undefined;
  } catch {
    return true;
  }
}

function named(what: string, value: object): string {
  const name = attempt(() => Reflect.get(value, "name"));
  return typeof name === "string" && name !== "" ? `${what} (${shortened(name, longestStep)})` : what;
}

function classNameOf(value: unknown): string {
  const name = attempt(() => Object(value).constructor?.name);
  return typeof name === "string" && name !== "" ? shortened(name, longestStep) : "Object";
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
