import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import { encodeError } from "../error-codec.ts";
import { WorkerExitError } from "../executor-errors.ts";
import type { FromWorker, ToWorker } from "../task.ts";
import { installWorkerContext } from "../worker-context.ts";
import { pauseEvaluation } from "./evaluation.ts";
import { sendCallback } from "./send-callback.ts";
import { TaskRunner } from "./task-runner.ts";
import type { SyncReply, WorkerStart } from "./worker-start.ts";

/** Makes this thread a worker: it takes tasks from its parent until it is ended. */
export function serveTasks(start: WorkerStart): void {
  const port = parentPort;
  if (port === null) return;
  const send = start.typhoon.reply
    ? replyTo(start.typhoon.reply)
    : (message: FromWorker) => port.postMessage(message);
  const runner = new TaskRunner(send, start.typhoon.aborted);
  installWorkerContext({
    addCallback: (callback, args) => sendCallback(callback, args, send),
    isInTask: () => runner.isInTask,
    pause: pauseEvaluation,
  });
  giveWay(start.typhoon.niceness);
  port.on("message", (message: ToWorker) => runner.receive(message));
  send({ type: "ready" });
}

/** On Linux a priority is a thread's own: the loop's thread goes first where processors are scarce. */
function giveWay(niceness: number): void {
  if (process.platform !== "linux" || niceness === 0) return;
  try {
    setPriority(0, niceness);
  } catch {
    // A container may forbid it; the thread works all the same.
  }
}

/** The id of a failure that is no task's: the thread ends. */
export const threadEnd = -1;

/** Posts, then wakes the thread that waits, which hears of the end of this one in the same way. */
function replyTo({ port, sent }: SyncReply): (message: FromWorker) => void {
  const send = (message: FromWorker) => {
    port.postMessage(message);
    Atomics.add(sent, 0, 1);
    Atomics.notify(sent, 0);
  };
  process.once("exit", (code) => {
    send({ type: "failure", id: threadEnd, error: encodeError(new WorkerExitError(code)) });
  });
  return send;
}
