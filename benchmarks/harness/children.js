// Every process the harness starts, so that none is left behind: each is stopped by its own id.
import { spawn } from "node:child_process";
import { once } from "node:events";

const living = new Set();

/** Starts `command` (on core `cpu` where `taskset` can do that); its standard error goes to ours. */
export function startChild(command, { cpu, env = {} } = {}) {
  const [file, ...args] = cpu === undefined ? command : ["taskset", "-c", String(cpu), ...command];
  const child = spawn(file, args, {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, NODE_OPTIONS: "", NODE_ENV: "production", ...env },
  });
  living.add(child);
  child.stdin.on("error", () => {}); // It went away first; its exit tells so.
  child.once("exit", () => living.delete(child));
  child.once("error", () => living.delete(child));
  return child;
}

export async function stopChild(child) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const harder = setTimeout(() => child.kill("SIGKILL"), 2000);
  await exited;
  clearTimeout(harder);
}

export async function stopAllChildren() {
  await Promise.all([...living].map(stopChild));
}

/** At once, without waiting for them to end: for a harness that is itself being stopped. */
export function killAllChildren() {
  for (const child of living) child.kill("SIGKILL");
}

/** Everything a child prints until it exits. Rejects when it fails or takes longer than `timeoutMs`. */
export async function outputOf(child, what, timeoutMs) {
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  const late = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  try {
    const [code, signal] = await once(child, "close");
    if (code === 0) return output;
    throw new Error(`${what} ended with ${signal ?? `status ${code}`}${output && `: ${output.trim()}`}`);
  } finally {
    clearTimeout(late);
  }
}
