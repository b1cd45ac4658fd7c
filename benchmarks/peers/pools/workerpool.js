import { fileURLToPath } from "node:url";
import workerpool from "workerpool";

const script = fileURLToPath(new URL("workerpool-worker.js", import.meta.url));

export function open({ workers }) {
  const pool = workerpool.pool(script, {
    workerType: "thread",
    minWorkers: workers,
    maxWorkers: workers,
  });
  return {
    noop: (value) => pool.exec("noop", [value]),
    spin: (rounds) => pool.exec("spin", [rounds]),
    touch: (bytes) => pool.exec("touch", [bytes]),
    touchAndMove: (bytes) => pool.exec("touchAndMove", [bytes], { transfer: [bytes.buffer] }),
  };
}
