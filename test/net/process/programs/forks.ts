// A program of several processes without a server: what each of them does is named in the environment.
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { forkProcesses, taskId } from "typhoon/process";

const { FOLDER = "", SCENARIO = "" } = process.env;

console.log(`before ${taskId()}`);
// Only what never ends is killed in a time that others may need, on a busy machine.
const stopTimeoutMs = SCENARIO === "stubborn" ? 50 : 30_000;
const id = await forkProcesses(SCENARIO === "crash once" ? 3 : 2, { maxRestarts: 2, stopTimeoutMs });
console.log(`after ${id} ${taskId()} ${process.pid}`);

if (SCENARIO === "crash once" && id === 0 && isFirst()) process.kill(process.pid, "SIGKILL");
if (SCENARIO === "crash once" && id === 1 && isFirst()) process.exit(3);
if (SCENARIO === "crash always") process.exit(4);
if (SCENARIO === "wait") setInterval(() => {}, 60_000);
if (SCENARIO === "stubborn")
  process
    .on("SIGTERM", () => {})
    .on("SIGINT", () => {})
    .stdin.resume();

/** Whether no process of this number was here before. */
function isFirst(): boolean {
  try {
    closeSync(openSync(join(FOLDER, String(id)), "wx"));
    return true;
  } catch {
    return false;
  }
}
