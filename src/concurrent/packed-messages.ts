import type { FunctionRef, RunMessage, ToWorker } from "./task.ts";

/** To the thread: from now on the number stands for this function. */
interface NamedFunction {
  readonly type: "function";
  readonly number: number;
  readonly ref: FunctionRef;
}

/**
 * Messages to a thread, flat: for each usual call its id, claim, function, arguments, and if it has one its context, which
 * is told by a negative number of the function; one item for everything else.
 */
export type PackedMessages = readonly unknown[];

/**
 * Packs messages to one thread: the names of properties, and the address of the function with each call, would cost
 * more than the call.
 */
export class MessagePacker {
  readonly #numbers = new Map<string, number>();

  /**
   * Packs messages, and sends them.
   *
   * @param send - posts; where it throws, nothing was sent
   */
  send(messages: readonly ToWorker[], send: (packed: PackedMessages) => void): void {
    const packed: unknown[] = [];
    const named: NamedFunction[] = [];
    for (const message of messages) {
      if (isUsualCall(message)) this.#pack(message, message.ref, packed, named);
      else packed.push(message);
    }
    send(packed);
    for (const { ref, number } of named) this.#numbers.set(ref.key, number);
  }

  #pack(message: RunMessage, ref: FunctionRef, packed: unknown[], named: NamedFunction[]): void {
    const number = this.#numberOf(ref, packed, named);
    if (message.context === undefined) packed.push(message.id, message.claim, number, message.args.value);
    else packed.push(message.id, message.claim, ~number, message.args.value, message.context);
  }

  #numberOf(ref: FunctionRef, packed: unknown[], named: NamedFunction[]): number {
    const number =
      this.#numbers.get(ref.key) ?? named.find((function_) => function_.ref.key === ref.key)?.number;
    if (number !== undefined) return number;
    const added: NamedFunction = { type: "function", number: this.#numbers.size + named.length, ref };
    named.push(added);
    packed.push(added);
    return added.number;
  }
}

function isUsualCall(message: ToWorker): message is RunMessage & { readonly ref: FunctionRef } {
  if (message.type !== "run" || message.ref.kind !== "function" || message.args.buffers !== undefined)
    return false;
  return !message.stream && !message.isResultUnwanted;
}

/** The thread's side of `MessagePacker`. */
export class MessageUnpacker {
  readonly #refs: FunctionRef[] = [];

  /** @returns the messages as they were */
  unpack(packed: PackedMessages): ToWorker[] {
    const messages: ToWorker[] = [];
    for (let at = 0; at < packed.length; at++) {
      const item = packed[at];
      if (typeof item === "number") {
        const message = this.#call(item, packed[at + 1], Number(packed[at + 2]), packed[at + 3]);
        at += 3;
        messages.push(Number(packed[at - 1]) < 0 ? { ...message, context: packed[++at] } : message);
      } else this.#take(item as ToWorker | NamedFunction, messages);
    }
    return messages;
  }

  #call(id: number, claim: unknown, number: number, value: unknown): RunMessage {
    const ref = this.#refs[number < 0 ? ~number : number];
    if (ref === undefined) throw new TypeError(`Cannot run function ${number} as nobody has named it`);
    return { type: "run", id, ref, claim: Number(claim), args: { value } };
  }

  #take(item: ToWorker | NamedFunction, messages: ToWorker[]): void {
    if (item.type === "function") this.#refs[item.number] = item.ref;
    else messages.push(item);
  }
}
