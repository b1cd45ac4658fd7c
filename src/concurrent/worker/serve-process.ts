import { fromBytes, toBytes } from "../message-bytes.ts";
import type { FromWorker, ToWorker } from "../task.ts";
import { answerToUnread, idOf } from "../unread-message.ts";
import { startControl } from "./process-control.ts";
import { sendFailure } from "./send-failure.ts";
import { startRunner, workerEnd } from "./serve-tasks.ts";

/** What does not end a worker, because it is meant for the application. */
export const ignoredSignals: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** The pool is answered for a task that cannot be read. */
function read(bytes: Uint8Array, send: (message: FromWorker) => unknown): readonly ToWorker[] {
  return fromBytes<readonly ToWorker[]>(bytes, (id, cause) => {
    send(answerToUnread(id, cause));
    return [];
  });
}

type Post = (bytes: Buffer, whenWritten: () => void) => void;

/** Makes this process a worker: it takes tasks from its parent until it is ended, or the parent is gone. */
export function serveProcess(): void {
  const post = takeChannel();
  const send = (message: FromWorker) => sendTo(post, message);
  const runner = startRunner(send, startControl(), { take: () => true });
  process.on("message", (bytes) => {
    if (bytes instanceof Uint8Array) runner.receive(read(bytes, send));
  });
  process.on("disconnect", () => process.exit());
  process.on("uncaughtException", (error) => endWith(error, post));
  ignoreTerminal();
  send({ type: "ready" });
}

/** The application's modules may talk to a process manager through `process.send`: the pool is none. */
function takeChannel(): Post {
  const send = process.send?.bind(process);
  delete process.send;
  return (bytes, whenWritten) => send?.(bytes, undefined, undefined, whenWritten);
}

/**
 * Sends at once.
 *
 * @returns for a value of a stream, when it was written: a generator that computes would keep it from leaving
 */
function sendTo(post: Post, message: FromWorker): Promise<void> | undefined {
  const bytes = toBytes(message, idOf(message));
  if (message.type === "chunk") return new Promise((resolve) => post(bytes, resolve));
  post(bytes, () => {});
  return undefined;
}

/** An error out of nowhere ends the process, unless the application has a listener of its own that bears it. */
function endWith(error: unknown, post: Post): void {
  if (process.listenerCount("uncaughtException") > 1) return;
  sendFailure((message) => post(toBytes(message), () => process.exit(1)), workerEnd, error);
}

/**
 * Ctrl-C and many service managers signal all processes of a program at once; the application decides when it ends,
 * and its workers finish their tasks until then.
 */
function ignoreTerminal(): void {
  for (const signal of ignoredSignals) process.on(signal, () => {});
}
