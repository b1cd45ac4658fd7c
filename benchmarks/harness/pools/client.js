// A pool in a fresh process of its own, which is also its client. Pinned to nothing: its threads need their cores.
import { outputOf, startChild } from "../children.js";

/** Runs the job and resolves to what the process counted: `calls`, `seconds`, `cpuSeconds`, and `p99Ms` of one at a time. */
export async function runPool(peer, job) {
  const child = startChild(peer.command);
  child.stdin.end(JSON.stringify(job));
  const timeoutMs = (job.warmUp + job.seconds + 20) * 1000;
  const counted = JSON.parse(await outputOf(child, "the pool's process", timeoutMs));
  if (counted.calls === 0) throw new Error("not one call came back");
  return counted;
}
