import cluster from "node:cluster";

/** The environment variable that tells a forked process its number. */
export const taskIdVariable = "TYPHOON_TASK_ID";

/**
 * The number of this process among those that were forked, from 0; `undefined` in any other process.
 *
 * A process that takes the place of one that crashed has its number.
 *
 * @see tornado.process.task_id
 */
export function taskId(): number | undefined {
  // What a forked process starts inherits the variable, but is no worker of the cluster.
  const text = cluster.isWorker ? process.env[taskIdVariable] : undefined;
  return text === undefined ? undefined : Number(text);
}
