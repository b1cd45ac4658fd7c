import { spawnSync } from "node:child_process";

/** Runs `script`, a module, in a Node process of its own, and returns what it printed and how it ended. */
export function inOwnProcess(script: string): { readonly output: string; readonly status: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    encoding: "utf8",
  });
  return { output: stdout + stderr, status };
}
