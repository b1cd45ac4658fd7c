import type { Transferable } from "node:worker_threads";
import { AnswerReader } from "./answer-reader.ts";
import { LearnedWait } from "./learned-wait.ts";
import { loopRest } from "./loop-rest.ts";
import type { PoolWorker, PoolWorkerEvents, StartWorker } from "./pool-worker.ts";
import type { FromThread, FromWorker, OutputMessage, ToWorker } from "./task.ts";
import { Thread, type ThreadOptions } from "./thread.ts";

/** @returns what starts threads for a pool */
export function threadStarter(options: ThreadOptions): StartWorker {
  return (events) => new ThreadWorker(options, events);
}

/** A thread has as many tasks at once at the most. */
const mostHeld = 64;

/** A sleeping loop takes some ten microseconds to wake up; beyond this, turning costs more than it gains. */
const longestLookMs = 0.05;

/** A worker of the pool that is a thread of this process. */
class ThreadWorker implements PoolWorker {
  readonly #thread: Thread;
  readonly #events: PoolWorkerEvents;
  readonly #reader: AnswerReader;
  readonly #looks = new LearnedWait();
  #isLooking = false;
  #hasFound = false;
  #lookUntil = 0;

  constructor(options: ThreadOptions, events: PoolWorkerEvents) {
    this.#thread = new Thread(options);
    this.#events = events;
    this.#reader = this.#readerOf(this.#thread);
    this.#listen();
  }

  hasRoomBeside(count: number): boolean {
    return count < mostHeld && this.#thread.claims.hasRoom;
  }

  openClaim(): number {
    return this.#thread.claims.open();
  }

  takeBack(claim: number): boolean {
    return this.#thread.claims.take(claim);
  }

  post(messages: readonly ToWorker[], transfer?: readonly Transferable[]): void {
    this.#thread.post(messages, transfer);
  }

  expectSoon(): void {
    this.#lookUntil = performance.now() + longestLookMs;
    if (this.#isLooking || !this.#looks.mayWait()) return;
    this.#isLooking = true;
    this.#hasFound = false;
    setImmediate(this.#look);
  }

  look(): void {
    this.#receiveAll();
  }

  abort(taskId: number): void {
    this.#thread.abort(taskId);
  }

  setBusy(isBusy: boolean): void {
    this.#thread.setBusy(isBusy);
  }

  terminate(): void {
    // A thread that ends keeps the process alive, so that whoever waits for the end sees it.
    this.#thread.setBusy(true);
    void this.#thread.worker.terminate();
  }

  /** Keeps the loop turning, with everything else that it has to do, instead of sleeping until it is woken. */
  readonly #look = (): void => {
    this.#isLooking = performance.now() < this.#lookUntil;
    if (this.#isLooking) setImmediate(this.#look);
    this.#receiveAll();
    if (!this.#isLooking) this.#looks.learn(this.#hasFound);
  };

  #listen(): void {
    const { worker, port } = this.#thread;
    let lastError: unknown;
    port.on("message", (message: FromThread) => this.#receiveAll(this.#thread.arrived(message)));
    port.on("messageerror", (error) => this.#receiveAll(this.#thread.arrivedUnreadable(error)));
    // The thread itself keeps the process alive while it is busy.
    port.unref();
    worker.on("error", (error) => {
      lastError = error;
    });
    worker.on("exit", (exitCode) => {
      this.#receiveAll();
      port.close();
      this.#events.onExit(exitCode, lastError);
    });
  }

  /** One event for all that has arrived: an event costs more than a message. */
  #receiveAll(first?: FromThread): void {
    if (loopRest.isOn) loopRest.end();
    this.#reader.read(this.#isLooking, first);
    this.#events.onDrained();
  }

  #readerOf(thread: Thread): AnswerReader {
    const places = { results: thread.results, receive: () => thread.receive() };
    return new AnswerReader(places, { onMessage: this.#take, onResult: this.#takeResult });
  }

  readonly #take = (message: FromWorker | OutputMessage): void => {
    this.#hasFound = true;
    if (message.type === "unread") this.#thread.forgetNames();
    if (message.type === "output") process[message.stream].write(message.chunk, message.encoding);
    else this.#events.onMessage(message);
  };

  readonly #takeResult = (id: number, value: unknown, runMs: number): void => {
    this.#hasFound = true;
    this.#events.onMessage({ type: "result", id, value: { value }, runMs });
  };
}
