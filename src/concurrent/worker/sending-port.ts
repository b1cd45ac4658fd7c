import type { MessagePort, Transferable } from "node:worker_threads";
import type { SentIds } from "../sent-ids.ts";
import type { FromThread } from "../task.ts";
import { idOf } from "../unread-message.ts";

/** Where this thread's messages go to the pool, which is told of each whose it is. */
export class SendingPort {
  readonly #port: MessagePort;
  readonly #sent: SentIds;

  constructor(port: MessagePort, sent: SentIds) {
    this.#port = port;
    this.#sent = sent;
  }

  /** As that of a `MessagePort`. */
  postMessage(message: FromThread, transfer?: readonly Transferable[]): void {
    this.#sent.add(idOf(message));
    try {
      this.#port.postMessage(message, transfer);
    } catch (error) {
      this.#sent.takeBack();
      throw error;
    }
  }
}
