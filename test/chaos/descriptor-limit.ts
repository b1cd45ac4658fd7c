import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Whether there is the program by which another process's limit is set. */
export function canLimit(): boolean {
  return spawnSync("prlimit", ["--version"]).status === 0;
}

/** How many descriptors the process may have open; `undefined` if it is gone. */
export function limitOf(pid: number): number | undefined {
  try {
    const line = /^Max open files +(\d+)/m.exec(readFileSync(`/proc/${pid}/limits`, "utf8"));
    return line === null ? undefined : Number(line[1]);
  } catch {
    return undefined;
  }
}

/** Changes that; it may have gone meanwhile. */
export function setLimit(pid: number, limit: number): void {
  spawnSync("prlimit", ["--pid", String(pid), `--nofile=${limit}:`]);
}
