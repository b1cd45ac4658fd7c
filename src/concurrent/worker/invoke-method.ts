import { NotInWorkerError } from "../executor-errors.ts";
import { decodePayload, type Payload } from "../payload.ts";
import { protocolOf, type ReceiverProtocol } from "../receiver.ts";
import { markOf } from "../registry.ts";
import { isThenable, promiseOf } from "../run-callback.ts";
import type { MethodRef } from "../task.ts";
import type { FoundClass } from "./find-class.ts";

/** What a method's task answers: its result, and what it did to its receiver. */
export interface MethodOutcome {
  readonly result: unknown;
  readonly effects: unknown;
}

/** Rebuilds the receiver from its snapshot, calls the method on it, and gathers the outcome; of a generator, one with each value. */
export function invokeMethod(
  receiverClass: FoundClass,
  ref: MethodRef,
  snapshot: Payload | undefined,
  args: readonly unknown[],
): unknown {
  const protocol = protocolOf(receiverClass.prototype);
  const receiver = protocol.rebuild(receiverClass, snapshot && decodePayload(snapshot));
  if (ref.isStream)
    return outcomesOf(protocol, receiver, call(receiver, ref, args) as AsyncIterable<unknown>);
  const result = call(receiver, ref, args);
  if (!isThenable(result)) return outcomeOf(protocol, receiver, result);
  return promiseOf(result).then(
    (value) => outcomeOf(protocol, receiver, value),
    (error: unknown) => Promise.reject(explainPrivate(error, ref.className)),
  );
}

function call(receiver: object, ref: MethodRef, args: readonly unknown[]): unknown {
  try {
    return Reflect.apply(originalMethod(receiver, ref.method), receiver, args);
  } catch (error) {
    throw explainPrivate(error, ref.className);
  }
}

// What V8, TypeScript and esbuild say, each in its own words.
const privateAccess = /private (?:member|field|method)|^Receiver must be (?:an instance of )?class/;

/** The language itself keeps private fields from being copied, so the TypeError it throws says nothing of workers. */
function explainPrivate(error: unknown, className: string): unknown {
  if (!(error instanceof TypeError) || !privateAccess.test(error.message)) return error;
  const advice = "a copy of an object has none: use fields of another kind, or give the method what it needs";
  return new NotInWorkerError(`private fields of ${className}`, advice, { cause: error });
}

function outcomeOf(protocol: ReceiverProtocol<object>, receiver: object, result: unknown): MethodOutcome {
  return { result, effects: protocol.effects?.(receiver, false) };
}

async function* outcomesOf(
  protocol: ReceiverProtocol<object>,
  receiver: object,
  values: AsyncIterable<unknown>,
): AsyncGenerator<MethodOutcome> {
  for await (const result of values) yield { result, effects: protocol.effects?.(receiver, true) };
  yield { result: undefined, effects: protocol.effects?.(receiver, true) };
}

/** Beneath the decorator, whose wrapper would submit the call again. */
function originalMethod(receiver: object, name: string): (...args: unknown[]) => unknown {
  const method: (...args: unknown[]) => unknown = Reflect.get(receiver, name);
  return (markOf(method)?.fn as typeof method | undefined) ?? method;
}
