import { type BaseExecutor, isBaseExecutor } from "./base-executor.ts";
import type { Call, CallOptions } from "./call.ts";
import { getDefaultExecutor } from "./default-executor.ts";
import type { Executor } from "./executor.ts";
import { type MarkedMethod, methodRef } from "./method-ref.ts";
import type { ReceiverProtocol } from "./receiver.ts";

const noModules: readonly string[] = [];

/** Names a call of a method for a worker: the class, the method, and a snapshot of its receiver. */
export function methodCall(
  receiver: object,
  method: MarkedMethod,
  args: readonly unknown[],
  protocol: ReceiverProtocol<object>,
  options: CallOptions,
): Call {
  return {
    ref: methodRef(receiver.constructor, method, protocol.modules?.(receiver) ?? noModules),
    args,
    receiver: protocol.snapshot(receiver),
    options,
    maxConcurrency: method.maxConcurrency,
    hasNoCaller: protocol.deliver !== undefined,
    fromAnswer: (answer) => acceptOutcome(receiver, protocol, answer),
    runHere: () => Reflect.apply(method.fn, receiver, args),
  };
}

function acceptOutcome(receiver: object, protocol: ReceiverProtocol<object>, answer: unknown): unknown {
  const { result, effects } = Object(answer);
  protocol.apply?.(receiver, effects);
  return result;
}

/**
 * Which executor runs a method: a given one, or the one that a field of the receiver or of its class holds.
 *
 * @param receiver - whose method it is
 * @param executor - the executor, or the field's name; `undefined`: the field `executor`, else the default executor
 * @throws {TypeError} if the named field holds no executor
 */
export function executorFor(receiver: object, executor: Executor | string | undefined): BaseExecutor {
  const field = typeof executor === "string" ? executor : "executor";
  const held: unknown =
    typeof executor === "object"
      ? executor
      : (Reflect.get(receiver, field) ?? Reflect.get(receiver.constructor, field));
  const found = held ?? (executor === undefined ? getDefaultExecutor() : undefined);
  if (isBaseExecutor(found)) return found;
  throw new TypeError(
    `Cannot run a method of ${receiver.constructor.name} as its field "${field}" holds no executor: ` +
      `set it to a ThreadPoolExecutor, on the object or as a static field`,
  );
}
