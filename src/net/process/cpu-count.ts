import { availableParallelism } from "node:os";

/**
 * How many processes can compute at the same time: the cores that this process may use.
 *
 * @see tornado.process.cpu_count
 */
export function cpuCount(): number {
  return availableParallelism();
}
