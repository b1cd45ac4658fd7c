import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { LearnedWait } from "../learned-wait.ts";
import { MessageUnpacker, type PackedMessages } from "../packed-messages.ts";
import type { SentIds } from "../sent-ids.ts";
import type { ToWorker } from "../task.ts";
import { answerToUnread } from "../unread-message.ts";
import type { Send, TaskRunner } from "./task-runner.ts";

/** How long the thread sleeps for the next task before it goes back to its own event loop. */
const napMs = 0.2;
/** So long at the most it stays away from its event loop, which may have sockets and timers to serve. */
const longestAbsenceMs = 5;

/** Where messages arrive. */
export interface InboxPlaces {
  readonly port: MessagePort;
  /** Shared: changes with each message. */
  readonly posted: Int32Array;
  /** Whose the messages are. */
  readonly ids: SentIds;
}

/**
 * Takes the messages of the pool. Where tasks come one right after the other, it takes them without a turn of the
 * event loop between them: it looks into the port, and naps in shared memory, for a moment only.
 */
export class Inbox {
  readonly #port: MessagePort;
  readonly #posted: Int32Array;
  readonly #ids: SentIds;
  readonly #runner: TaskRunner;
  readonly #send: Send;
  readonly #unpacker = new MessageUnpacker();
  readonly #naps = new LearnedWait();

  /**
   * @param places - where messages arrive
   * @param runner - runs them
   * @param send - answers for those that cannot be read
   */
  constructor(places: InboxPlaces, runner: TaskRunner, send: Send) {
    this.#port = places.port;
    this.#posted = places.posted;
    this.#ids = places.ids;
    this.#runner = runner;
    this.#send = send;
  }

  /** Messages have arrived as an event. */
  receive(messages: PackedMessages): void {
    this.#ids.next();
    this.#runner.receive(this.#unpack(messages));
    this.#receiveMore();
  }

  /** Messages have arrived as an event, and are lost: they are nested too deeply for this thread's stack, say. */
  receiveUnreadable(error: unknown): void {
    this.#answerUnread(error);
    this.#receiveMore();
  }

  #receiveMore(): void {
    const until = performance.now() + longestAbsenceMs;
    while (!this.#runner.isBusy && performance.now() < until) {
      const more = this.#next();
      if (more === undefined) return;
      this.#runner.receive(this.#unpack(more));
    }
  }

  #next(): PackedMessages | undefined {
    const seen = Atomics.load(this.#posted, 0);
    const arrived = this.#take();
    if (arrived !== undefined || !this.#naps.mayWait()) return arrived;
    const isWoken = Atomics.wait(this.#posted, 0, seen, napMs) !== "timed-out";
    this.#naps.learn(isWoken);
    return isWoken ? this.#take() : undefined;
  }

  #take(): PackedMessages | undefined {
    try {
      const received = receiveMessageOnPort(this.#port);
      if (received !== undefined) this.#ids.next();
      return received?.message;
    } catch (error) {
      this.#answerUnread(error);
      return [];
    }
  }

  #unpack(messages: PackedMessages): readonly ToWorker[] {
    try {
      return this.#unpacker.unpack(messages);
    } catch {
      // A function was named in a message that is lost.
      this.#send({ type: "unread" });
      return [];
    }
  }

  #answerUnread(error: unknown): void {
    const id = this.#ids.next() ?? 0;
    // Also after an answer: functions may have been named in it.
    if (id > 0) this.#send(answerToUnread(id, error));
    this.#send({ type: "unread" });
  }
}
