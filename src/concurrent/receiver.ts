import { readOr } from "../base/errors/internal.ts";
import type { CallOptions } from "./call.ts";
import { NotInWorkerError } from "./executor-errors.ts";
import type { Future } from "./future.ts";
import { isCloneable } from "./not-cloneable.ts";

/**
 * The seam between this module and objects whose methods run on workers. A class that has something better to offer
 * than a copy of its fields puts a protocol on its prototype under `receiverProtocol`.
 */
export interface ReceiverProtocol<T extends object> {
  /** On the application's thread: plain data from which a worker can rebuild the receiver. */
  snapshot(receiver: T): unknown;

  /** In the worker: the receiver again, an instance of `receiverClass`. */
  rebuild(receiverClass: abstract new (...args: never[]) => object, snapshot: unknown): T;

  /**
   * In the worker: plain data on what the method did to the receiver; after the method, or, of a generator, with each
   * value that it yields and once more at its end.
   */
  effects?(receiver: T, isOfStream: boolean): unknown;

  /** On the application's thread: does the same to the real receiver. */
  apply?(receiver: T, effects: unknown): void;

  /** On the application's thread: what the caller of an `@unblock` method gets. Default: the outcome itself. */
  deliver?(receiver: T, outcome: Future<unknown>): unknown;

  /** As `deliver`, for a generator method. */
  deliverStream?(receiver: T, values: AsyncIterable<unknown>): unknown;

  /** Modules, beside the method's own, whose evaluation makes the class reachable. */
  modules?(receiver: T): readonly string[];

  /** Options for the calls of an `@unblock` method, such as the signal of the request. */
  options?(receiver: T): Pick<CallOptions, "signal" | "taskContext">;
}

/** Where a prototype keeps its protocol; a registered symbol, for the sake of several loaded copies. */
export const receiverProtocol: unique symbol = Symbol.for("typhoon.concurrent.receiver");

/** @returns the receiver's own protocol, or the one for ordinary objects */
export function protocolOf(prototype: object): ReceiverProtocol<object> {
  const own: unknown = Reflect.get(prototype, receiverProtocol);
  return isProtocol(own) ? own : fieldsProtocol;
}

function isProtocol(value: unknown): value is ReceiverProtocol<object> {
  return typeof value === "object" && value !== null && "rebuild" in value;
}

/** Fields that can be cloned, and names of those that cannot. */
export interface FieldsSnapshot {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly left: readonly string[];
}

/** For ordinary objects: the worker's receiver has a copy of every field that can be cloned. */
const fieldsProtocol: ReceiverProtocol<object> = {
  snapshot: (receiver) => snapshotFields(receiver),
  rebuild(receiverClass, snapshot) {
    const receiver: object = Object.create(receiverClass.prototype);
    restoreFields(receiver, snapshot as FieldsSnapshot);
    return receiver;
  },
};

/**
 * Takes the fields of an object that can travel; one whose getter throws cannot.
 *
 * @param receiver - any object
 * @param without - fields to pass over
 */
export function snapshotFields(receiver: object, without: ReadonlySet<string> = new Set()): FieldsSnapshot {
  const fields: Record<string, unknown> = {};
  const left: string[] = [];
  for (const name of Object.keys(receiver)) {
    if (without.has(name)) continue;
    const field = readOr(() => ({ value: Reflect.get(receiver, name) }));
    if (field !== undefined && isCloneable(field.value) && !isExecutor(field.value))
      fields[name] = field.value;
    else left.push(name);
  }
  return { fields, left };
}

/** The clone would make an object of it that looks like an executor and has none of its methods. */
function isExecutor(value: unknown): boolean {
  return readOr(() => typeof value === "object" && value !== null && "submit" in value) !== false;
}

/** Gives a rebuilt receiver its fields; one that could not travel says so when it is used. */
export function restoreFields(receiver: object, snapshot: FieldsSnapshot): void {
  Object.assign(receiver, snapshot.fields);
  for (const name of snapshot.left) {
    // A constructor that ran in the worker has made a value of the worker's own.
    if (Object.hasOwn(receiver, name)) continue;
    Object.defineProperty(receiver, name, {
      configurable: true,
      get() {
        const advice =
          "its value cannot be cloned: make what the worker needs at the top level of the module";
        throw new NotInWorkerError(`this.${name}`, advice);
      },
      set(value: unknown) {
        Object.defineProperty(receiver, name, {
          value,
          writable: true,
          enumerable: true,
          configurable: true,
        });
      },
    });
  }
}
