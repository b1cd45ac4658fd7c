import type { Random } from "../support/random.ts";
import type { Disturbance, Scene } from "./disturbance.ts";
import type { ProcessEntry } from "./process-table.ts";

/** A serving process dies, and all of its connections with it. */
export const killProcess: Disturbance = {
  name: "kill a process",
  weight: 3,
  start({ server, random, history }) {
    const end = history.begin("process killed");
    for (const pid of anyOf(server.serving(), random)) signal(pid, "SIGKILL");
    end();
    return undefined;
  },
};

/** A worker of a process pool dies, with the call that it has. */
export const killWorker: Disturbance = {
  name: "kill a worker",
  weight: 5,
  start({ server, random, history }) {
    const end = history.begin("worker killed");
    for (const pid of anyOf(server.workers(), random)) signal(pid, "SIGKILL");
    end();
    return undefined;
  },
};

/** A serving process does nothing for a while. */
export const stopProcess: Disturbance = {
  name: "stop a process",
  weight: 2,
  start: ({ server, random }) => stop(anyOf(server.serving(), random)),
};

/** The first process does nothing for a while. */
export const stopFirstProcess: Disturbance = {
  name: "stop the first process",
  weight: 1,
  start: ({ server }) => stop([server.pid]),
};

/** A worker of a process pool does nothing for a while. */
export const stopWorker: Disturbance = {
  name: "stop a worker",
  weight: 3,
  start: ({ server, random }: Scene) => stop(anyOf(server.workers(), random)),
};

function stop(pids: readonly number[]): () => void {
  for (const pid of pids) signal(pid, "SIGSTOP");
  return () => {
    for (const pid of pids) signal(pid, "SIGCONT");
  };
}

/** One of them; none if there is none at the moment. */
function anyOf(entries: readonly ProcessEntry[], random: Random): number[] {
  return entries.length === 0 ? [] : [random.pick(entries).pid];
}

/** It may have gone meanwhile. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has.
  }
}
