import { ThreadPoolExecutor } from "../../../dist/concurrent/index.js";
import { noop, spin, touch, touchAndMove } from "./typhoon-tasks.js";

export function open({ workers, niceness }) {
  const executor = new ThreadPoolExecutor({
    maxWorkers: workers,
    ...(niceness !== undefined && { niceness }),
  });
  return {
    noop: (value) => executor.submit(noop, value),
    spin: (rounds) => executor.submit(spin, rounds),
    touch: (bytes) => executor.submit(touch, bytes),
    touchAndMove: (bytes) => executor.run(touchAndMove, [bytes], { transfer: [bytes.buffer] }),
  };
}
