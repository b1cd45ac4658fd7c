import { inspect } from "node:util";
import { type EncodedError, encodeError } from "../error-codec.ts";
import { fromBytes, NotInBytesError, toBytes } from "../message-bytes.ts";
import type { FromWorker, ToWorker } from "../task.ts";
import { startControl } from "./process-control.ts";
import { startRunner, workerEnd } from "./serve-tasks.ts";

/** What does not end a worker, because it is meant for the application. */
export const ignoredSignals: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

type Post = (bytes: Buffer, whenWritten: () => void) => void;

/** Makes this process a worker: it takes tasks from its parent until it is ended, or the parent is gone. */
export function serveProcess(): void {
  const post = takeChannel();
  const send = (message: FromWorker) => sendTo(post, message);
  const runner = startRunner(send, startControl(), { take: () => true });
  process.on("message", (bytes) => {
    if (bytes instanceof Uint8Array) runner.receive(fromBytes(bytes) as readonly ToWorker[]);
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
  const bytes = message.type === "failure" ? failureBytes(message) : toBytes(message);
  if (message.type === "chunk") return new Promise((resolve) => post(bytes, resolve));
  post(bytes, () => {});
  return undefined;
}

/** A failure has to be told; fields of its error that only threads can share are left out. */
function failureBytes(message: FromWorker & { readonly type: "failure" }): Buffer {
  try {
    return toBytes(message);
  } catch (error) {
    if (!(error instanceof NotInBytesError)) throw error;
    return toBytes({ ...message, error: withoutFields(message.error) });
  }
}

function withoutFields(error: EncodedError): EncodedError {
  return {
    ...error,
    fields: { value: {} },
    ...(error.thrown && { thrown: { value: inspect(error.thrown.value) } }),
    ...(error.cause && { cause: withoutFields(error.cause) }),
    ...(error.errors && { errors: error.errors.map(withoutFields) }),
  };
}

/** An error out of nowhere ends the process, unless the application has a listener of its own that bears it. */
function endWith(error: unknown, post: Post): void {
  if (process.listenerCount("uncaughtException") > 1) return;
  const bytes = failureBytes({ type: "failure", id: workerEnd, error: encodeError(error), runMs: 0 });
  post(bytes, () => process.exit(1));
}

/**
 * Ctrl-C and many service managers signal all processes of a program at once; the application decides when it ends,
 * and its workers finish their tasks until then.
 */
function ignoreTerminal(): void {
  for (const signal of ignoredSignals) process.on(signal, () => {});
}
