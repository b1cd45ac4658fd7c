import type { Payload } from "./payload.ts";
import type { FunctionRef, MethodRef, RunMessage, ToWorker } from "./task.ts";

/** To the thread: from now on the number stands for this function or method. */
interface NamedRef {
  readonly type: "ref";
  readonly number: number;
  readonly ref: UsualRef;
}

type UsualRef = FunctionRef | MethodRef;
type UsualCall = RunMessage & { readonly ref: UsualRef };

/**
 * Messages to a thread, flat: for each usual call its id, claim, function, arguments, of a method its receiver, and if it
 * has one its context, which is told by a negative number of the function; one item for everything else.
 */
export type PackedMessages = readonly unknown[];

/**
 * Packs messages to one thread: the names of properties, and the address of the function with each call, would cost
 * more than the call.
 */
export class MessagePacker {
  readonly #numbers = new Map<string | MethodRef, number>();
  #nextNumber = 0;

  /**
   * Packs messages, and sends them.
   *
   * @param send - posts; where it throws, nothing was sent
   */
  send(messages: readonly ToWorker[], send: (packed: PackedMessages) => void): void {
    const packed: unknown[] = [];
    const named: NamedRef[] = [];
    for (const message of messages) {
      if (isUsualCall(message)) this.#pack(message, packed, named);
      else packed.push(message);
    }
    send(packed);
    this.#nextNumber += named.length;
    for (const { ref, number } of named) this.#numbers.set(identityOf(ref), number);
  }

  /** The thread may not have got all names. */
  forget(): void {
    this.#numbers.clear();
  }

  #pack(message: UsualCall, packed: unknown[], named: NamedRef[]): void {
    const number = this.#numberOf(message.ref, packed, named);
    const hasContext = message.context !== undefined;
    packed.push(message.id, message.claim, hasContext ? ~number : number, message.args.value);
    if (message.ref.kind === "method") packed.push(message.receiver);
    if (hasContext) packed.push(message.context);
  }

  #numberOf(ref: UsualRef, packed: unknown[], named: NamedRef[]): number {
    const identity = identityOf(ref);
    const known = this.#numbers.get(identity);
    if (known !== undefined) return known;
    const inThisMessage = named.find((one) => identityOf(one.ref) === identity);
    if (inThisMessage !== undefined) return inThisMessage.number;
    const added: NamedRef = { type: "ref", number: this.#nextNumber + named.length, ref };
    named.push(added);
    packed.push(added);
    return added.number;
  }
}

/** A function has its key, a method one and the same object; see `methodRef`. */
function identityOf(ref: UsualRef): string | MethodRef {
  return ref.kind === "function" ? ref.key : ref;
}

function isUsualCall(message: ToWorker): message is UsualCall {
  if (message.type !== "run" || message.ref.kind === "import" || message.args.buffers !== undefined)
    return false;
  return !message.stream && !message.isResultUnwanted;
}

/** The thread's side of `MessagePacker`. */
export class MessageUnpacker {
  readonly #refs: UsualRef[] = [];

  /** @returns the messages as they were */
  unpack(packed: PackedMessages): ToWorker[] {
    const messages: ToWorker[] = [];
    for (let at = 0; at < packed.length; ) {
      if (typeof packed[at] === "number") at = this.#unpackCall(packed, at, messages);
      else this.#take(packed[at++] as ToWorker | NamedRef, messages);
    }
    return messages;
  }

  /** @returns where the next message begins */
  #unpackCall(packed: PackedMessages, start: number, messages: ToWorker[]): number {
    const [id, claim, number] = [Number(packed[start]), Number(packed[start + 1]), Number(packed[start + 2])];
    const ref = this.#refs[number < 0 ? ~number : number];
    if (ref === undefined) throw new TypeError(`Cannot run function ${number} as nobody has named it`);
    let at = start + 4;
    let message: RunMessage = { type: "run", id, ref, claim, args: { value: packed[start + 3] } };
    if (ref.kind === "method") message = { ...message, receiver: packed[at++] as Payload };
    if (number < 0) message = { ...message, context: packed[at++] };
    messages.push(message);
    return at;
  }

  #take(item: ToWorker | NamedRef, messages: ToWorker[]): void {
    if (item.type === "ref") this.#refs[item.number] = item.ref;
    else messages.push(item);
  }
}
