// Which task comes when, and what must become of each.
import { CancelledError, TaskAbortedError, WorkerExitError } from "../../../dist/concurrent/index.js";
import { answer, fail, killWorker, waitForAbort } from "../../peers/pools/endurance-tasks.js";

const exitCode = 7;

/** Of a thousand: 10 throw, 9 are cancelled when they were just submitted, 1 while it runs, 1 kills its worker. */
export function drawKind(index) {
  if (index % 1000 === 500) return "kill";
  if (index % 1000 === 2) return "abort";
  if (index % 100 === 1) return "throw";
  return index % 100 === 2 ? "cancel" : "answer";
}

/** Resolves, when the task's future has settled, to what is wrong with it, if anything is. */
export async function runTask(executor, kind, index) {
  try {
    const complaint = await makers[kind](executor, index);
    return complaint && `task ${index} (${kind}): ${complaint}`;
  } catch (error) {
    return `task ${index} (${kind}) failed with ${error?.name}: ${error?.message}`;
  }
}

const makers = { answer: runAnswer, throw: runThrow, cancel: runCancel, abort: runAbort, kill: runKill };

async function runAnswer(executor, index) {
  const result = await executor.submit(answer, index);
  return result === index ? undefined : `it came back with ${result}`;
}

async function runThrow(executor, index) {
  const error = await errorOf(executor.submit(fail, index));
  if (error instanceof RangeError && error.message === `task ${index} throws`) return undefined;
  return `its error is ${error}`;
}

/** A task that has begun may say no: then it must come back. */
async function runCancel(executor, index) {
  const future = executor.submit(answer, index);
  if (!future.cancel()) return (await future) === index ? undefined : "it came back with something else";
  const error = await errorOf(future);
  return error instanceof CancelledError ? undefined : `it was cancelled and ended with ${error}`;
}

async function runAbort(executor) {
  const controller = new AbortController();
  const future = executor.run(waitForAbort, [], { signal: controller.signal });
  setTimeout(() => controller.abort(new Error("the endurance run has had enough")), 2);
  const error = await errorOf(future);
  return error instanceof TaskAbortedError ? undefined : `it was aborted and ended with ${error}`;
}

async function runKill(executor) {
  const error = await errorOf(executor.submit(killWorker, exitCode));
  if (error instanceof WorkerExitError && error.exitCode === exitCode) return undefined;
  return `it killed its worker and ended with ${error}`;
}

function errorOf(future) {
  return future.then(
    (result) => new Error(`no error, but ${result}`),
    (error) => error,
  );
}
