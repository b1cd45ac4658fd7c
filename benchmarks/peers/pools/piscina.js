import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";

const filename = fileURLToPath(new URL("piscina-worker.js", import.meta.url));

export function open({ workers }) {
  // As many at least as at most: by default its threads end as soon as they have nothing to do.
  const pool = new Piscina({ filename, minThreads: workers, maxThreads: workers });
  return {
    noop: (value) => pool.run(value, { name: "noop" }),
    spin: (rounds) => pool.run(rounds, { name: "spin" }),
    touch: (bytes) => pool.run(bytes, { name: "touch" }),
    touchAndMove: (bytes) => pool.run(bytes, { name: "touchAndMove", transferList: [bytes.buffer] }),
  };
}
