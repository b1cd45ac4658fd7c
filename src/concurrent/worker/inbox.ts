import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { LearnedWait } from "../learned-wait.ts";
import { MessageUnpacker, type PackedMessages } from "../packed-messages.ts";
import type { TaskRunner } from "./task-runner.ts";

/** How long the thread sleeps for the next task before it goes back to its own event loop. */
const napMs = 0.2;
/** So long at the most it stays away from its event loop, which may have sockets and timers to serve. */
const longestAbsenceMs = 5;

/**
 * Takes the messages of the pool. Where tasks come one right after the other, it takes them without a turn of the
 * event loop between them: it looks into the port, and naps in shared memory, for a moment only.
 */
export class Inbox {
  readonly #port: MessagePort;
  readonly #posted: Int32Array;
  readonly #runner: TaskRunner;
  readonly #unpacker = new MessageUnpacker();
  readonly #naps = new LearnedWait();

  /**
   * @param port - where messages arrive
   * @param posted - shared: changes with each message
   * @param runner - runs them
   */
  constructor(port: MessagePort, posted: Int32Array, runner: TaskRunner) {
    this.#port = port;
    this.#posted = posted;
    this.#runner = runner;
  }

  /** Messages have arrived as an event. */
  receive(messages: PackedMessages): void {
    this.#runner.receive(this.#unpacker.unpack(messages));
    const until = performance.now() + longestAbsenceMs;
    while (!this.#runner.isBusy && performance.now() < until) {
      const more = this.#next();
      if (more === undefined) return;
      this.#runner.receive(this.#unpacker.unpack(more));
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
    return receiveMessageOnPort(this.#port)?.message;
  }
}
