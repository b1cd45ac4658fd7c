import { fileURLToPath } from "node:url";
import { FixedThreadPool } from "poolifier";

const file = fileURLToPath(new URL("poolifier-worker.js", import.meta.url));

export function open({ workers }) {
  const pool = new FixedThreadPool(workers, file);
  return {
    noop: (value) => pool.execute(value, "noop"),
    spin: (rounds) => pool.execute(rounds, "spin"),
    touch: (bytes) => pool.execute(bytes, "touch"),
    // Its workers cannot transfer what they answer: it comes back as a copy.
    touchAndMove: (bytes) => pool.execute(bytes, "touch", undefined, [bytes.buffer]),
  };
}
