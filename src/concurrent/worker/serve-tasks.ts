import { setPriority } from "node:os";
import { setLineFields } from "../../base/log/internal.ts";
import { Claims } from "../claims.ts";
import { WorkerExitError } from "../executor-errors.ts";
import type { PackedMessages } from "../packed-messages.ts";
import { SentIds } from "../sent-ids.ts";
import { SharedResults } from "../shared-results.ts";
import { installWorkerContext } from "../worker-context.ts";
import { currentTask } from "./current-task.ts";
import { pauseEvaluation } from "./evaluation.ts";
import { forwardOutput } from "./forward-output.ts";
import { Inbox } from "./inbox.ts";
import { sendCallback } from "./send-callback.ts";
import { sendFailure } from "./send-failure.ts";
import { SendingPort } from "./sending-port.ts";
import { SharingSender } from "./sharing-sender.ts";
import { type Send, TaskRunner } from "./task-runner.ts";
import type { WorkerStart } from "./worker-start.ts";

/** Makes this thread a worker: it takes tasks from its parent until it is ended. */
export function serveTasks({ typhoon: start }: WorkerStart): void {
  const { port } = start;
  const sending = new SendingPort(port, new SentIds(start.sent));
  const sharing = new SharingSender(sending, new SharedResults(start.results));
  const send = start.answered ? waking(sending, start.answered) : sharing.send;
  const runner = startRunner(send, start.aborted, new Claims(start.claims), sharing.tell);
  // A thread that is waited for in the blocking way could not print then.
  if (start.answered === undefined) forwardOutput((message) => sending.postMessage(message));
  giveWay(start.niceness);
  const inbox = new Inbox({ port, posted: start.posted, ids: new SentIds(start.received) }, runner, send);
  port.on("message", (messages: PackedMessages) => inbox.receive(messages));
  port.on("messageerror", (error) => inbox.receiveUnreadable(error));
  send({ type: "ready" });
}

/**
 * Makes the code that runs here a worker's, whatever the worker is.
 *
 * @param send - sends to the pool
 * @param aborted - holds the id of the task that was aborted
 * @param claims - says whether a task that has arrived may begin
 * @param onRest - called when no task of those that have arrived can begin
 */
export function startRunner(
  send: Send,
  aborted: Int32Array,
  claims: Pick<Claims, "take">,
  onRest?: () => void,
): TaskRunner {
  const runner = new TaskRunner(send, aborted, claims, onRest);
  installWorkerContext({
    addCallback: (callback, args) => sendCallback(callback, args, send),
    isInTask: () => runner.isInTask,
    pause: pauseEvaluation,
  });
  setLineFields(contextOfLine);
  return runner;
}

/** For whom a line is written. */
function contextOfLine(): object | undefined {
  const { context } = currentTask();
  return context === undefined ? undefined : { context };
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

/** The id of a failure that is no task's: the worker ends. */
export const workerEnd = -1;

/** Posts, then wakes the thread that sleeps; it hears of the end of this one in the same way. */
function waking(port: SendingPort, answered: Int32Array): Send {
  const send: Send = (message, transfer) => {
    port.postMessage(message, transfer);
    Atomics.add(answered, 0, 1);
    Atomics.notify(answered, 0);
  };
  process.once("exit", (code) => {
    sendFailure(send, workerEnd, new WorkerExitError(code));
  });
  return send;
}
