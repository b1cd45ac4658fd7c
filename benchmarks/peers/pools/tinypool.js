import { fileURLToPath } from "node:url";
import { Tinypool } from "tinypool";

const filename = fileURLToPath(new URL("tinypool-worker.js", import.meta.url));

export function open({ workers }) {
  const pool = new Tinypool({ filename, minThreads: workers, maxThreads: workers });
  return {
    noop: (value) => pool.run(value, { name: "noop" }),
    spin: (rounds) => pool.run(rounds, { name: "spin" }),
    touch: (bytes) => pool.run(bytes, { name: "touch" }),
    touchAndMove: (bytes) => pool.run(bytes, { name: "touchAndMove", transferList: [bytes.buffer] }),
  };
}
